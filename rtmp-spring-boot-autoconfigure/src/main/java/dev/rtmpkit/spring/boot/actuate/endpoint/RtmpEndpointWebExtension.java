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

package dev.rtmpkit.spring.boot.actuate.endpoint;

import java.time.Duration;

import dev.rtmpkit.server.BanTarget;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.Assert;

/**
 * {@link EndpointWebExtension} of {@link RtmpEndpoint}: answers 404 where there is no
 * such publish.
 */
@EndpointWebExtension(endpoint = RtmpEndpoint.class)
public final class RtmpEndpointWebExtension {

	private final RtmpEndpoint delegate;

	/**
	 * Create an extension.
	 * @param delegate the endpoint to extend
	 */
	public RtmpEndpointWebExtension(RtmpEndpoint delegate) {
		Assert.notNull(delegate, "'delegate' must not be null");
		this.delegate = delegate;
	}

	/**
	 * Describe one stream.
	 * @param sessionId the id of the publish
	 * @return the description with status 200, or status 404
	 */
	@ReadOperation
	public WebEndpointResponse<StreamDescriptor> stream(@Selector String sessionId) {
		StreamDescriptor stream = this.delegate.stream(sessionId);
		return (stream != null) ? new WebEndpointResponse<>(stream)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * End a publish and close its connection, or lift a ban.
	 * @param id the id of the publish or of the ban
	 * @param reason what the encoder is told
	 * @param ban how long the encoder may not come back, {@code null} for no ban
	 * @param target what is banned, the key if {@code null}
	 * @return status 204, or 404 if there is no such publish or ban
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> disconnect(@Selector String id, @Nullable String reason, @Nullable Duration ban,
			@Nullable BanTarget target) {
		boolean disconnected = this.delegate.disconnect(id, reason, ban, target);
		return new WebEndpointResponse<>(
				(disconnected) ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
