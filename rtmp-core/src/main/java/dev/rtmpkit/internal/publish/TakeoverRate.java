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

import dev.rtmpkit.internal.guard.TokenBucket;

/**
 * How often one name may be taken over from a publisher that is there. Two encoders that
 * were given the same key by mistake replace each other as fast as they can connect, and
 * each time costs a stop, a start, a run of every handler and a recording. An encoder
 * with a bad link comes back every few seconds at worst. May be used by several threads.
 */
public final class TakeoverRate {

	/** How many take-overs there may be at once, and in ten seconds. */
	static final int BURST = 10;

	private static final int SECONDS = 10;

	private final long since;

	private final TokenBucket bucket;

	/**
	 * Create the rate of a name that was not taken over lately.
	 * @param nanoTime the time
	 */
	public TakeoverRate(long nanoTime) {
		this.since = nanoTime;
		this.bucket = new TokenBucket(BURST, 0);
	}

	/**
	 * Ask for a take-over.
	 * @param nanoTime the time
	 * @return whether it may be
	 */
	public synchronized boolean permits(long nanoTime) {
		// The bucket refills in a second of the time it is told
		return this.bucket.tryTake((nanoTime - this.since) / SECONDS);
	}

}
