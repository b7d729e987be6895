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

package dev.rtmpkit.spring.boot.context;

import java.net.InetSocketAddress;
import java.time.Instant;

import dev.rtmpkit.internal.text.AddressText;
import dev.rtmpkit.publish.RejectReason;

/**
 * Published when a publish was refused, or a client when it connected, for its
 * application. There is no stream name in it: what the encoder sent in its place may be
 * the secret key of another publisher, or nearly so.
 *
 * @param connectionId the id of the connection
 * @param app the first segment of the application name; the others may be a key, too, and
 * all of them in place of an unknown application
 * @param remoteAddress the address of the encoder
 * @param time when it was refused
 * @param reason why, from a closed set
 * @param message the text that the encoder got to see
 */
public record RtmpPublishRejectedEvent(String connectionId, String app, InetSocketAddress remoteAddress, Instant time,
		RejectReason reason, String message) {

	/**
	 * Return the name of the event, as {@link RtmpStreamEvent#getType()} does.
	 * @return the simple name of the class
	 */
	public String getType() {
		return getClass().getSimpleName();
	}

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return "RtmpPublishRejectedEvent[connectionId=" + this.connectionId + ", app=" + this.app + ", remoteAddress="
				+ AddressText.of(this.remoteAddress) + ", time=" + this.time + ", reason=" + this.reason + ", message="
				+ this.message + "]";
	}

}
