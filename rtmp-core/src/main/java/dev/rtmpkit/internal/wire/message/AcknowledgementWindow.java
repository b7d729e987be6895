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

package dev.rtmpkit.internal.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * Counts received bytes and tells when to acknowledge them (RTMP 1.0, 5.4.3).
 */
final class AcknowledgementWindow {

	/**
	 * Acknowledge after so many bytes if the peer does not say: most publishers do not.
	 */
	private static final long DEFAULT = 2_500_000;

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private long size = DEFAULT;

	private long received;

	private long acknowledged;

	/**
	 * Change the window.
	 * @param size the size in bytes; 0 makes no sense and changes nothing
	 */
	void size(long size) {
		this.size = (size > 0) ? size : this.size;
	}

	void add(long bytes) {
		this.received += bytes;
	}

	/**
	 * Return the acknowledgement that is due: one, however many windows are past.
	 * @return the acknowledgement of all bytes so far, modulo 2^32, or {@code null}
	 */
	@Nullable Acknowledgement poll() {
		if (this.received - this.acknowledged < this.size) {
			return null;
		}
		this.acknowledged = this.received;
		return new Acknowledgement(this.received & UNSIGNED_INT);
	}

}
