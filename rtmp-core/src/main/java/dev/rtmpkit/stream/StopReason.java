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

import java.util.Locale;

/**
 * Why a publish ended: a closed set, also used as a metric tag.
 */
public enum StopReason {

	/** The encoder ended it: deleteStream, closeStream, FCUnpublish or close. */
	UNPUBLISHED,

	/** The connection ended without a word. */
	CONNECTION_LOST,

	/** No media for too long. */
	IDLE,

	/** The peer broke the protocol or a limit. */
	PROTOCOL_ERROR,

	/** A lossless subscription did not drain and was configured to end the publish. */
	CONSUMER_STALLED,

	/**
	 * A handler had no thread, or a handler or a listener held up the start for too long.
	 */
	HANDLER_UNAVAILABLE,

	/** Ended through the API, or not gone by the deadline of a reconnect request. */
	DISCONNECTED,

	/** The name was taken over by a publish on a new connection. */
	REPLACED,

	/** More bits per second than the validator allowed, for too long. */
	BITRATE,

	/** Live for as long as the validator allowed. */
	DURATION,

	/** The server held too much for all clients, and much of it for this one. */
	MEMORY,

	/** The server is shutting down. */
	SERVER_SHUTDOWN,

	/** A failure inside the server. */
	INTERNAL_ERROR;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
