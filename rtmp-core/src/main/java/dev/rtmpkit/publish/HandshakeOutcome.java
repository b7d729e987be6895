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

package dev.rtmpkit.publish;

import java.util.Locale;

/**
 * How a handshake ended.
 */
public enum HandshakeOutcome {

	/** The client may send messages. */
	COMPLETED,

	/** The client took too long. */
	TIMEOUT,

	/** What the client sent is no handshake, or not for this server. */
	PROTOCOL_ERROR,

	/** The client went away. */
	CONNECTION_LOST,

	/** The server ended it, for instance as it shut down. */
	ABORTED;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
