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

/**
 * A buffer that grows with what is written to it.
 */
final class AmfOutput {

	private static final int FIRST_CAPACITY = 256;

	private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

	/**
	 * Make room and return the buffer.
	 */
	ByteBuffer room(int bytes) {
		if (this.buffer.remaining() < bytes) {
			int capacity = Math.max(2 * this.buffer.capacity(), this.buffer.position() + bytes);
			this.buffer = ByteBuffer.allocate(capacity).put(this.buffer.flip());
		}
		return this.buffer;
	}

	/**
	 * Return what was written, from position 0 to the limit.
	 */
	ByteBuffer finish() {
		return this.buffer.flip();
	}

}
