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

package dev.rtmpkit.internal.wire.chunk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The message that a chunk stream is in the middle of. Its capacity is what its owner
 * reserves, at most its length, so that the array of a complete message has exactly the
 * right size.
 */
final class PartialMessage {

	private static final byte[] NONE = new byte[0];

	private byte[] bytes = NONE;

	private int length;

	private int received;

	private boolean open;

	private boolean kept;

	/**
	 * Begin a message.
	 * @param length its length
	 * @param kept whether its bytes are kept; if not, it is only waited for its end
	 */
	void open(int length, boolean kept) {
		this.bytes = NONE;
		this.length = length;
		this.received = 0;
		this.open = true;
		this.kept = kept;
	}

	boolean isKept() {
		return this.kept;
	}

	boolean isOpen() {
		return this.open;
	}

	int length() {
		return this.length;
	}

	int received() {
		return this.received;
	}

	int missing() {
		return this.length - this.received;
	}

	int capacity() {
		return this.bytes.length;
	}

	void capacity(int capacity) {
		this.bytes = (this.received != 0) ? Arrays.copyOf(this.bytes, capacity) : new byte[capacity];
	}

	void read(ByteBuffer source, int count) {
		source.get(this.bytes, this.received, count);
		this.received += count;
	}

	void skip(ByteBuffer source, int count) {
		source.position(source.position() + count);
		this.received += count;
	}

	/**
	 * Forget the message.
	 * @return its payload, as far as it was received and kept
	 */
	ByteBuffer close() {
		ByteBuffer payload = ByteBuffer.wrap(this.bytes, 0, (this.kept) ? this.received : 0).asReadOnlyBuffer();
		this.bytes = NONE;
		this.open = false;
		return payload;
	}

}
