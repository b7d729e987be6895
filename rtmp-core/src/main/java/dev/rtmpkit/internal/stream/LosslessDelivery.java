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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Queues everything and reports when the queue is full.
 */
final class LosslessDelivery implements Delivery {

	private final PacketQueue queue;

	private final long high;

	private final long low;

	private final long deadlineNanos;

	private final AtomicBoolean full = new AtomicBoolean();

	private boolean timed;

	private long fullSince;

	LosslessDelivery(PacketQueue queue, SubscriptionOptions options) {
		this.queue = queue;
		this.high = options.queueBytes();
		this.low = this.high / 2;
		this.deadlineNanos = TimeUnit.NANOSECONDS.convert(options.stallDeadline());
	}

	@Override
	public void begin(List<MediaPacket> replay, StreamHeaders current, boolean decodable) {
		replay.forEach(this.queue::offer);
		checkLevel();
	}

	@Override
	public void offer(MediaPacket packet, StreamHeaders current) {
		this.queue.offer(packet);
		checkLevel();
	}

	private void checkLevel() {
		if (this.queue.reaches(this.high) && !this.full.get()) {
			this.timed = false;
			this.full.set(true);
			// the consumer may have taken the last packet before it could see the flag
			drained();
		}
	}

	@Override
	public boolean isFull() {
		return this.full.get();
	}

	@Override
	public boolean isStalled(long nanoTime) {
		if (!this.full.get()) {
			return false;
		}
		if (!this.timed) {
			this.timed = true;
			this.fullSince = nanoTime;
		}
		return nanoTime - this.fullSince >= this.deadlineNanos;
	}

	@Override
	public boolean drained() {
		return this.full.get() && this.queue.cost() <= this.low && this.full.compareAndSet(true, false);
	}

}
