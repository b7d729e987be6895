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

package dev.rtmpkit.spring.boot.autoconfigure;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.autoconfigure.endpoint.RtmpEndpointAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.health.RtmpHealthContributorAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.health.RtmpRecordingHealthContributorAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.metrics.RtmpMetricsAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.observation.RtmpObservationAutoConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any of the optional libraries may be absent. The auto-configurations are found as in an
 * application, by name: with their classes at hand, the annotations of an absent library
 * would still be there.
 */
class AbsentLibrariesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("rtmp.server.address=127.0.0.1", "rtmp.server.port=0",
				"rtmp.server.stream-keys.demo=demo-key", "rtmp.recording.enabled=true",
				"rtmp.recording.directory=target/absent-libraries", "management.endpoints.web.exposure.include=rtmp");

	@Test
	void whenAllArePresentThereIsEverything() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasBean("rtmpServer")
				.hasBean("rtmpHealthContributor")
				.hasBean("rtmpRecordingHealthContributor")
				.hasBean("rtmpServerMetrics")
				.hasBean("rtmpNettyAllocatorMetrics")
				.hasBean("rtmpObservationCustomizer")
				.hasBean("rtmpEndpoint")
				.hasBean("rtmpEndpointWebExtension"));
	}

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.health, rtmpHealthContributor",
			"org.springframework.boot.health.autoconfigure, rtmpHealthContributor",
			"org.springframework.boot.health, rtmpRecordingHealthContributor",
			"org.springframework.boot.health.autoconfigure, rtmpRecordingHealthContributor",
			"io.micrometer, rtmpServerMetrics", "io.micrometer.observation, rtmpObservationCustomizer",
			"org.springframework.boot.actuate, rtmpEndpoint",
			"org.springframework.boot.actuate.autoconfigure, rtmpEndpoint" })
	void whenOneIsAbsentItsBeanIsAndServerRuns(String absent, String bean) {
		this.runner.withClassLoader(new FilteredClassLoader(absent)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(bean);
			assertThat(context.getBean(RtmpServer.class).state()).isEqualTo(RtmpServer.State.RUNNING);
		});
	}

	@Test
	void whenAllAreAbsentServerRuns() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate",
					"org.springframework.boot.health", "org.springframework.boot.micrometer", "io.micrometer"))
			.run((context) -> assertThat(context.getBean(RtmpServer.class).state())
				.isEqualTo(RtmpServer.State.RUNNING));
	}

	@Test
	void whenCoreIsAbsentThereIsNothing() {
		this.runner.withClassLoader(new FilteredClassLoader(RtmpServer.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(Object.class)
				.noneMatch((name) -> name.contains("rtmp")));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RtmpServerAutoConfiguration.class, RtmpServerPortInfoAutoConfiguration.class,
			RtmpRecordingAutoConfiguration.class, RtmpEndpointAutoConfiguration.class,
			RtmpHealthContributorAutoConfiguration.class, RtmpRecordingHealthContributorAutoConfiguration.class,
			RtmpMetricsAutoConfiguration.class, RtmpObservationAutoConfiguration.class })
	static class Application {

	}

}
