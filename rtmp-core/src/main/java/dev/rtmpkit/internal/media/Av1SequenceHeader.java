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
 * Reads the sequence header of AV1 (AV1 bitstream, 5.5).
 */
final class Av1SequenceHeader {

	private static final int HIGH = 1;

	private static final int PROFESSIONAL = 2;

	private static final int TRANSFER_SRGB = 13;

	private static final int TIER_FROM_LEVEL = 7;

	private static final int LEVELS = 24;

	private static final int CHOSEN_PER_FRAME = 2;

	private final BitReader bits;

	private double frameRate;

	private boolean decoderModel;

	private int delayBits;

	private @Nullable String level;

	private VideoSignal.@Nullable Color color;

	private Av1SequenceHeader(ByteBuffer unit) {
		this.bits = new BitReader(unit);
	}

	static @Nullable VideoConfiguration parse(ByteBuffer unit) {
		return new Av1SequenceHeader(unit).parse();
	}

	/**
	 * Read the colours.
	 * @param unit the unit without its header
	 * @return the colours or {@code null} if they are not told
	 */
	static VideoSignal.@Nullable Color color(ByteBuffer unit) {
		Av1SequenceHeader header = new Av1SequenceHeader(unit);
		header.parse();
		return header.color;
	}

	private @Nullable VideoConfiguration parse() {
		int profile = this.bits.integer(3);
		this.bits.skip(1);
		boolean reduced = this.bits.flag();
		if (reduced) {
			this.level = level(this.bits.integer(5), false);
		}
		else {
			readOperatingPoints();
		}
		int widthBits = this.bits.integer(4) + 1;
		int heightBits = this.bits.integer(4) + 1;
		long width = this.bits.bits(widthBits) + 1;
		long height = this.bits.bits(heightBits) + 1;
		if (this.bits.isExhausted()) {
			return null;
		}
		skipTools(reduced);
		int bitDepth = readBitDepth(profile);
		bitDepth = (this.bits.isExhausted()) ? 0 : bitDepth;
		readColor(profile);
		return VideoConfigurationCheck.of(width, height, profile(profile), this.level, this.frameRate, bitDepth);
	}

	private void readOperatingPoints() {
		if (this.bits.flag()) {
			readTiming();
		}
		boolean displayDelay = this.bits.flag();
		int points = this.bits.integer(5) + 1;
		for (int i = 0; i < points; i++) {
			this.bits.skip(12);
			int index = this.bits.integer(5);
			boolean highTier = index > TIER_FROM_LEVEL && this.bits.flag();
			if (i == 0) {
				this.level = level(index, highTier);
			}
			if (this.decoderModel && this.bits.flag()) {
				this.bits.skip(2L * this.delayBits + 1);
			}
			if (displayDelay && this.bits.flag()) {
				this.bits.skip(4);
			}
		}
	}

	private void readTiming() {
		long unitsInTick = this.bits.bits(32);
		long timeScale = this.bits.bits(32);
		if (this.bits.flag()) {
			long ticksPerPicture = this.bits.unsigned() + 1;
			this.frameRate = (unitsInTick > 0) ? (double) timeScale / unitsInTick / ticksPerPicture : 0;
		}
		this.decoderModel = this.bits.flag();
		if (this.decoderModel) {
			this.delayBits = this.bits.integer(5) + 1;
			this.bits.skip(32 + 5 + 5);
		}
	}

	private void skipTools(boolean reduced) {
		if (!reduced && this.bits.flag()) {
			this.bits.skip(4 + 3);
		}
		this.bits.skip(3);
		if (!reduced) {
			this.bits.skip(4);
			boolean orderHint = this.bits.flag();
			if (orderHint) {
				this.bits.skip(2);
			}
			int screenContent = (this.bits.flag()) ? CHOSEN_PER_FRAME : this.bits.integer(1);
			if (screenContent > 0 && !this.bits.flag()) {
				this.bits.skip(1);
			}
			if (orderHint) {
				this.bits.skip(3);
			}
		}
		this.bits.skip(3);
	}

	private int readBitDepth(int profile) {
		boolean high = this.bits.flag();
		if (profile == PROFESSIONAL && high) {
			return (this.bits.flag()) ? 12 : 10;
		}
		return (high) ? 10 : 8;
	}

	private void readColor(int profile) {
		boolean monochrome = profile != HIGH && this.bits.flag();
		boolean told = this.bits.flag();
		int unspecified = VideoSignal.Color.UNSPECIFIED;
		int primaries = (told) ? this.bits.integer(8) : unspecified;
		int transfer = (told) ? this.bits.integer(8) : unspecified;
		int matrix = (told) ? this.bits.integer(8) : unspecified;
		boolean rgb = !monochrome && primaries == 1 && transfer == TRANSFER_SRGB && matrix == 0;
		boolean fullRange = rgb || this.bits.flag();
		this.color = (this.bits.isExhausted()) ? null
				: new VideoSignal.Color(primaries, transfer, matrix, fullRange).orNull();
	}

	static @Nullable String profile(int profile) {
		return switch (profile) {
			case 0 -> "Main";
			case 1 -> "High";
			case PROFESSIONAL -> "Professional";
			default -> null;
		};
	}

	/**
	 * Name a level.
	 * @param index its index
	 * @param highTier whether it is of the high tier
	 * @return its name or {@code null} if there is no such level, or no limit at all
	 */
	static @Nullable String level(int index, boolean highTier) {
		if (index >= LEVELS) {
			return null;
		}
		return (2 + (index >> 2)) + "." + (index & 3) + ((highTier) ? " High" : "");
	}

}
