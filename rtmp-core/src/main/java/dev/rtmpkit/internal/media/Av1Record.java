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

import dev.rtmpkit.media.VideoConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sequence header in an AV1 configuration record (AV1 in ISO base media file
 * format, 2.3).
 */
final class Av1Record {

	private static final int HEAD_LENGTH = 4;

	private static final byte MARKER_AND_VERSION = (byte) 0x81;

	private static final int TYPE_SEQUENCE_HEADER = 1;

	private static final int LENGTH_BYTES_LIMIT = 8;

	private Av1Record() {
	}

	static @Nullable VideoConfiguration parse(ByteBuffer configuration) {
		ByteBuffer record = configuration.slice();
		if (record.remaining() == HEAD_LENGTH && record.get(0) == MARKER_AND_VERSION) {
			return head(record.getShort(1));
		}
		ByteBuffer header = sequenceHeader(configuration);
		return (header != null) ? Av1SequenceHeader.parse(header) : null;
	}

	static VideoSignal.@Nullable Color color(ByteBuffer configuration) {
		ByteBuffer header = sequenceHeader(configuration);
		return (header != null) ? Av1SequenceHeader.color(header) : null;
	}

	private static @Nullable ByteBuffer sequenceHeader(ByteBuffer configuration) {
		ByteBuffer record = configuration.slice();
		if (record.remaining() < HEAD_LENGTH || record.get(0) != MARKER_AND_VERSION) {
			return null;
		}
		record.position(HEAD_LENGTH);
		while (record.hasRemaining()) {
			int header = record.get();
			boolean extended = (header & 0x04) != 0;
			boolean sized = (header & 0x02) != 0;
			if (extended) {
				if (!record.hasRemaining()) {
					return null;
				}
				record.get();
			}
			long length = (sized) ? length(record) : record.remaining();
			if (length < 0 || length > record.remaining()) {
				return null;
			}
			if ((header >> 3 & 0x0F) == TYPE_SEQUENCE_HEADER) {
				return record.slice(record.position(), (int) length);
			}
			record.position(record.position() + (int) length);
		}
		return null;
	}

	/**
	 * Read the head alone. The units behind it may be missing.
	 */
	private static VideoConfiguration head(int fields) {
		boolean highTier = (fields & 0x80) != 0;
		boolean high = (fields & 0x40) != 0;
		boolean highest = (fields & 0x20) != 0;
		return new VideoConfiguration(0, 0, Av1SequenceHeader.profile(fields >> 13 & 0x07),
				Av1SequenceHeader.level(fields >> 8 & 0x1F, highTier), 0, (highest) ? 12 : (high) ? 10 : 8);
	}

	/**
	 * Read a number of seven bits per byte, the lowest first.
	 */
	private static long length(ByteBuffer record) {
		long length = 0;
		for (int i = 0; i < LENGTH_BYTES_LIMIT && record.hasRemaining(); i++) {
			int value = record.get();
			length |= (value & 0x7FL) << 7 * i;
			if (value >= 0) {
				return length;
			}
		}
		return -1;
	}

}
