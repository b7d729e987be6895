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

package dev.rtmpkit.internal.amf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfValue;

/**
 * The bytes of one message, and what its values have spent of the limits so far. AMF0 and
 * the AMF3 within it share one.
 */
final class AmfInput {

	/**
	 * How many bytes references may stand for in one message. The values they give are
	 * shared, but printing or encoding visits each as often as it occurs.
	 */
	static final int MAX_REFERRED_BYTES = 1 << 20;

	/**
	 * How many numbers of an array count as one value: they take no name and no object
	 * but a small one.
	 */
	private static final int NUMBERS_PER_VALUE = 8;

	private final ByteBuffer buffer;

	private final AmfLimits limits;

	/** What was spent, in numbers of an array. */
	private long spent;

	private int depth;

	private int deepest;

	private int referred;

	AmfInput(ByteBuffer buffer, AmfLimits limits) {
		this.buffer = buffer;
		this.limits = limits;
	}

	ByteBuffer buffer() {
		return this.buffer;
	}

	AmfLimits limits() {
		return this.limits;
	}

	int uint8() {
		return this.buffer.get() & 0xFF;
	}

	/**
	 * Read text. What is not UTF-8 is replaced: cameras send names in other encodings,
	 * and that must not cost them the session.
	 */
	String text(long length, int limit) {
		require(length);
		if (length > limit) {
			throw malformed("AMF string is too long");
		}
		byte[] bytes = new byte[(int) length];
		this.buffer.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * Fail unless so many bytes are there.
	 */
	void require(long bytes) {
		if (bytes > this.buffer.remaining()) {
			throw malformed("AMF value is cut off");
		}
	}

	/**
	 * Spend values of the limit.
	 */
	void spend(int count) {
		spendNumbers((long) count * NUMBERS_PER_VALUE);
	}

	/**
	 * Spend what numbers, or other values without content, take as elements of an array.
	 */
	void spendNumbers(long count) {
		requireNumbers(count);
		this.spent += count;
	}

	/**
	 * Fail unless so many values may still come.
	 */
	void requireValues(int count) {
		requireNumbers((long) count * NUMBERS_PER_VALUE);
	}

	private void requireNumbers(long count) {
		if (count > (long) this.limits.values() * NUMBERS_PER_VALUE - this.spent) {
			throw new RtmpProtocolException(ProtocolError.AMF_VALUES, "Too many AMF values");
		}
	}

	/**
	 * Return how many bytes were read so far, references expanded.
	 */
	int taken() {
		return this.buffer.position() + this.referred;
	}

	void refer(int bytes) {
		if (bytes > MAX_REFERRED_BYTES - this.referred) {
			throw new RtmpProtocolException(ProtocolError.AMF_VALUES, "AMF references stand for too much");
		}
		this.referred += bytes;
	}

	private void reach(int depth) {
		if (depth > this.limits.depth()) {
			throw new RtmpProtocolException(ProtocolError.AMF_DEPTH, "AMF values are nested too deep");
		}
		this.deepest = Math.max(this.deepest, depth);
	}

	static RtmpProtocolException malformed(String message) {
		return new RtmpProtocolException(ProtocolError.AMF, message);
	}

	/**
	 * The values of one message that a reference can point to, in the order in which they
	 * begin (AMF0, 2.9; AMF3, 2.2).
	 */
	final class References {

		/**
		 * What a reference to a container that is not complete yet stands for: an
		 * immutable value cannot hold itself.
		 */
		private static final Entry UNFINISHED = new Entry(AmfObject.EMPTY, NUMBERS_PER_VALUE, 1, 1);

		private final List<Entry> entries = new ArrayList<>();

		boolean isEmpty() {
			return this.entries.isEmpty();
		}

		/**
		 * Read a value that holds others.
		 */
		AmfValue container(Supplier<AmfValue> content) {
			AmfInput input = AmfInput.this;
			int deepestBefore = input.deepest;
			long spentBefore = input.spent;
			int takenBefore = input.taken();
			input.depth++;
			input.deepest = 0;
			reach(input.depth);
			int slot = this.entries.size();
			this.entries.add(UNFINISHED);
			AmfValue container = content.get();
			this.entries.set(slot, new Entry(container, NUMBERS_PER_VALUE + input.spent - spentBefore,
					1 + input.deepest - input.depth, 1 + input.taken() - takenBefore));
			input.depth--;
			input.deepest = Math.max(input.deepest, deepestBefore);
			return container;
		}

		/**
		 * Keep a value that holds no others.
		 */
		<T extends AmfValue> T leaf(T value, int bytes) {
			this.entries.add(new Entry(value, NUMBERS_PER_VALUE, 0, bytes));
			return value;
		}

		/**
		 * A reference shares the value it stands for, but costs and nests as much as a
		 * copy would: otherwise a few bytes could stand for more than any later traversal
		 * survives.
		 */
		AmfValue get(int index) {
			if (index >= this.entries.size()) {
				throw malformed("AMF reference " + index + " points nowhere");
			}
			Entry entry = this.entries.get(index);
			// The reference itself is already counted
			spendNumbers(entry.cost() - NUMBERS_PER_VALUE);
			reach(AmfInput.this.depth + entry.depth());
			refer(entry.bytes());
			return entry.value();
		}

		/**
		 * A value that can be referred to.
		 *
		 * @param value the value
		 * @param cost what it spends, itself included and references expanded
		 * @param depth how deep it is nested, 0 for no container, 1 for one without
		 * others
		 * @param bytes how many bytes it takes, references expanded
		 */
		private record Entry(AmfValue value, long cost, int depth, int bytes) {

		}

	}

}
