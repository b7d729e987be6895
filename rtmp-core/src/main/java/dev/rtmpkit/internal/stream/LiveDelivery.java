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

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Queues what fits. After an overflow everything is dropped until half of the queue is
 * free, and each video track until its next key frame; headers that changed meanwhile are
 * made up for.
 */
final class LiveDelivery implements Delivery {

	private final PacketQueue queue;

	private final long high;

	private final long low;

	private final SubscriptionCounters counters;

	private final AtomicLong dropped = new AtomicLong();

	private StreamHeaders sent = StreamHeaders.NONE;

	private boolean overflown;

	/** The video tracks that a decoder can follow. */
	private final BitSet begun = new BitSet();

	private boolean gap;

	LiveDelivery(PacketQueue queue, SubscriptionOptions options, SubscriptionCounters counters) {
		this.queue = queue;
		this.high = options.queueBytes();
		this.low = this.high / 2;
		this.counters = counters;
	}

	@Override
	public void begin(List<MediaPacket> replay, StreamHeaders current, boolean decodable) {
		replay.forEach(this.queue::offer);
		this.sent = current;
		if (decodable) {
			replay.forEach(this::begin);
		}
	}

	@Override
	public void offer(MediaPacket packet, StreamHeaders current) {
		if (!hasRoomFor(packet)) {
			this.begun.clear();
			this.gap = true;
			countDropped();
			return;
		}
		if (current != this.sent) {
			current.since(this.sent).forEach(this.queue::offer);
			this.sent = current;
		}
		if (current.contains(packet)) {
			return;
		}
		begin(packet);
		if (packet instanceof VideoPacket video && !isOfUse(video)) {
			// what came before the first key frame was never owed
			if (this.gap) {
				countDropped();
			}
			return;
		}
		this.queue.offer(packet);
	}

	@Override
	public void publisherReturned() {
		// What it sends before its first key frame refers to pictures that were not sent
		this.begun.clear();
	}

	private boolean isOfUse(VideoPacket packet) {
		if (packet.isFrame()) {
			return this.begun.get(packet.trackId());
		}
		// what is no frame is not for one track in every case; headers that are not kept,
		// or repeat one, could not be made up for
		return !this.begun.isEmpty() || StreamHeaders.isHeader(packet);
	}

	private void begin(MediaPacket packet) {
		if (packet instanceof VideoPacket video && video.isKeyFrame()) {
			video.tracks().forEach((track) -> this.begun.set(track.trackId()));
		}
	}

	private boolean hasRoomFor(MediaPacket packet) {
		long cost = this.queue.cost();
		if (this.overflown) {
			this.overflown = cost > this.low;
		}
		else {
			// a packet larger than the whole queue passes when it is alone
			this.overflown = cost > 0 && cost + Backlog.bytes(packet) + Backlog.PACKET_COST > this.high;
		}
		return !this.overflown;
	}

	private void countDropped() {
		// written by one thread only
		this.dropped.lazySet(this.dropped.get() + 1);
		this.counters.packetDropped();
	}

	@Override
	public long dropped() {
		return this.dropped.get();
	}

}
