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

package dev.rtmpkit;

import java.util.Objects;

/**
 * Thrown by decoders and by the session when a peer's bytes break the protocol or a
 * limit. It concerns one connection only; its owner counts it by {@link #error()} and
 * closes.
 */
public final class RtmpProtocolException extends RuntimeException {

	private final ProtocolError error;

	/**
	 * Create an exception.
	 * @param error the reason, from a closed set
	 * @param message what was wrong, without text that the peer chose
	 */
	public RtmpProtocolException(ProtocolError error, String message) {
		super(message);
		this.error = Objects.requireNonNull(error, "error");
	}

	/**
	 * Return the reason.
	 * @return the reason, from a closed set
	 */
	public ProtocolError error() {
		return this.error;
	}

}
