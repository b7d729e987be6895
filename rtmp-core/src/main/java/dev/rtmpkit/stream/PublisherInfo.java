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

package dev.rtmpkit.stream;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.internal.text.AddressText;
import dev.rtmpkit.internal.text.MaskedText;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes a stream. Holds no secret: the stream key is not here. When a publisher
 * comes back and continues its stream, what belongs to the connection is that of the new
 * one, and what belongs to the publish stays as it was.
 *
 * @param sessionId the id of this publish, unique in the server's life
 * @param app the application name, without query
 * @param remoteAddress the encoder's address, on its present connection
 * @param encoder what the encoder calls itself ({@code flashVer}), if it does, on its
 * present connection
 * @param secure whether it came over TLS, on its present connection
 * @param startedAt when the publish was accepted and had got its name
 * @param attributes what the validator attached to its decision, the first one where the
 * publisher came back
 */
public record PublisherInfo(String sessionId, String app, InetSocketAddress remoteAddress, @Nullable String encoder,
		boolean secure, Instant startedAt, Map<String, Object> attributes) {

	public PublisherInfo {
		// In the order in which the validator attached them
		attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
	}

	/**
	 * Return a text fit for a log: without the values of the attributes and what stands
	 * behind the first segment of the application name.
	 */
	@Override
	public String toString() {
		String name = (this.encoder != null) ? ", encoder=" + this.encoder : "";
		return "PublisherInfo[sessionId=" + this.sessionId + ", app=" + MaskedText.ofApplication(this.app)
				+ ", remoteAddress=" + AddressText.of(this.remoteAddress) + name + ", secure=" + this.secure
				+ ", startedAt=" + this.startedAt + ", attributes=" + this.attributes.size() + "]";
	}

}
