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

package dev.rtmpkit.stream;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How much waits in a queue: packets and payload bytes in one number, because both change
 * with every packet. The upper 24 bits count packets, the lower 40 bytes. What was added
 * and what was removed are counted apart, so that publisher and consumer write to
 * different cache lines and the publisher seldom looks at the consumer's.
 */
final class Backlog {

	/** What a packet costs on the heap beside its payload, generously. */
	static final int PACKET_COST = 256;

	private static final int BYTE_BITS = 40;

	private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;

	private static final int ADDED = 8;

	private static final int REMOVED = 24;

	private static final int LENGTH = 32;

	/** Two counters and the distance that keeps them, and other objects, apart. */
	private final AtomicLongArray counters = new AtomicLongArray(LENGTH);

	private long knownRemoved;

	/**
	 * Count a packet that is added. Called by the publisher's thread.
	 */
	void add(int payloadBytes) {
		this.counters.lazySet(ADDED, this.counters.getPlain(ADDED) + (1L << BYTE_BITS) + payloadBytes);
	}

	/**
	 * Count a packet that is removed. Called by any thread.
	 */
	void remove(int payloadBytes) {
		this.counters.addAndGet(REMOVED, (1L << BYTE_BITS) + payloadBytes);
	}

	/**
	 * Return whether what waits costs as much as a bound. Called by the publisher's
	 * thread.
	 * @param bound the bound in bytes
	 * @return whether the cost is the bound or more
	 */
	boolean reaches(long bound) {
		long added = this.counters.getPlain(ADDED);
		if (cost(added - this.knownRemoved) < bound) {
			return false;
		}
		this.knownRemoved = this.counters.get(REMOVED);
		return cost(added - this.knownRemoved) >= bound;
	}

	/**
	 * Return the payload bytes that wait.
	 * @return the bytes
	 */
	long bytes() {
		return waiting() & BYTE_MASK;
	}

	/**
	 * Return what the waiting packets cost, to be compared with the bound of the queue.
	 * @return the cost in bytes
	 */
	long cost() {
		return cost(waiting());
	}

	private static long cost(long waiting) {
		return (waiting & BYTE_MASK) + (waiting >>> BYTE_BITS) * PACKET_COST;
	}

	/** Both counters wrap; their difference does not care. */
	private long waiting() {
		// what is removed was added before, so looking at it first never gives less than
		// nothing
		long removed = this.counters.get(REMOVED);
		return this.counters.get(ADDED) - removed;
	}

}
