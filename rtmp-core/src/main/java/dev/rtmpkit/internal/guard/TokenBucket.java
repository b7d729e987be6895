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

package dev.rtmpkit.internal.guard;

import java.util.concurrent.TimeUnit;

/**
 * How often something may happen: so many times a second, and a number of times at once
 * after a pause. Not thread-safe.
 */
public final class TokenBucket {

	private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

	private final int perSecond;

	private final double capacity;

	private double tokens;

	private long last;

	/**
	 * Create a full bucket.
	 * @param perSecond the tokens that come back in a second, and the most that it holds
	 * @param nanoTime the time
	 */
	public TokenBucket(int perSecond, long nanoTime) {
		this(perSecond, 1, nanoTime);
	}

	/**
	 * Create a full bucket.
	 * @param perSecond the tokens that come back in a second
	 * @param seconds after how many seconds without use it is full
	 * @param nanoTime the time
	 */
	public TokenBucket(int perSecond, int seconds, long nanoTime) {
		this.perSecond = perSecond;
		this.capacity = (double) perSecond * seconds;
		this.tokens = this.capacity;
		this.last = nanoTime;
	}

	/**
	 * Take a token if there is one.
	 * @param nanoTime the time
	 * @return whether there was one
	 */
	public boolean tryTake(long nanoTime) {
		refill(nanoTime);
		if (this.tokens < 1) {
			return false;
		}
		this.tokens--;
		return true;
	}

	/**
	 * Take tokens for what happened already, going into debt if there are too few. The
	 * debt is never greater than what comes back in a second.
	 * @param count how many
	 * @param nanoTime the time
	 * @return when the debt is paid, in nanoseconds from now; 0 if there is none
	 */
	public long take(long count, long nanoTime) {
		refill(nanoTime);
		this.tokens = Math.max(this.tokens - count, -this.perSecond);
		return (this.tokens < 0) ? (long) (-this.tokens / this.perSecond * NANOS) : 0;
	}

	/**
	 * Return whether there were so many tokens when any were last taken. Costs no look at
	 * the clock.
	 * @param count how many
	 * @return whether taking them now cannot lead into debt
	 */
	boolean has(long count) {
		return count <= this.tokens;
	}

	/**
	 * Give a token back that was taken.
	 */
	public void giveBack() {
		this.tokens = Math.min(this.capacity, this.tokens + 1);
	}

	/**
	 * Return when there is a token.
	 * @param nanoTime the time
	 * @return the nanoseconds from now; 0 if there is one
	 */
	public long untilNext(long nanoTime) {
		refill(nanoTime);
		return (this.tokens >= 1) ? 0 : (long) Math.ceil((1 - this.tokens) / this.perSecond * NANOS);
	}

	private void refill(long nanoTime) {
		this.tokens = Math.min(this.capacity, this.tokens + (nanoTime - this.last) / NANOS * this.perSecond);
		this.last = nanoTime;
	}

}
