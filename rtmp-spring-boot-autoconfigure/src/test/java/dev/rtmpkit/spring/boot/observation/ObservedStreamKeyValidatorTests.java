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

package dev.rtmpkit.spring.boot.observation;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.testkit.PlantedKey;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ObservedStreamKeyValidatorTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final AtomicInteger stopped = new AtomicInteger();

	ObservedStreamKeyValidatorTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<RtmpPublishObservationContext>() {

			@Override
			public void onStop(RtmpPublishObservationContext context) {
				ObservedStreamKeyValidatorTests.this.stopped.incrementAndGet();
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof RtmpPublishObservationContext;
			}

		});
	}

	@Test
	void whenAcceptedThatIsTheOutcome() throws Exception {
		PublishDecision decision = PublishDecision.accept("public");
		assertThat(observed((request) -> decision).validate(request("live", "Encoder 1.0"))).isSameAs(decision);
		observation().hasContextualNameEqualTo("rtmp publish decision")
			.hasOnlyKeys("app", "outcome", "connection.id", "encoder")
			.hasLowCardinalityKeyValue("outcome", "accepted")
			.hasLowCardinalityKeyValue("app", "UNKNOWN")
			.hasHighCardinalityKeyValue("connection.id", "c-1")
			.hasHighCardinalityKeyValue("encoder", "Encoder 1.0")
			.doesNotHaveError();
	}

	@Test
	void whenRejectedThatIsTheOutcome() throws Exception {
		observed((request) -> PublishDecision.reject("No")).validate(request("live", null));
		observation().hasLowCardinalityKeyValue("outcome", "denied")
			.hasHighCardinalityKeyValue("encoder", "none")
			.doesNotHaveError();
	}

	@Test
	void whenValidatorThrowsItsExceptionIsTheError() {
		IllegalStateException failure = new IllegalStateException("No database");
		assertThatException().isThrownBy(() -> observed((request) -> {
			throw failure;
		}).validate(request("live", null))).isSameAs(failure);
		observation().hasLowCardinalityKeyValue("outcome", "validator_error").hasError(failure);
	}

	@Test
	void whenValidatorReturnsNullThatIsAnError() throws Exception {
		observed((request) -> null).validate(request("live", null));
		observation().hasLowCardinalityKeyValue("outcome", "validator_error").hasError();
	}

	@Test
	@Tag("L2")
	void whenFailureQuotesTheKeyItIsMasked() {
		IllegalStateException failure = new IllegalStateException("Failed",
				new IllegalArgumentException("No row for " + PlantedKey.KEY));
		failure.addSuppressed(new IllegalStateException(PlantedKey.KEY));
		assertThatException().isThrownBy(() -> observed((request) -> {
			throw failure;
		}).validate(request("live", null))).isSameAs(failure);
		assertThat(this.registry).hasSingleObservationThat().hasError().satisfies((context) -> {
			Throwable error = context.getError();
			assertThat(error).isNotNull().isNotSameAs(failure).hasMessageContaining("IllegalStateException: Failed");
			for (Throwable shown = error; shown != null; shown = shown.getCause()) {
				PlantedKey.assertAbsent("an error", shown + " " + List.of(shown.getSuppressed()));
			}
		});
	}

	@Test
	void whenFailureCannotBeDescribedItIsStillTheError() {
		assertThatException().isThrownBy(() -> observed((request) -> {
			throw new IllegalStateException() {

				@Override
				public String getMessage() {
					throw new UnsupportedOperationException();
				}

			};
		}).validate(request("live", null)));
		observation().hasLowCardinalityKeyValue("outcome", "validator_error").hasError();
	}

	@Test
	void whileValidatorRunsTheObservationIsCurrent() throws Exception {
		observed((request) -> {
			Observation current = this.registry.getCurrentObservation();
			assertThat(current).isNotNull();
			assertThat(current.getContextView().getName()).isEqualTo("rtmp.server.publish.decision");
			return PublishDecision.acceptKeyAsName();
		}).validate(request("live", null));
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void whenTimeIsOverThatIsTheOutcomeWhateverTheValidatorSaysLater() throws Exception {
		AtomicInteger told = new AtomicInteger();
		ObservedStreamKeyValidator[] observed = new ObservedStreamKeyValidator[1];
		observed[0] = observed(new StreamKeyValidator() {

			@Override
			public PublishDecision validate(PublishRequest request) {
				observed[0].timedOut(request);
				return PublishDecision.acceptKeyAsName();
			}

			@Override
			public void timedOut(PublishRequest request) {
				told.incrementAndGet();
			}

		});
		observed[0].validate(request("live", null));
		observation().hasLowCardinalityKeyValue("outcome", "validator_timeout")
			.thenError()
			.isInstanceOf(TimeoutException.class);
		assertThat(told).hasValue(1);
		assertThat(this.stopped).hasValue(1);
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void whenTimeIsOverBeforeThereIsAThreadThatIsObserved() {
		observed((request) -> PublishDecision.acceptKeyAsName()).timedOut(request("live", null));
		observation().hasLowCardinalityKeyValue("outcome", "validator_timeout").hasError();
	}

	@Test
	void whenApplicationIsConfiguredItIsTheOneThatIsNamed() throws Exception {
		ObservedStreamKeyValidator observed = new ObservedStreamKeyValidator(
				(request) -> PublishDecision.acceptKeyAsName(), this.registry, null, List.of("live", "studio/one"));
		Map<String, String> expected = Map.of("live", "live", "live/" + PlantedKey.KEY, "live", "studio/one",
				"studio/one", "studio", "UNKNOWN", "lives", "UNKNOWN", "", "UNKNOWN");
		for (Map.Entry<String, String> entry : expected.entrySet()) {
			this.registry.clear();
			observed.validate(request(entry.getKey(), null));
			observation().hasLowCardinalityKeyValue("app", entry.getValue());
		}
	}

	@Test
	@Tag("L2")
	void whenEncoderHasTheKeyInItsNameItIsMasked() throws Exception {
		observed((request) -> PublishDecision.acceptKeyAsName()).validate(request("live", "OBS " + PlantedKey.KEY));
		observation().hasHighCardinalityKeyValue("encoder", "OBS ***");
	}

	@Test
	void whenThereIsAConventionItNames() throws Exception {
		RtmpPublishObservationConvention convention = new DefaultRtmpPublishObservationConvention(List.of()) {

			@Override
			public String getName() {
				return "own.name";
			}

			@Override
			protected KeyValue app(RtmpPublishObservationContext context) {
				return KeyValue.of("app", "own");
			}

		};
		new ObservedStreamKeyValidator((request) -> PublishDecision.acceptKeyAsName(), this.registry, convention,
				List.of())
			.validate(request("live", null));
		assertThat(this.registry).hasObservationWithNameEqualTo("own.name")
			.that()
			.hasLowCardinalityKeyValue("app", "own");
	}

	@Test
	@Tag("L3")
	void whenNamesAreManyMetersAreNot() throws Exception {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		ObservedStreamKeyValidator observed = observed((request) -> PublishDecision.acceptKeyAsName());
		for (int i = 0; i < 100; i++) {
			observed.validate(request("app-" + i, "encoder-" + i));
		}
		assertThat(meters.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
			.containsExactlyInAnyOrder("rtmp.server.publish.decision", "rtmp.server.publish.decision.active");
		assertThat(meters.get("rtmp.server.publish.decision").timer().count()).isEqualTo(100);
	}

	@Test
	void whenArgumentsAreMissingFails() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new RtmpPublishObservationContext(null))
			.withMessage("'request' must not be null");
	}

	private ObservedStreamKeyValidator observed(StreamKeyValidator validator) {
		return new ObservedStreamKeyValidator(validator, this.registry, null, List.of());
	}

	private ObservationContextAssert<?> observation() {
		return assertThat(this.registry).hasSingleObservationThat()
			.hasNameEqualTo("rtmp.server.publish.decision")
			.hasBeenStarted()
			.hasBeenStopped();
	}

	private static PublishRequest request(String app, @Nullable String encoder) {
		return new PublishRequest(app, StreamKey.of(PlantedKey.KEY), Map.of(), PublishType.LIVE, new ClientInfo("c-1",
				new InetSocketAddress("127.0.0.1", 1), false, encoder, "", Capabilities.NONE, null));
	}

}
