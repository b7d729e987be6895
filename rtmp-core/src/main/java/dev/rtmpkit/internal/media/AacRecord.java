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
 * Reads the audio specific configuration of AAC (ISO/IEC 14496-3, 1.6.2.1).
 */
final class AacRecord {

	private static final int[] RATES = { 96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000,
			11_025, 8_000, 7_350 };

	private static final int RATE_EXPLICIT = 15;

	private static final int TYPE_LC = 2;

	private static final int LAST_GENERAL_TYPE = 4;

	private static final int TYPE_SBR = 5;

	private static final int TYPE_PS = 29;

	private static final int TYPE_ESCAPE = 31;

	private static final int SYNC_SBR = 0x2B7;

	private static final int SYNC_PS = 0x548;

	private static final int FRAME_LENGTH = 1024;

	private static final int SHORT_FRAME_LENGTH = 960;

	private final BitReader bits;

	private int coreRate;

	private int coreFrameLength;

	private AacRecord(ByteBuffer configuration) {
		this.bits = new BitReader(configuration);
	}

	static @Nullable AudioConfiguration parse(ByteBuffer configuration) {
		return new AacRecord(configuration).parse();
	}

	/**
	 * Read how many samples a frame becomes.
	 * @param configuration the record
	 * @return samples at the rate that a decoder puts out, 0 if unknown
	 */
	static int frameLength(ByteBuffer configuration) {
		AacRecord record = new AacRecord(configuration);
		AudioConfiguration parsed = record.parse();
		return (parsed != null) ? (int) ((long) record.coreFrameLength * parsed.sampleRate() / record.coreRate) : 0;
	}

	private @Nullable AudioConfiguration parse() {
		int type = objectType();
		int rate = sampleRate();
		this.coreRate = rate;
		int channelConfiguration = this.bits.integer(4);
		int channels = channels(channelConfiguration);
		boolean spectral = type == TYPE_SBR || type == TYPE_PS;
		boolean parametric = type == TYPE_PS;
		if (spectral) {
			rate = sampleRate();
			type = objectType();
		}
		if (this.bits.isExhausted() || type == 0 || rate == 0 || this.coreRate == 0) {
			return null;
		}
		if (type <= LAST_GENERAL_TYPE) {
			readGeneral();
			if (channelConfiguration == 0) {
				channels = AacProgram.channels(this.bits);
			}
			if (!spectral && isSpectralExtension()) {
				int extended = sampleRate();
				spectral = extended > 0 && !this.bits.isExhausted();
				rate = (spectral) ? extended : rate;
				parametric = spectral && this.bits.remaining() >= 12 && this.bits.integer(11) == SYNC_PS
						&& this.bits.flag();
			}
		}
		return new AudioConfiguration(rate, (parametric && channels == 1) ? 2 : channels,
				profile(type, spectral, parametric));
	}

	private int objectType() {
		int type = this.bits.integer(5);
		return (type == TYPE_ESCAPE) ? 32 + this.bits.integer(6) : type;
	}

	private int sampleRate() {
		int index = this.bits.integer(4);
		if (index == RATE_EXPLICIT) {
			return this.bits.integer(24);
		}
		return (index < RATES.length) ? RATES[index] : 0;
	}

	private boolean isSpectralExtension() {
		return this.bits.remaining() > 16 && this.bits.integer(11) == SYNC_SBR && objectType() == TYPE_SBR
				&& this.bits.flag();
	}

	private static int channels(int configuration) {
		return switch (configuration) {
			case 1, 2, 3, 4, 5, 6 -> configuration;
			case 7, 12, 14 -> 8;
			case 11 -> 7;
			case 13 -> 24;
			default -> 0;
		};
	}

	/**
	 * Read the frame length, skip core coder delay and extension.
	 */
	private void readGeneral() {
		this.coreFrameLength = (this.bits.flag()) ? SHORT_FRAME_LENGTH : FRAME_LENGTH;
		if (this.bits.flag()) {
			this.bits.skip(14);
		}
		this.bits.skip(1);
	}

	private static @Nullable String profile(int type, boolean spectral, boolean parametric) {
		if (spectral && type == TYPE_LC) {
			return (parametric) ? "HE-AACv2" : "HE-AAC";
		}
		return switch (type) {
			case 1 -> "Main";
			case TYPE_LC -> "LC";
			case 3 -> "SSR";
			case 4 -> "LTP";
			case 23 -> "LD";
			case 39 -> "ELD";
			case 42 -> "xHE-AAC";
			default -> null;
		};
	}

}
