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
 * Reads the sequence parameter set of HEVC (ISO/IEC 23008-2, 7.3.2.2 and E.2.1).
 */
final class HevcSequenceParameterSet {

	private static final int CHROMA_444 = 3;

	private static final int GENERAL_PROFILE_BITS = 88;

	private static final int LEVEL_BITS = 8;

	private static final int REFERENCE_SETS_LIMIT = 64;

	private static final int PICTURES_LIMIT = 16;

	private static final int LONG_TERM_LIMIT = 32;

	private final BitReader bits;

	private VideoSignal signal = VideoSignal.NONE;

	private HevcSequenceParameterSet(ByteBuffer unit) {
		this.bits = new BitReader(NalUnits.unescape(unit));
	}

	/**
	 * Read a set.
	 * @param unit the unit with its header
	 * @param profile the profile as the record has it
	 * @param level the level as the record has it
	 * @return what it says or {@code null} if it is cut off before the picture size
	 */
	static @Nullable VideoConfiguration parse(ByteBuffer unit, @Nullable String profile, String level) {
		return new HevcSequenceParameterSet(unit).parse(profile, level);
	}

	/**
	 * Read what a set says about pixels and colours.
	 * @param unit the unit with its header
	 * @return what it says, nothing if it is cut off
	 */
	static VideoSignal signal(ByteBuffer unit) {
		HevcSequenceParameterSet set = new HevcSequenceParameterSet(unit);
		set.parse(null, "");
		return set.signal;
	}

	private @Nullable VideoConfiguration parse(@Nullable String profile, String level) {
		this.bits.skip(16 + 4);
		int subLayers = this.bits.integer(3);
		this.bits.skip(1);
		skipProfileAndLevel(subLayers);
		this.bits.unsigned();
		long chromaFormat = this.bits.unsigned();
		if (chromaFormat == CHROMA_444) {
			this.bits.skip(1);
		}
		long width = this.bits.unsigned();
		long height = this.bits.unsigned();
		if (this.bits.flag()) {
			int unitX = (chromaFormat == 1 || chromaFormat == 2) ? 2 : 1;
			int unitY = (chromaFormat == 1) ? 2 : 1;
			width -= unitX * (this.bits.unsigned() + this.bits.unsigned());
			height -= unitY * (this.bits.unsigned() + this.bits.unsigned());
		}
		long bitDepth = this.bits.unsigned() + 8;
		if (this.bits.isExhausted() || chromaFormat > CHROMA_444) {
			return null;
		}
		double frameRate = readFrameRate(subLayers);
		return VideoConfigurationCheck.of(width, height, profile, level, (this.bits.isExhausted()) ? 0 : frameRate,
				bitDepth);
	}

	private void skipProfileAndLevel(int subLayers) {
		this.bits.skip(GENERAL_PROFILE_BITS + LEVEL_BITS);
		if (subLayers == 0) {
			return;
		}
		int skipped = 0;
		for (int i = 0; i < 8; i++) {
			boolean profile = this.bits.flag();
			boolean level = this.bits.flag();
			if (i < subLayers) {
				skipped += ((profile) ? GENERAL_PROFILE_BITS : 0) + ((level) ? LEVEL_BITS : 0);
			}
		}
		this.bits.skip(skipped);
	}

	private double readFrameRate(int subLayers) {
		this.bits.unsigned();
		long pictureOrderCountBits = this.bits.unsigned() + 4;
		boolean allLayers = this.bits.flag();
		for (int i = (allLayers) ? 0 : subLayers; i <= subLayers; i++) {
			this.bits.unsigned();
			this.bits.unsigned();
			this.bits.unsigned();
		}
		for (int i = 0; i < 6; i++) {
			this.bits.unsigned();
		}
		if (this.bits.flag() && this.bits.flag()) {
			skipScalingLists();
		}
		this.bits.skip(2);
		if (this.bits.flag()) {
			this.bits.skip(8);
			this.bits.unsigned();
			this.bits.unsigned();
			this.bits.skip(1);
		}
		if (!skipReferenceSets()) {
			return 0;
		}
		if (this.bits.flag()) {
			long pictures = Math.min(this.bits.unsigned(), LONG_TERM_LIMIT);
			this.bits.skip(pictures * (pictureOrderCountBits + 1));
		}
		this.bits.skip(2);
		return (this.bits.flag()) ? readTiming() : 0;
	}

	private void skipScalingLists() {
		for (int size = 0; size < 4; size++) {
			for (int matrix = 0; matrix < 6; matrix += (size == 3) ? 3 : 1) {
				if (!this.bits.flag()) {
					this.bits.unsigned();
					continue;
				}
				if (size > 1) {
					this.bits.signed();
				}
				int coefficients = Math.min(64, 1 << (4 + (size << 1)));
				for (int i = 0; i < coefficients && !this.bits.isExhausted(); i++) {
					this.bits.signed();
				}
			}
		}
	}

	private boolean skipReferenceSets() {
		long sets = this.bits.unsigned();
		if (sets > REFERENCE_SETS_LIMIT) {
			return false;
		}
		long pictures = 0;
		for (int i = 0; i < sets; i++) {
			pictures = (i > 0 && this.bits.flag()) ? skipPredictedSet(pictures) : skipSet();
			if (pictures > PICTURES_LIMIT || this.bits.isExhausted()) {
				return false;
			}
		}
		return true;
	}

	private long skipPredictedSet(long reference) {
		this.bits.skip(1);
		this.bits.unsigned();
		long pictures = 0;
		for (long i = 0; i <= reference; i++) {
			boolean used = this.bits.flag();
			if (used || this.bits.flag()) {
				pictures++;
			}
		}
		return pictures;
	}

	private long skipSet() {
		long pictures = this.bits.unsigned() + this.bits.unsigned();
		for (long i = 0; i < pictures && pictures <= PICTURES_LIMIT; i++) {
			this.bits.unsigned();
			this.bits.skip(1);
		}
		return pictures;
	}

	private double readTiming() {
		VideoSignal told = VideoUsability.readPicture(this.bits);
		this.signal = (this.bits.isExhausted()) ? VideoSignal.NONE : told;
		this.bits.skip(3);
		if (this.bits.flag()) {
			for (int i = 0; i < 4; i++) {
				this.bits.unsigned();
			}
		}
		return VideoUsability.ticksPerSecond(this.bits);
	}

}
