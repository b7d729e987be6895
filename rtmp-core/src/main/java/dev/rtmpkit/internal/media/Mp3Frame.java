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

import dev.rtmpkit.media.AudioConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of an MP3 frame (ISO/IEC 11172-3, 2.4.1.3 and ISO/IEC 13818-3).
 */
final class Mp3Frame {

	private static final int SYNC_WORD = 0x7FF;

	private static final int[] RATES = { 44_100, 48_000, 32_000 };

	private static final int VERSION_2_5 = 0;

	private static final int VERSION_RESERVED = 1;

	private static final int VERSION_2 = 2;

	private static final int LAYER_RESERVED = 0;

	private static final int BIT_RATE_RESERVED = 15;

	private static final int MODE_MONO = 3;

	private Mp3Frame() {
	}

	static @Nullable AudioConfiguration parse(ByteBuffer frame) {
		BitReader bits = new BitReader(frame);
		int sync = bits.integer(11);
		int version = bits.integer(2);
		int layer = bits.integer(2);
		bits.skip(1);
		int bitRate = bits.integer(4);
		int rate = bits.integer(2);
		bits.skip(2);
		int mode = bits.integer(2);
		if (bits.isExhausted() || sync != SYNC_WORD || version == VERSION_RESERVED || layer == LAYER_RESERVED
				|| bitRate == BIT_RATE_RESERVED || rate >= RATES.length) {
			return null;
		}
		int divisor = (version == VERSION_2_5) ? 4 : (version == VERSION_2) ? 2 : 1;
		return new AudioConfiguration(RATES[rate] / divisor, (mode == MODE_MONO) ? 1 : 2, null);
	}

}
