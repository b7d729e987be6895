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

import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What is known while it is decided whether a client may publish. The outcome is known
 * when the observation stops.
 */
public class RtmpPublishObservationContext extends Observation.Context {

	private final PublishRequest request;

	private volatile @Nullable String outcome;

	/**
	 * Create a context.
	 * @param request who wants to publish what
	 */
	public RtmpPublishObservationContext(PublishRequest request) {
		Assert.notNull(request, "'request' must not be null");
		this.request = request;
	}

	/**
	 * Return who wants to publish what. The stream key and the parameters in it belong in
	 * no metric and no trace.
	 * @return the request
	 */
	public PublishRequest getRequest() {
		return this.request;
	}

	/**
	 * Return what came out.
	 * @return {@code accepted}, or one of {@link RejectReason#tag()}; {@code null} while
	 * it is open
	 */
	public @Nullable String getOutcome() {
		return this.outcome;
	}

	/**
	 * Set what came out.
	 * @param rejection why the request is refused, {@code null} if it is accepted
	 */
	void decided(@Nullable RejectReason rejection) {
		this.outcome = (rejection != null) ? rejection.tag() : "accepted";
	}

}
