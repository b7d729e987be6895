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

/**
 * The four types of chunk message headers (RTMP 1.0, 5.3.1.2), in the order of their
 * number.
 */
enum ChunkFormat {

	/** Absolute timestamp, length, type id and stream id. */
	FULL(11),

	/** Timestamp delta, length and type id. */
	SAME_STREAM(7),

	/** Timestamp delta. */
	DELTA_ONLY(3),

	/** Nothing. */
	NOTHING(0);

	private static final ChunkFormat[] BY_NUMBER = values();

	private final int headerBytes;

	ChunkFormat(int headerBytes) {
		this.headerBytes = headerBytes;
	}

	/**
	 * Return how long the message header is, without basic header and extended timestamp.
	 * @return the length in bytes
	 */
	int headerBytes() {
		return this.headerBytes;
	}

	/**
	 * Return the first byte's upper two bits.
	 * @return the number in place
	 */
	int bits() {
		return ordinal() << 6;
	}

	static ChunkFormat of(int firstByte) {
		return BY_NUMBER[(firstByte & 0xFF) >> 6];
	}

}
