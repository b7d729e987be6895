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

/**
 * How fast one connection sends what costs more than its bytes. The clock is looked at
 * after each read and when a bucket is empty, not for each message. Not thread-safe.
 */
public final class InputRates {

	/** So many bytes count as one more message. */
	private static final int DATA_BYTES = 64 << 10;

	private final TokenBucket chunkBucket;

	private final TokenBucket commandBucket;

	private final TokenBucket dataBucket;

	private long chunksBefore;

	private int commands;

	private int data;

	/**
	 * Create the rates of a new connection.
	 * @param limits how much is allowed
	 * @param nanoTime the time
	 */
	public InputRates(RateLimits limits, long nanoTime) {
		this.chunkBucket = new TokenBucket(limits.chunks(), nanoTime);
		this.commandBucket = new TokenBucket(limits.commands(), nanoTime);
		this.dataBucket = new TokenBucket(limits.data(), nanoTime);
	}

	/**
	 * Note a message that is neither media nor data.
	 */
	public void command() {
		this.commands++;
	}

	/**
	 * Note a data message, or a packet that describes media instead of being some.
	 * @param bytes its size, as reading it costs more the longer it is
	 */
	public void data(int bytes) {
		this.data += 1 + bytes / DATA_BYTES;
	}

	/**
	 * Return whether so much came since the last time that it has to be charged before
	 * more is processed. Costs no look at the clock.
	 * @param chunks the chunks since the beginning of the connection
	 * @return whether the connection may have to wait
	 */
	public boolean isExhausted(long chunks) {
		return !this.chunkBucket.has(chunks - this.chunksBefore) || !this.commandBucket.has(this.commands)
				|| !this.dataBucket.has(this.data);
	}

	/**
	 * Charge what came since the last time.
	 * @param chunks the chunks since the beginning of the connection
	 * @param nanoTime the time
	 * @return how long to wait, in nanoseconds, at most a second; 0 to go on
	 */
	public long charge(long chunks, long nanoTime) {
		long wait = this.chunkBucket.take(chunks - this.chunksBefore, nanoTime);
		wait = Math.max(wait, this.commandBucket.take(this.commands, nanoTime));
		wait = Math.max(wait, this.dataBucket.take(this.data, nanoTime));
		this.chunksBefore = chunks;
		this.commands = 0;
		this.data = 0;
		return wait;
	}

}
