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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.StreamKeyValidator;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * {@link StreamKeyValidator} that observes another one. The observation is the current
 * one while the other one is called; it stops when that has answered, or when the server
 * no longer waits for it.
 */
public final class ObservedStreamKeyValidator implements StreamKeyValidator {

	private final StreamKeyValidator validator;

	private final ObservationRegistry registry;

	private final @Nullable RtmpPublishObservationConvention convention;

	private final DefaultRtmpPublishObservationConvention defaultConvention;

	// A request is equal to itself alone
	private final Map<PublishRequest, Decision> open = new ConcurrentHashMap<>();

	/**
	 * Create a validator.
	 * @param validator the one that decides
	 * @param registry where to observe
	 * @param convention how to name what is observed, {@code null} for the default
	 * @param applications the configured application names, for the default convention
	 */
	public ObservedStreamKeyValidator(StreamKeyValidator validator, ObservationRegistry registry,
			@Nullable RtmpPublishObservationConvention convention, Collection<String> applications) {
		Assert.notNull(validator, "'validator' must not be null");
		Assert.notNull(registry, "'registry' must not be null");
		this.validator = validator;
		this.registry = registry;
		this.convention = convention;
		this.defaultConvention = new DefaultRtmpPublishObservationConvention(applications);
	}

	@Override
	public PublishDecision validate(PublishRequest request) throws Exception {
		Decision decision = start(request);
		this.open.put(request, decision);
		try {
			PublishDecision answer = validateInScope(request, decision.observation());
			if (answer instanceof PublishDecision.Accepted) {
				end(request, null, null);
			}
			else if (answer != null) {
				end(request, RejectReason.DENIED, null);
			}
			else {
				end(request, RejectReason.VALIDATOR_ERROR, new IllegalStateException("The validator returned null"));
			}
			return answer;
		}
		catch (Exception | Error ex) {
			end(request, RejectReason.VALIDATOR_ERROR, ex);
			throw ex;
		}
	}

	private PublishDecision validateInScope(PublishRequest request, Observation observation) throws Exception {
		try (Observation.Scope scope = observation.openScope()) {
			return this.validator.validate(request);
		}
	}

	@Override
	public void timedOut(PublishRequest request) {
		// What never got a thread was not started
		this.open.computeIfAbsent(request, this::start);
		end(request, RejectReason.VALIDATOR_TIMEOUT, new TimeoutException("The validator did not answer in time"));
		this.validator.timedOut(request);
	}

	private Decision start(PublishRequest request) {
		RtmpPublishObservationContext context = new RtmpPublishObservationContext(request);
		Observation observation = RtmpServerObservationDocumentation.PUBLISH_DECISION.observation(this.convention,
				this.defaultConvention, () -> context, this.registry);
		return new Decision(context, observation.start());
	}

	/**
	 * End an observation, unless the server has stopped to wait before.
	 */
	private void end(PublishRequest request, @Nullable RejectReason rejection, @Nullable Throwable failure) {
		Decision decision = this.open.remove(request);
		if (decision != null) {
			decision.context().decided(rejection);
			if (failure != null) {
				decision.observation().error(ShownFailure.of(failure, request));
			}
			decision.observation().stop();
		}
	}

	/**
	 * A decision that is being made.
	 *
	 * @param context what is known of it
	 * @param observation its observation, started
	 */
	private record Decision(RtmpPublishObservationContext context, Observation observation) {

	}

}
