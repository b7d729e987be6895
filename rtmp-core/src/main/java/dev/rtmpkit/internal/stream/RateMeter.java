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
 * Measures packets and bits per second of media time, window by window. The clock decides
 * how long a rate counts: without arrivals it decays to zero. Written by the publisher's
 * thread, read by any.
 */
final class RateMeter {

	private static final Rate NONE = new Rate(0, 0);

	private static final int WINDOW_MILLIS = 2000;

	private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS);

	/** A larger step is a jump of the timestamps, not time that passed. */
	private static final int LARGEST_STEP_MILLIS = 10_000;

	/** A window takes no longer in real time, unless it says nothing. */
	private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(15);

	private long windowStart;

	private long previous;

	private long packets;

	private long bytes;

	private boolean started;

	private boolean added;

	private boolean measured;

	private long measuredAt;

	private final LastArrival lastArrival = new LastArrival();

	private volatile Rate rate = NONE;

	/**
	 * Add a packet.
	 * @param timestamp the timestamp in milliseconds, which may wrap at 2^32
	 * @param size the payload bytes
	 */
	void add(long timestamp, int size) {
		// the difference of the lower 32 bits is right across the wrap
		int step = (int) (timestamp - this.previous);
		if (!this.started || step < -LARGEST_STEP_MILLIS || step > LARGEST_STEP_MILLIS) {
			restart(timestamp);
		}
		int elapsed = (int) (timestamp - this.windowStart);
		if (elapsed >= WINDOW_MILLIS) {
			this.rate = new Rate(this.packets * 1000.0 / elapsed, this.bytes * 8000.0 / elapsed);
			this.measured = true;
			restart(timestamp);
		}
		this.previous = timestamp;
		this.added = true;
		this.packets++;
		this.bytes += size;
	}

	private void restart(long timestamp) {
		this.started = true;
		this.windowStart = timestamp;
		this.packets = 0;
		this.bytes = 0;
	}

	/**
	 * Note when the packets came that were added since the last call, if there were any.
	 * @param now the time in nanoseconds, of any origin that stays
	 */
	void arrived(long now) {
		if (!this.added) {
			return;
		}
		this.added = false;
		if (this.measured || this.lastArrival.isNever()) {
			this.measured = false;
			this.measuredAt = now;
		}
		if (this.lastArrival.isSilent(now) || now - this.measuredAt > STALE_NANOS) {
			// What was measured before the silence, or across it, says nothing any more;
			// no more does what timestamps left behind that stand still now
			this.rate = NONE;
			this.started = false;
			this.measuredAt = now;
		}
		this.lastArrival.at(now);
	}

	/**
	 * Return the rate: the one of the last window for as long as such a window, then less
	 * and less, and zero after {@link LastArrival#SILENCE_NANOS}.
	 * @param now the time in nanoseconds, of the origin of {@link #arrived(long)}
	 * @return the rate
	 */
	Rate rate(long now) {
		Rate measured = this.rate;
		long age = this.lastArrival.age(now);
		if (age >= LastArrival.SILENCE_NANOS) {
			return NONE;
		}
		return (age > WINDOW_NANOS)
				? measured
					.times((LastArrival.SILENCE_NANOS - age) / (double) (LastArrival.SILENCE_NANOS - WINDOW_NANOS))
				: measured;
	}

	/**
	 * A rate, 0 while unknown.
	 *
	 * @param packetsPerSecond the packets
	 * @param bitsPerSecond the payload bits
	 */
	record Rate(double packetsPerSecond, double bitsPerSecond) {

		Rate times(double factor) {
			return new Rate(this.packetsPerSecond * factor, this.bitsPerSecond * factor);
		}

	}

}
