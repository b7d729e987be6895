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

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;

/**
 * The timeline of a stream whose publisher may go and come back: what comes after a
 * return never lies before what came until then, although an encoder that connects anew
 * begins at 0 again. Until the first return every packet passes as it is. Not
 * thread-safe.
 */
public final class ContinuousTimeline {

	/** What an encoder that goes on with its own timeline may have missed, at most. */
	private static final long LONGEST_GAP_MILLIS = 60_000;

	private long next;

	private long floor;

	private long offset;

	private boolean returned;

	private boolean aligned;

	/**
	 * Begin anew: the next packet is the first of a publisher that came back. Its first
	 * frame follows the last one without a gap, unless it lies a little later anyway:
	 * then the publisher goes on where it was, and its timestamps stay exact.
	 */
	public void publisherReturned() {
		this.floor = this.next;
		this.offset = 0;
		this.returned = true;
		this.aligned = false;
	}

	/**
	 * Put a packet in its place.
	 * @param packet the next packet
	 * @return the packet, or a copy with another timestamp and the same payload
	 */
	public MediaPacket place(MediaPacket packet) {
		MediaPacket placed = (this.returned) ? packet.withTimestamp(timestamp(packet)) : packet;
		long end = end(placed);
		if (end > this.next) {
			this.next = end;
		}
		return placed;
	}

	private long timestamp(MediaPacket packet) {
		if (!this.aligned && packet.isFrame()) {
			this.aligned = true;
			this.offset = offset(packet.timestamp());
		}
		// What precedes the first frame, headers as a rule, tells nothing of the timeline
		return (this.aligned) ? Math.max(this.floor, packet.timestamp() + this.offset) : this.floor;
	}

	private long offset(long first) {
		long gap = first - this.floor;
		return (gap >= 0 && gap <= LONGEST_GAP_MILLIS) ? 0 : -gap;
	}

	/**
	 * Return the earliest time for whatever follows a packet. The presentation time
	 * counts, as frames that follow would else be shown before it.
	 */
	private static long end(MediaPacket packet) {
		if (!packet.isFrame()) {
			return 0;
		}
		long delay = (packet instanceof VideoPacket video) ? Math.max(0, video.compositionTimeOffset()) : 0;
		return packet.timestamp() + delay + 1;
	}

}
