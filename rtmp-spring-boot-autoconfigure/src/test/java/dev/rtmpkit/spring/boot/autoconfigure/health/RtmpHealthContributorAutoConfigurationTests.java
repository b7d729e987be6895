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

package dev.rtmpkit.spring.boot.autoconfigure.health;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.health.RtmpHealthIndicator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = RtmpContextRunner.create();

	@Test
	void reportsServer() {
		this.runner.run((context) -> {
			RtmpHealthIndicator indicator = context.getBean("rtmpHealthContributor", RtmpHealthIndicator.class);
			Health health = indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("address", "127.0.0.1")
				.containsEntry("port", context.getBean(RtmpServer.class).port());
			context.stop();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void whenDisabledBacksOff() {
		this.runner.withPropertyValues("management.health.rtmp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RtmpHealthIndicator.class));
	}

	@Test
	void whenIndicatorOfThatNameIsDefinedBacksOff() {
		this.runner.withBean("rtmpHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(RtmpHealthIndicator.class));
	}

}
