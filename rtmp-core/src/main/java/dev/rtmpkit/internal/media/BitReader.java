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

import java.nio.ByteBuffer;

/**
 * Reads bits, the most significant one first. Behind the end there are zeros; a parser
 * that cares asks {@link #isExhausted()} once at the end.
 */
public final class BitReader {

	private static final int LONGEST_GOLOMB_PREFIX = 32;

	private final ByteBuffer bytes;

	private final long end;

	private long position;

	public BitReader(ByteBuffer bytes) {
		this.bytes = bytes.slice();
		this.end = (long) this.bytes.limit() * Byte.SIZE;
	}

	public boolean flag() {
		return bits(1) != 0;
	}

	/**
	 * Read an unsigned number.
	 * @param count the number of bits, 0 to 32
	 */
	public long bits(int count) {
		long value = 0;
		for (int i = 0; i < count; i++) {
			value = value << 1 | bit();
		}
		return value;
	}

	public int integer(int count) {
		return (int) bits(count);
	}

	private int bit() {
		int bit = (this.position < this.end)
				? this.bytes.get((int) (this.position / Byte.SIZE)) >> (7 - this.position % Byte.SIZE) & 1 : 0;
		this.position++;
		return bit;
	}

	public void skip(long count) {
		this.position += count;
	}

	/**
	 * Skip to the next whole byte, counted from the first one.
	 */
	public void align() {
		this.position = (this.position + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
	}

	/**
	 * Read an unsigned number in Exp-Golomb code (ISO/IEC 14496-10, 9.1).
	 */
	public long unsigned() {
		int zeros = 0;
		while (bit() == 0) {
			zeros++;
			if (zeros > LONGEST_GOLOMB_PREFIX || isExhausted()) {
				this.position = this.end + 1;
				return 0;
			}
		}
		return (1L << zeros) - 1 + bits(zeros);
	}

	/**
	 * Read a signed number in Exp-Golomb code.
	 */
	public long signed() {
		long code = unsigned();
		return ((code & 1) != 0) ? (code + 1) / 2 : -(code / 2);
	}

	/**
	 * Return whether more was read than there is.
	 */
	public boolean isExhausted() {
		return this.position > this.end;
	}

	public long remaining() {
		return this.end - this.position;
	}

}
