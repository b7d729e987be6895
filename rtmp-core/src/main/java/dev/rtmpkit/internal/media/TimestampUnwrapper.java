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

package dev.rtmpkit.internal.media;

/**
 * Puts the 32-bit timestamps of one publish on a timeline that never wraps. Audio and
 * video share one. The rules, in this order:
 * <ol>
 * <li>The first frame's timestamp is taken as it is, whatever it is.</li>
 * <li>A later one is placed by its distance from the frame before, counted modulo 2^32
 * (RTMP 1.0, 5.3.1 asks for serial number arithmetic, RFC 1982). Hence FFFFFF00 followed
 * by 00000020 goes on, and a step back stays a step back.</li>
 * <li>Encoders that keep 31 bits wrap at 2^31. A jump of more than 2^30 is such a wrap,
 * in either direction, if both timestamps are below 2^31 and, counted modulo 2^31, at
 * most ten minutes apart.</li>
 * <li>The timeline has no negative times. Up to ten minutes before zero read as zero;
 * anything further is a jump ahead instead.</li>
 * </ol>
 * So as long as timestamps stay below 2^31 and nothing wraps, what comes out is what went
 * in.
 * <p>
 * Packets that describe frames, such as sequence headers and metadata, may carry 0 in the
 * middle of a stream. They are placed relative to the frames but never move them, and 0
 * is never taken for a wrap.
 * <p>
 * Not safe for use by several threads at once.
 */
public final class TimestampUnwrapper {

	private static final long MODULUS = 1L << 32;

	private static final long HALF_MODULUS = 1L << 31;

	private static final long FAR = 1L << 30;

	private static final long NEAR = 10 * 60 * 1000;

	private boolean started;

	private long wire;

	/** Where the last frame is; below zero by {@link #NEAR} at most. */
	private long timeline;

	/**
	 * Place the next frame.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @return milliseconds, 0 or more
	 */
	public long unwrap(long timestamp) {
		this.timeline = (this.started) ? this.timeline + step(timestamp) : timestamp;
		this.wire = timestamp;
		this.started = true;
		return Math.max(0, this.timeline);
	}

	/**
	 * Place a packet that describes frames and is none itself.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @return milliseconds, 0 or more
	 */
	public long unwrapDescription(long timestamp) {
		if (!this.started) {
			return timestamp;
		}
		long step = (timestamp != 0) ? step(timestamp) : -this.wire;
		return Math.max(0, this.timeline + step);
	}

	private long step(long timestamp) {
		long distance = (int) (timestamp - this.wire);
		if (Math.abs(distance) > FAR && timestamp < HALF_MODULUS && this.wire < HALF_MODULUS) {
			long distance31 = distance - Long.signum(distance) * HALF_MODULUS;
			if (Math.abs(distance31) <= NEAR && this.timeline + distance31 >= 0) {
				return distance31;
			}
		}
		return (this.timeline + distance >= -NEAR) ? distance : distance + MODULUS;
	}

}
