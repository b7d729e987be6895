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
 * Reads the header of an AC-3 or Enhanced AC-3 frame (ATSC A/52, 5.3 and E.1.2).
 */
final class Ac3Frame {

	private static final int SYNC_WORD = 0x0B77;

	private static final int[] RATES = { 48_000, 44_100, 32_000 };

	private static final int[] CHANNELS = { 2, 1, 2, 3, 3, 4, 4, 5 };

	private static final int VERSION_HALF_RATE = 9;

	private static final int VERSION_QUARTER_RATE = 10;

	private static final int FRAME_SIZES = 38;

	private static final int ENHANCED_FROM = 11;

	private static final int ENHANCED_TO = 16;

	private static final int ID_OFFSET = 40;

	private Ac3Frame() {
	}

	static @Nullable AudioConfiguration parse(ByteBuffer frame) {
		BitReader id = new BitReader(frame);
		if (id.integer(16) != SYNC_WORD) {
			return null;
		}
		id.skip(ID_OFFSET - 16);
		int version = id.integer(5);
		BitReader bits = new BitReader(frame);
		bits.skip(16);
		if (version > ENHANCED_TO) {
			return null;
		}
		AudioConfiguration configuration = (version >= ENHANCED_FROM) ? enhanced(bits) : plain(bits, version);
		return (bits.isExhausted()) ? null : configuration;
	}

	private static @Nullable AudioConfiguration plain(BitReader bits, int version) {
		bits.skip(16);
		int rate = bits.integer(2);
		int frameSize = bits.integer(6);
		bits.skip(5 + 3);
		int mode = bits.integer(3);
		if ((mode & 1) != 0 && mode != 1) {
			bits.skip(2);
		}
		if ((mode & 4) != 0) {
			bits.skip(2);
		}
		if (mode == 2) {
			bits.skip(2);
		}
		int lowFrequencies = bits.integer(1);
		if (rate >= RATES.length || frameSize >= FRAME_SIZES) {
			return null;
		}
		int divisor = (version == VERSION_QUARTER_RATE) ? 4 : (version == VERSION_HALF_RATE) ? 2 : 1;
		return new AudioConfiguration(RATES[rate] / divisor, CHANNELS[mode] + lowFrequencies, null);
	}

	private static @Nullable AudioConfiguration enhanced(BitReader bits) {
		bits.skip(2 + 3 + 11);
		int code = bits.integer(2);
		int half = bits.integer(2);
		int mode = bits.integer(3);
		int lowFrequencies = bits.integer(1);
		if (code == RATES.length && half == RATES.length) {
			return null;
		}
		// with the last code, the next two bits choose among half the rates
		int rate = (code < RATES.length) ? RATES[code] : RATES[half] / 2;
		return new AudioConfiguration(rate, CHANNELS[mode] + lowFrequencies, null);
	}

}
