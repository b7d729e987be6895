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

package dev.rtmpkit.internal.stream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When something came last. Written by the publisher's thread without a fence, read by
 * any.
 */
final class LastArrival {

	/** After so long without an arrival there is silence. */
	static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

	private static final long NEVER = Long.MIN_VALUE;

	private final AtomicLong nanoTime = new AtomicLong(NEVER);

	/**
	 * Set the time.
	 * @param now the time in nanoseconds, of any origin that stays
	 */
	void at(long now) {
		this.nanoTime.lazySet(now);
	}

	boolean isNever() {
		return this.nanoTime.get() == NEVER;
	}

	/**
	 * Return the time since.
	 * @param now the time in nanoseconds, of the same origin
	 * @return nanoseconds, 0 or more; without a meaning if nothing has come
	 */
	long age(long now) {
		// A reader on another core may have asked the clock first
		return Math.max(0, now - this.nanoTime.get());
	}

	/**
	 * Return whether something came once and nothing has come for long.
	 * @param now the time in nanoseconds, of the same origin
	 */
	boolean isSilent(long now) {
		return !isNever() && age(now) >= SILENCE_NANOS;
	}

}
