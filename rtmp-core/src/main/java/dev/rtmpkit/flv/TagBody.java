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

package dev.rtmpkit.flv;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects the body of a tag into an array that, at the end, has just the right size.
 * Until then it is never much larger than what has come.
 */
final class TagBody {

	static final TagBody EMPTY = new TagBody(0);

	private static final int MIN_CAPACITY = 4 * 1024;

	private final int size;

	private byte[] bytes = new byte[0];

	private int received;

	TagBody(int size) {
		this.size = size;
	}

	boolean isFilledFrom(ByteBuffer input) {
		int length = Math.min(this.size - this.received, input.remaining());
		ensureCapacity(this.received + length);
		input.get(this.bytes, this.received, length);
		this.received += length;
		return this.received == this.size;
	}

	private void ensureCapacity(int needed) {
		if (needed > this.bytes.length) {
			int capacity = Math.max(Math.max(needed, MIN_CAPACITY), 2 * this.bytes.length);
			this.bytes = Arrays.copyOf(this.bytes, Math.min(capacity, this.size));
		}
	}

	/**
	 * Return the whole body. May be called once it is filled.
	 */
	ByteBuffer content() {
		return ByteBuffer.wrap(this.bytes).asReadOnlyBuffer();
	}

	int capacity() {
		return this.bytes.length;
	}

}
