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

/**
 * Tells a consumer that blocks an event loop from one that was interrupted by a pause of
 * the JVM now and then. Calls that take longer than {@value #LONG_CALL_MILLIS} ms add to
 * a debt, of which 1 % of the passing time is forgiven. Used by one thread at a time.
 */
final class BlockingWatch {

	static final long LONG_CALL_MILLIS = 10;

	static final long DEBT_MILLIS = 400;

	private static final int FORGIVEN = 100;

	private static final long LONG_CALL = TimeUnit.MILLISECONDS.toNanos(LONG_CALL_MILLIS);

	private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(DEBT_MILLIS);

	private long debt;

	private long settled;

	/**
	 * Note a call.
	 * @param start when it began, in nanoseconds of any origin that stays
	 * @param end when it returned
	 * @return whether the consumer blocks
	 */
	boolean called(long start, long end) {
		if (end - start <= LONG_CALL) {
			return false;
		}
		if (this.debt > 0) {
			this.debt = Math.max(0, this.debt - (start - this.settled) / FORGIVEN);
		}
		this.settled = start;
		this.debt += end - start;
		return this.debt > LIMIT;
	}

}
