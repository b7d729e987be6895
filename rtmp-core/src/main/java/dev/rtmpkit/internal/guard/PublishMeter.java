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

import dev.rtmpkit.publish.PublishLimits;

/**
 * Measures a publish that has limits. It is looked at after each read and with each tick,
 * not for each packet. Not thread-safe.
 */
public final class PublishMeter {

	/** A key frame is many times as large as a frame: what counts is an average. */
	static final int WINDOW_SECONDS = 5;

	/** How long an encoder may send too much before its publish ends. */
	static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final int BITS = 8;

	private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

	private final double bytesPerSecond;

	private final long longest;

	private final long begun;

	/** What may be sent at once; below zero it was too much. */
	private double allowance;

	private long pending;

	private long last;

	private long withinLimitAt;

	/**
	 * Create a meter.
	 * @param limits what is allowed
	 * @param nanoTime when the publish was accepted
	 */
	public PublishMeter(PublishLimits limits, long nanoTime) {
		this.bytesPerSecond = limits.bitRate() / (double) BITS;
		this.longest = TimeUnit.NANOSECONDS.convert(limits.duration());
		this.begun = nanoTime;
		this.allowance = this.bytesPerSecond * WINDOW_SECONDS;
		this.last = nanoTime;
		this.withinLimitAt = nanoTime;
	}

	/**
	 * Note a packet.
	 * @param bytes its size
	 */
	public void add(int bytes) {
		this.pending += bytes;
	}

	/**
	 * Charge what was noted.
	 * @param nanoTime the time
	 * @return how long not to read, in nanoseconds, at most a second; 0 to read on
	 */
	public long charge(long nanoTime) {
		double most = this.bytesPerSecond * WINDOW_SECONDS;
		double earned = (nanoTime - this.last) / NANOS * this.bytesPerSecond;
		// Never in debt for more than a second, which is how long nothing is read then
		this.allowance = Math.max(Math.min(most, this.allowance + earned) - this.pending, -this.bytesPerSecond);
		this.pending = 0;
		this.last = nanoTime;
		if (this.allowance > this.bytesPerSecond) {
			this.withinLimitAt = nanoTime;
		}
		return (this.allowance < 0) ? (long) (-this.allowance / this.bytesPerSecond * NANOS) : 0;
	}

	/**
	 * Return whether more was sent than allowed for so long that it is no accident.
	 * @param nanoTime the time
	 * @return whether to end the publish
	 */
	public boolean isTooFast(long nanoTime) {
		charge(nanoTime);
		return nanoTime - this.withinLimitAt > PATIENCE_NANOS;
	}

	/**
	 * Return whether the publish has lasted as long as it may.
	 * @param nanoTime the time
	 * @return whether to end it
	 */
	public boolean isOver(long nanoTime) {
		return nanoTime - this.begun >= this.longest;
	}

}
