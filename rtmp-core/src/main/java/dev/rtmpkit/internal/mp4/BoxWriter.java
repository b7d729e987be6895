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

package dev.rtmpkit.internal.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes boxes, one within the other, into memory (ISO/IEC 14496-12, 4.2). Numbers are
 * big-endian; of those that are too large, the lower bits are kept.
 */
public final class BoxWriter {

	private static final int FIRST_CAPACITY = 512;

	private byte[] bytes = new byte[FIRST_CAPACITY];

	private int length;

	/**
	 * Write a box.
	 * @param type its type, four characters
	 * @param content writes what is in it
	 * @return this writer
	 */
	public BoxWriter box(String type, Consumer<BoxWriter> content) {
		int start = this.length;
		u32(0).text(type);
		content.accept(this);
		patch(start, this.length - start);
		return this;
	}

	/**
	 * Write a box that has a version and flags.
	 * @param type its type, four characters
	 * @param version the version
	 * @param flags the flags
	 * @param content writes what is in it
	 * @return this writer
	 */
	public BoxWriter fullBox(String type, int version, int flags, Consumer<BoxWriter> content) {
		return box(type, (box) -> content.accept(box.u32((long) version << 24 | flags)));
	}

	/**
	 * Write a byte.
	 * @param value the number
	 * @return this writer
	 */
	public BoxWriter u8(int value) {
		ensure(1);
		this.bytes[this.length++] = (byte) value;
		return this;
	}

	/**
	 * Write two bytes.
	 * @param value the number
	 * @return this writer
	 */
	public BoxWriter u16(int value) {
		return u8(value >> 8).u8(value);
	}

	/**
	 * Write three bytes.
	 * @param value the number
	 * @return this writer
	 */
	public BoxWriter u24(int value) {
		return u8(value >> 16).u16(value);
	}

	/**
	 * Write four bytes.
	 * @param value the number
	 * @return this writer
	 */
	public BoxWriter u32(long value) {
		return u16((int) (value >> 16)).u16((int) value);
	}

	/**
	 * Write eight bytes.
	 * @param value the number
	 * @return this writer
	 */
	public BoxWriter u64(long value) {
		return u32(value >> 32).u32(value);
	}

	/**
	 * Write zeros.
	 * @param count the number of bytes
	 * @return this writer
	 */
	public BoxWriter zeros(int count) {
		ensure(count);
		this.length += count;
		return this;
	}

	/**
	 * Write text.
	 * @param text characters of ASCII
	 * @return this writer
	 */
	public BoxWriter text(String text) {
		return bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
	}

	/**
	 * Write bytes.
	 * @param content the bytes; the position stays
	 * @return this writer
	 */
	public BoxWriter bytes(ByteBuffer content) {
		int count = content.remaining();
		ensure(count);
		content.duplicate().get(this.bytes, this.length, count);
		this.length += count;
		return this;
	}

	/**
	 * Overwrite four bytes.
	 * @param offset where they are
	 * @param value the number
	 */
	public void patch(int offset, int value) {
		ByteBuffer.wrap(this.bytes).putInt(offset, value);
	}

	/**
	 * Return how much has been written.
	 * @return the length in bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Return what has been written. Nothing may be written any more.
	 * @return a read-only view
	 */
	public ByteBuffer toBuffer() {
		return ByteBuffer.wrap(this.bytes, 0, this.length).slice().asReadOnlyBuffer();
	}

	private void ensure(int count) {
		if (count > this.bytes.length - this.length) {
			long doubled = Math.min(2L * this.bytes.length, Integer.MAX_VALUE - Byte.SIZE);
			this.bytes = Arrays.copyOf(this.bytes, Math.max((int) doubled, Math.addExact(this.length, count)));
		}
	}

}
