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
import java.util.List;

import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.spring.boot.observation.RtmpServerObservationDocumentation.HighCardinalityKeyNames;
import dev.rtmpkit.spring.boot.observation.RtmpServerObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import org.springframework.util.Assert;

/**
 * Default {@link RtmpPublishObservationConvention}. Nothing that a client sent is in a
 * metric, and nothing that could be a stream key is in a trace.
 */
public class DefaultRtmpPublishObservationConvention implements RtmpPublishObservationConvention {

	private static final String NAME = "rtmp.server.publish.decision";

	private static final String UNKNOWN = "UNKNOWN";

	private final List<String> applications;

	/**
	 * Create a convention.
	 * @param applications the application names that may be connected to, which are the
	 * only ones to become values of {@code app}
	 */
	public DefaultRtmpPublishObservationConvention(Collection<String> applications) {
		Assert.notNull(applications, "'applications' must not be null");
		this.applications = List.copyOf(applications);
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(RtmpPublishObservationContext context) {
		return "rtmp publish decision";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(RtmpPublishObservationContext context) {
		return KeyValues.of(app(context), outcome(context));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(RtmpPublishObservationContext context) {
		return KeyValues.of(connectionId(context), encoder(context));
	}

	/**
	 * Return the configured application that the client connected to.
	 * @param context the context
	 * @return the key and the value
	 */
	protected KeyValue app(RtmpPublishObservationContext context) {
		String name = context.getRequest().app() + "/";
		String configured = this.applications.stream()
			.filter((application) -> name.startsWith(application + "/"))
			.findFirst()
			.orElse(UNKNOWN);
		return LowCardinalityKeyNames.APP.withValue(configured);
	}

	/**
	 * Return what came out.
	 * @param context the context
	 * @return the key and the value
	 */
	protected KeyValue outcome(RtmpPublishObservationContext context) {
		String outcome = context.getOutcome();
		return LowCardinalityKeyNames.OUTCOME.withValue((outcome != null) ? outcome : UNKNOWN);
	}

	/**
	 * Return the id of the connection.
	 * @param context the context
	 * @return the key and the value
	 */
	protected KeyValue connectionId(RtmpPublishObservationContext context) {
		return HighCardinalityKeyNames.CONNECTION_ID.withValue(context.getRequest().connectionId());
	}

	/**
	 * Return what the encoder calls itself.
	 * @param context the context
	 * @return the key and the value
	 */
	protected KeyValue encoder(RtmpPublishObservationContext context) {
		PublishRequest request = context.getRequest();
		String encoder = request.client().encoder();
		return HighCardinalityKeyNames.ENCODER
			.withValue((encoder != null) ? request.mask(encoder) : KeyValue.NONE_VALUE);
	}

}
