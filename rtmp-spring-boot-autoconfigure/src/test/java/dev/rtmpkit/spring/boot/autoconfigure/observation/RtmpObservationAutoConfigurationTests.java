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

package dev.rtmpkit.spring.boot.autoconfigure.observation;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerCustomizer;
import dev.rtmpkit.spring.boot.observation.DefaultRtmpPublishObservationConvention;
import dev.rtmpkit.spring.boot.observation.RtmpPublishObservationConvention;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpObservationAutoConfigurationTests {

	private static final String NAME = "rtmp.server.publish.decision";

	private static final String CUSTOMIZER = "rtmpObservationCustomizer";

	private final ApplicationContextRunner runner = RtmpContextRunner.create()
		.withBean(TestObservationRegistry.class, TestObservationRegistry::create);

	@Test
	void whenClientPublishesDecisionIsObserved() {
		this.runner.withPropertyValues("rtmp.server.applications=live").run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
				.hasNameEqualTo(NAME)
				.hasLowCardinalityKeyValue("outcome", "accepted")
				.hasLowCardinalityKeyValue("app", "live")
				.hasBeenStopped();
		});
	}

	@Test
	void whenKeyIsWrongDecisionIsObserved() {
		this.runner.run((context) -> {
			publish(context, "wrong-key", "NetStream.Publish.Denied");
			assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
				.hasLowCardinalityKeyValue("outcome", "denied")
				.hasLowCardinalityKeyValue("app", "UNKNOWN");
		});
	}

	@Test
	void whenValidatorHangsTheObservationStopsAtTheDeadline() {
		CountDownLatch release = new CountDownLatch(1);
		this.runner.withPropertyValues("rtmp.server.timeouts.validator=100ms")
			.withBean("hanging", StreamKeyValidator.class, () -> (request) -> {
				Stubborn.await(release);
				return PublishDecision.acceptKeyAsName();
			})
			.run((context) -> {
				publish(context, "demo-key", "NetStream.Failed");
				assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
					.hasLowCardinalityKeyValue("outcome", "validator_timeout")
					.hasError()
					.hasBeenStopped();
				release.countDown();
			});
	}

	@Test
	void whenValidatorCanBeInterruptedItIsATimeoutTheSame() {
		this.runner.withPropertyValues("rtmp.server.timeouts.validator=100ms")
			.withBean("hanging", StreamKeyValidator.class, () -> (request) -> {
				new CountDownLatch(1).await();
				return PublishDecision.acceptKeyAsName();
			})
			.run((context) -> {
				publish(context, "demo-key", "NetStream.Failed");
				assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
					.hasLowCardinalityKeyValue("outcome", "validator_timeout");
			});
	}

	@Test
	void whenThereIsAConventionItIsUsed() {
		this.runner.withBean(RtmpPublishObservationConvention.class, OwnConvention::new).run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
				.hasNameEqualTo("own.name");
		});
	}

	@Test
	@Tag("E4")
	void whenCustomizerSetsAnotherValidatorThatOneDecidesAndIsObserved() {
		this.runner
			.withBean(RtmpServerCustomizer.class,
					() -> (builder) -> builder.validator((request) -> PublishDecision.reject("No")))
			.run((context) -> {
				publish(context, "demo-key", "NetStream.Publish.Denied");
				assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
					.hasLowCardinalityKeyValue("outcome", "denied");
			});
	}

	@Test
	@Tag("E4")
	void whenThereIsAnObservationCustomizerItReplacesOurs() {
		this.runner
			.withBean(CUSTOMIZER, RtmpServerCustomizer.class,
					() -> (builder) -> builder
						.decorateValidator((validator) -> (request) -> PublishDecision.reject("Mine")))
			.run((context) -> {
				publish(context, "demo-key", "NetStream.Publish.Denied");
				assertThat(context.getBean(TestObservationRegistry.class)).doesNotHaveAnyObservation();
			});
	}

	@Test
	@Tag("E3")
	void whenTheConventionNeedsTheServerItHasIt() {
		this.runner.withBean(NeedyConvention.class).run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
				.hasNameEqualTo("port." + context.getBean(RtmpServer.class).port());
		});
	}

	@Test
	void whenDisabledNothingIsObserved() {
		this.runner.withPropertyValues("rtmp.server.observation.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(CUSTOMIZER);
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(TestObservationRegistry.class)).doesNotHaveAnyObservation();
		});
	}

	@Test
	void whenServerIsDisabledBacksOff() {
		this.runner.withPropertyValues("rtmp.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CUSTOMIZER));
	}

	@Test
	void whenThereIsNoRegistryBacksOff() {
		RtmpContextRunner.create().run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CUSTOMIZER));
	}

	@Test
	void whenObservationIsAbsentServerDecides() {
		RtmpContextRunner.create()
			.withClassLoader(new FilteredClassLoader("io.micrometer.observation"))
			.run((context) -> publish(context, "demo-key", "NetStream.Publish.Start"));
	}

	@Test
	void whenBootHasMetricsTheDecisionIsOne() {
		boot().run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(MeterRegistry.class).get(NAME).tag("outcome", "accepted").timer().count())
				.isEqualTo(1);
		});
	}

	@Test
	void whenPrefixIsDisabledNothingIsObserved() {
		boot().withPropertyValues("management.observations.enable.rtmp=false").run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(MeterRegistry.class).find(NAME).meters()).isEmpty();
		});
	}

	@Test
	void whenMetersAreDisabledThereIsNoneOfTheDecision() {
		boot().withPropertyValues("management.metrics.enable.rtmp=false").run((context) -> {
			publish(context, "demo-key", "NetStream.Publish.Start");
			assertThat(context.getBean(MeterRegistry.class).find(NAME).meters()).isEmpty();
		});
	}

	private static ApplicationContextRunner boot() {
		return RtmpContextRunner.create()
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
							SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class));
	}

	private static void publish(AssertableApplicationContext context, String key, String status) {
		try (RawRtmpClient client = RawRtmpClient.connected(context.getBean(RtmpServer.class).port(), "live")) {
			client.publish(1, key).awaitStatus(status);
		}
	}

	static class NeedyConvention extends DefaultRtmpPublishObservationConvention {

		private final RtmpServer server;

		NeedyConvention(RtmpServer server) {
			super(List.of());
			this.server = server;
		}

		@Override
		public String getName() {
			return "port." + this.server.port();
		}

	}

	static class OwnConvention extends DefaultRtmpPublishObservationConvention {

		OwnConvention() {
			super(List.of());
		}

		@Override
		public String getName() {
			return "own.name";
		}

	}

}
