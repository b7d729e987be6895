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

package dev.rtmpkit.spring.boot.test;

import java.io.ByteArrayOutputStream;

/**
 * Writes bits, most significant first, as codecs do.
 */
final class BitWriter {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private int current;

	private int free = Byte.SIZE;

	/**
	 * Write a number.
	 * @param value the number
	 * @param count how many bits it takes
	 */
	BitWriter bits(int value, int count) {
		for (int bit = count - 1; bit >= 0; bit--) {
			this.current = this.current << 1 | value >>> bit & 1;
			if (--this.free == 0) {
				this.bytes.write(this.current);
				this.current = 0;
				this.free = Byte.SIZE;
			}
		}
		return this;
	}

	/**
	 * Write a number as Exp-Golomb code (H.264, 9.1).
	 * @param value the number, not negative
	 */
	BitWriter golomb(int value) {
		int length = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
		return bits(0, length - 1).bits(value + 1, length);
	}

	/**
	 * Fill up the last byte with zeros.
	 */
	BitWriter align() {
		return bits(0, this.free % Byte.SIZE);
	}

	byte[] toByteArray() {
		align();
		return this.bytes.toByteArray();
	}

}
