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
 * Why a connection was closed before a byte of it was read, or as others needed its place
 * before it had a publish accepted: a closed set, also used as a metric tag.
 */
public enum ConnectionRejection {

	/**
	 * The server has as many connections as it may have, or a new one got the place of
	 * this one, which had not asked to publish.
	 */
	TOTAL,

	/**
	 * The server has as many connections as it may have that do not publish: a new one
	 * got the place of this one.
	 */
	UNAUTHENTICATED,

	/**
	 * The address, or the /64 or /48 network, has as many connections as it may have, in
	 * all or of those that do not publish.
	 */
	PER_IP,

	/** The address, or the /64 or /48 network, connects too often. */
	RATE,

	/** More TLS handshakes wait for their turn than can be computed in a second. */
	TLS_HANDSHAKES,

	/** The address is not allowed. */
	DENIED,

	/** The address is banned for a time. */
	BANNED,

	/** Too much is held for the connections that there are. */
	MEMORY;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
