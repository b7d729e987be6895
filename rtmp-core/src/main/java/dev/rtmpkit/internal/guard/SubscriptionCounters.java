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

import java.util.concurrent.atomic.LongAdder;

import dev.rtmpkit.stream.StallPolicy;

/**
 * Counts what consumers miss because they are slow. Thread-safe.
 */
public final class SubscriptionCounters {

	private final LongAdder dropped = new LongAdder();

	private final LongAdder closed = new LongAdder();

	private final LongAdder publishersStopped = new LongAdder();

	/**
	 * Count a packet that a live subscription has no room for.
	 */
	public void packetDropped() {
		this.dropped.increment();
	}

	/**
	 * Count a lossless subscription that stayed full for too long.
	 * @param action what is done about it
	 */
	public void stalled(StallPolicy action) {
		stalls(action).increment();
	}

	public long droppedPackets() {
		return this.dropped.sum();
	}

	public long stalledSubscriptions(StallPolicy action) {
		return stalls(action).sum();
	}

	private LongAdder stalls(StallPolicy action) {
		return switch (action) {
			case CLOSE_SUBSCRIPTION -> this.closed;
			case STOP_PUBLISHER -> this.publishersStopped;
		};
	}

}
