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

import org.jspecify.annotations.Nullable;

/**
 * The head of an audio specific configuration (ISO/IEC 14496-3, 1.6.2.1).
 *
 * @param objectType the type that comes first: that of the extension if it is told before
 * the core
 * @param coreType the type of the core, without bandwidth extension
 * @param rateIndex the index of the core's sampling rate, 15 if it has none
 * @param channelConfiguration the number of the layout, 0 if it has none
 */
record AacConfiguration(int objectType, int coreType, int rateIndex, int channelConfiguration) {

	private static final int TYPE_SBR = 5;

	private static final int TYPE_PS = 29;

	private static final int TYPE_ESCAPE = 31;

	private static final int RATE_EXPLICIT = 15;

	private static final int LAST_ADTS_TYPE = 4;

	private static final int LAST_ADTS_RATE = 12;

	private static final int LAST_ADTS_LAYOUT = 7;

	private static final int ADTS_HEADER_LENGTH = 7;

	private static final int ADTS_LENGTH_LIMIT = 1 << 13;

	static @Nullable AacConfiguration parse(ByteBuffer configuration) {
		Bits bits = new Bits(configuration);
		int objectType = bits.objectType();
		int rateIndex = bits.rateIndex();
		int channelConfiguration = bits.take(4);
		int coreType = objectType;
		if (objectType == TYPE_SBR || objectType == TYPE_PS) {
			bits.rateIndex();
			coreType = bits.objectType();
		}
		return (bits.exhausted || objectType == 0) ? null
				: new AacConfiguration(objectType, coreType, rateIndex, channelConfiguration);
	}

	/**
	 * Put an ADTS header before a frame (ISO/IEC 14496-3, 1.A.3.2).
	 * @param frame the frame
	 * @return header and frame or {@code null} if the header cannot say it
	 */
	@Nullable ByteBuffer adts(ByteBuffer frame) {
		int length = ADTS_HEADER_LENGTH + frame.remaining();
		if (this.coreType > LAST_ADTS_TYPE || this.rateIndex > LAST_ADTS_RATE || this.channelConfiguration == 0
				|| this.channelConfiguration > LAST_ADTS_LAYOUT || length >= ADTS_LENGTH_LIMIT) {
			return null;
		}
		// sync word, MPEG-4, no checksum; no buffer fullness, one frame
		return ByteBuffer.allocate(length)
			.putShort((short) 0xFFF1)
			.put((byte) (this.coreType - 1 << 6 | this.rateIndex << 2 | this.channelConfiguration >> 2))
			.putInt((this.channelConfiguration & 3) << 30 | length << 13 | 0x1FFC)
			.put(frame)
			.flip()
			.asReadOnlyBuffer();
	}

	private static final class Bits {

		private final ByteBuffer bytes;

		private int position;

		private boolean exhausted;

		Bits(ByteBuffer bytes) {
			this.bytes = bytes.slice();
		}

		int objectType() {
			int type = take(5);
			return (type == TYPE_ESCAPE) ? 32 + take(6) : type;
		}

		int rateIndex() {
			int index = take(4);
			if (index == RATE_EXPLICIT) {
				take(24);
			}
			return index;
		}

		int take(int count) {
			int value = 0;
			for (int i = 0; i < count; i++) {
				this.exhausted |= this.position / Byte.SIZE >= this.bytes.limit();
				int bit = (this.exhausted) ? 0
						: this.bytes.get(this.position / Byte.SIZE) >> 7 - this.position % Byte.SIZE & 1;
				value = value << 1 | bit;
				this.position++;
			}
			return value;
		}

	}

}
