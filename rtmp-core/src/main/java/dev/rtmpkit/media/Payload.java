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

package dev.rtmpkit.media;

import java.nio.ByteBuffer;

/**
 * Views of a packet's bytes.
 */
final class Payload {

	private Payload() {
	}

	/**
	 * Return what remains of a buffer, read-only and with a position of its own.
	 */
	static ByteBuffer of(ByteBuffer buffer) {
		ByteBuffer slice = buffer.slice();
		return slice.isReadOnly() ? slice : slice.asReadOnlyBuffer();
	}

	/**
	 * Return what follows a header, which may claim more than there is.
	 */
	static ByteBuffer after(ByteBuffer payload, int headerLength) {
		int start = Math.min(headerLength, payload.limit());
		return payload.slice(start, payload.limit() - start);
	}

	/**
	 * Return a byte, counted from the position.
	 */
	static int uint8(ByteBuffer payload, int offset) {
		return payload.get(payload.position() + offset) & 0xFF;
	}

	static int uint16(ByteBuffer payload, int offset) {
		return uint8(payload, offset) << 8 | uint8(payload, offset + 1);
	}

	static int int24(ByteBuffer payload, int offset) {
		return (byte) uint8(payload, offset) << 16 | uint8(payload, offset + 1) << 8 | uint8(payload, offset + 2);
	}

	static int int32(ByteBuffer payload, int offset) {
		return uint8(payload, offset) << 24 | (int24(payload, offset + 1) & 0xFFFFFF);
	}

}
