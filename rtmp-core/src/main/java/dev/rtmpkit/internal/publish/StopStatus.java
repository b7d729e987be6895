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

package dev.rtmpkit.internal.publish;

import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told when the server ends its publish or its connection.
 *
 * @param code the status code, of level error so that clients show the description
 * @param description the text for the user
 */
public record StopStatus(StatusCode code, String description) {

	public static StopReason reason(Deadline missed) {
		return switch (missed) {
			case FIRST_MEDIA, MEDIA, IDLE -> StopReason.IDLE;
			case TLS, HANDSHAKE, PUBLISH, WRITE -> StopReason.CONNECTION_LOST;
		};
	}

	/**
	 * Return what to tell a client that has missed a deadline.
	 * @param missed the deadline
	 * @return the status or {@code null} if the client cannot be told: it does not
	 * understand messages yet, or does not read them
	 */
	public static @Nullable StopStatus of(Deadline missed) {
		return switch (missed) {
			case TLS, HANDSHAKE, WRITE -> null;
			case PUBLISH -> new StopStatus(StatusCode.CONNECT_CLOSED, "Nothing was published in time.");
			case FIRST_MEDIA, MEDIA -> of(StopReason.IDLE);
			case IDLE -> new StopStatus(StatusCode.PUBLISH_IDLE, "No sign of life for too long.");
		};
	}

	/**
	 * Return what to tell a client whose publish or connection the server ends.
	 * @param reason why
	 * @return the status
	 */
	public static StopStatus of(StopReason reason) {
		return new StopStatus(code(reason), description(reason));
	}

	private static StatusCode code(StopReason reason) {
		return switch (reason) {
			case IDLE -> StatusCode.PUBLISH_IDLE;
			case SERVER_SHUTDOWN -> StatusCode.CONNECT_APP_SHUTDOWN;
			case DISCONNECTED, REPLACED, DURATION -> StatusCode.CONNECT_CLOSED;
			case UNPUBLISHED -> StatusCode.UNPUBLISH_SUCCESS;
			case CONNECTION_LOST, PROTOCOL_ERROR, CONSUMER_STALLED, HANDLER_UNAVAILABLE, MEMORY, BITRATE,
					INTERNAL_ERROR ->
				StatusCode.NETSTREAM_FAILED;
		};
	}

	private static String description(StopReason reason) {
		return switch (reason) {
			case IDLE -> "No media for too long.";
			case SERVER_SHUTDOWN -> "The server is shutting down.";
			case DISCONNECTED -> "Disconnected by the server.";
			case REPLACED -> "Published from a new connection.";
			case UNPUBLISHED -> "Stream closed.";
			case BITRATE -> "More bits per second than allowed.";
			case DURATION -> "Live for as long as allowed.";
			case PROTOCOL_ERROR -> "What was sent is not valid RTMP or exceeds a limit.";
			case CONSUMER_STALLED, MEMORY -> "The server cannot keep up.";
			case HANDLER_UNAVAILABLE -> "The server cannot take the stream now.";
			case CONNECTION_LOST, INTERNAL_ERROR -> "Internal error.";
		};
	}

}
