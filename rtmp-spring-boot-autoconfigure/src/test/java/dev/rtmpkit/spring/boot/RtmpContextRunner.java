/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.rtmpkit.spring.boot;

import dev.rtmpkit.spring.boot.autoconfigure.RtmpRecordingAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerPortInfoAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.endpoint.RtmpEndpointAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.health.RtmpHealthContributorAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.health.RtmpRecordingHealthContributorAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.metrics.RtmpMetricsAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.observation.RtmpObservationAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Runs contexts with all of our auto-configurations, on any free port of the loopback
 * interface.
 */
public final class RtmpContextRunner {

	private RtmpContextRunner() {
	}

	/**
	 * Return a runner with stream {@code demo} and key {@code demo-key}.
	 */
	public static ApplicationContextRunner create() {
		return withoutKeys().withPropertyValues("rtmp.server.stream-keys.demo=demo-key");
	}

	public static ApplicationContextRunner withoutKeys() {
		return new ApplicationContextRunner().withConfiguration(autoConfigurations())
			.withPropertyValues("rtmp.server.address=127.0.0.1", "rtmp.server.port=0");
	}

	private static AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(TaskExecutionAutoConfiguration.class, RtmpServerAutoConfiguration.class,
				RtmpServerPortInfoAutoConfiguration.class, RtmpRecordingAutoConfiguration.class,
				RtmpHealthContributorAutoConfiguration.class, RtmpRecordingHealthContributorAutoConfiguration.class,
				RtmpMetricsAutoConfiguration.class, RtmpEndpointAutoConfiguration.class,
				RtmpObservationAutoConfiguration.class);
	}

}
