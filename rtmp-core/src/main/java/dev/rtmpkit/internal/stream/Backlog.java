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

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;

/**
 * How much waits in a queue: packets and bytes in one number, because both change with
 * every packet. The upper 24 bits count packets, the lower 40 bytes. What was added and
 * what was removed are counted apart, so that publisher and consumer write to different
 * cache lines and the publisher seldom looks at the consumer's.
 */
final class Backlog {

	/** What a packet costs on the heap beside its payload, generously. */
	static final int PACKET_COST = 256;

	/** What a value of a data packet costs on the heap, whose bytes may be just two. */
	static final int VALUE_COST = 128;

	/** What a number costs that is an element of an array. */
	static final int NUMBER_COST = 32;

	private static final int BYTE_BITS = 40;

	private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;

	private static final int ADDED = 8;

	private static final int REMOVED = 24;

	private static final int LENGTH = 32;

	/** Two counters and the distance that keeps them, and other objects, apart. */
	private final AtomicLongArray counters = new AtomicLongArray(LENGTH);

	private long knownRemoved;

	/**
	 * Return the bytes to count for a packet: of the payload, and of the values that were
	 * made of it.
	 * @param packet the packet
	 * @return the bytes
	 */
	static int bytes(MediaPacket packet) {
		return packet.size() + ((packet instanceof DataPacket data) ? cost(data.values()) : 0);
	}

	/**
	 * Return what a packet costs in a queue.
	 * @param packet the packet
	 * @return the cost in bytes
	 */
	static int cost(MediaPacket packet) {
		return bytes(packet) + PACKET_COST;
	}

	private static int cost(Collection<AmfValue> values) {
		int cost = 0;
		for (AmfValue value : values) {
			cost += VALUE_COST + content(value);
		}
		return cost;
	}

	private static int content(AmfValue value) {
		if (value instanceof AmfProperties container) {
			return cost(container.properties().values());
		}
		if (value instanceof AmfStrictArray array) {
			return costOfElements(array.elements());
		}
		if (value instanceof AmfVector vector) {
			return costOfElements(vector.elements());
		}
		int cost = 0;
		if (value instanceof AmfDictionary dictionary) {
			for (AmfDictionary.Entry entry : dictionary.entries()) {
				cost += cost(List.of(entry.key(), entry.value()));
			}
		}
		return cost;
	}

	private static int costOfElements(List<AmfValue> elements) {
		int cost = 0;
		for (AmfValue element : elements) {
			cost += (element instanceof AmfNumber) ? NUMBER_COST : VALUE_COST + content(element);
		}
		return cost;
	}

	/**
	 * Count a packet that is added. Called by the publisher's thread.
	 */
	void add(int bytes) {
		this.counters.lazySet(ADDED, this.counters.getPlain(ADDED) + (1L << BYTE_BITS) + bytes);
	}

	/**
	 * Count a packet that is removed. Called by any thread.
	 */
	void remove(int bytes) {
		this.counters.addAndGet(REMOVED, (1L << BYTE_BITS) + bytes);
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
	 * Return the bytes that wait, see {@link #bytes(MediaPacket)}.
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

	/**
	 * Return a number that changes with everything that is removed.
	 * @return the number, of any origin
	 */
	long progress() {
		return this.counters.get(REMOVED);
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
