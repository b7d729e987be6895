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
import java.util.Set;

import dev.rtmpkit.media.VideoConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sequence parameter set of H.264 (ISO/IEC 14496-10, 7.3.2.1.1 and E.1.1).
 */
final class AvcSequenceParameterSet {

	private static final Set<Integer> WITH_CHROMA_FORMAT = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139,
			134, 135);

	private static final int CHROMA_444 = 3;

	private static final int POC_FRAMES_LIMIT = 255;

	private static final int MACROBLOCK = 16;

	private final BitReader bits;

	private long chromaFormat = 1;

	private long bitDepth = 8;

	private boolean separatePlanes;

	private VideoSignal signal = VideoSignal.NONE;

	private AvcSequenceParameterSet(ByteBuffer unit) {
		this.bits = new BitReader(NalUnits.unescape(unit));
	}

	/**
	 * Read a set.
	 * @param unit the unit with its header
	 * @return what it says or {@code null} if it is cut off before the picture size
	 */
	static @Nullable VideoConfiguration parse(ByteBuffer unit) {
		return new AvcSequenceParameterSet(unit).parse();
	}

	/**
	 * Read what a set says about pixels and colours.
	 * @param unit the unit with its header
	 * @return what it says, nothing if it is cut off
	 */
	static VideoSignal signal(ByteBuffer unit) {
		AvcSequenceParameterSet set = new AvcSequenceParameterSet(unit);
		set.parse();
		return set.signal;
	}

	private @Nullable VideoConfiguration parse() {
		this.bits.skip(8);
		int profile = this.bits.integer(8);
		int constraints = this.bits.integer(8);
		int level = this.bits.integer(8);
		this.bits.unsigned();
		if (WITH_CHROMA_FORMAT.contains(profile)) {
			readChromaFormat();
		}
		this.bits.unsigned();
		skipPictureOrderCount();
		this.bits.unsigned();
		this.bits.skip(1);
		long macroblocksPerRow = this.bits.unsigned() + 1;
		long mapUnits = this.bits.unsigned() + 1;
		boolean framesOnly = this.bits.flag();
		if (!framesOnly) {
			this.bits.skip(1);
		}
		this.bits.skip(1);
		int fields = (framesOnly) ? 1 : 2;
		Cropping cropping = (this.bits.flag()) ? readCropping(fields) : new Cropping(0, 0);
		if (this.bits.isExhausted() || this.chromaFormat > CHROMA_444) {
			return null;
		}
		double frameRate = (this.bits.flag()) ? readFrameRate() : 0;
		return VideoConfigurationCheck.of(macroblocksPerRow * MACROBLOCK - cropping.width(),
				mapUnits * MACROBLOCK * fields - cropping.height(), AvcProfiles.name(profile, constraints),
				AvcProfiles.level(profile, constraints, level), (this.bits.isExhausted()) ? 0 : frameRate,
				this.bitDepth);
	}

	private void readChromaFormat() {
		this.chromaFormat = this.bits.unsigned();
		if (this.chromaFormat == CHROMA_444) {
			this.separatePlanes = this.bits.flag();
		}
		this.bitDepth = this.bits.unsigned() + 8;
		this.bits.unsigned();
		this.bits.skip(1);
		if (this.bits.flag()) {
			int lists = (this.chromaFormat == CHROMA_444) ? 12 : 8;
			for (int i = 0; i < lists; i++) {
				if (this.bits.flag()) {
					skipScalingList((i < 6) ? 16 : 64);
				}
			}
		}
	}

	private void skipScalingList(int size) {
		long last = 8;
		long next = 8;
		for (int i = 0; i < size && !this.bits.isExhausted(); i++) {
			if (next != 0) {
				next = last + this.bits.signed() & 0xFF;
			}
			last = (next != 0) ? next : last;
		}
	}

	private void skipPictureOrderCount() {
		long type = this.bits.unsigned();
		if (type == 0) {
			this.bits.unsigned();
		}
		else if (type == 1) {
			this.bits.skip(1);
			this.bits.signed();
			this.bits.signed();
			long frames = Math.min(this.bits.unsigned(), POC_FRAMES_LIMIT);
			for (long i = 0; i < frames && !this.bits.isExhausted(); i++) {
				this.bits.signed();
			}
		}
	}

	private Cropping readCropping(int fields) {
		boolean color = this.chromaFormat != 0 && !this.separatePlanes;
		int unitX = (color && this.chromaFormat != CHROMA_444) ? 2 : 1;
		int unitY = ((color && this.chromaFormat == 1) ? 2 : 1) * fields;
		long horizontal = this.bits.unsigned() + this.bits.unsigned();
		long vertical = this.bits.unsigned() + this.bits.unsigned();
		return new Cropping(horizontal * unitX, vertical * unitY);
	}

	private double readFrameRate() {
		VideoSignal told = VideoUsability.readPicture(this.bits);
		this.signal = (this.bits.isExhausted()) ? VideoSignal.NONE : told;
		// a tick is a field
		return VideoUsability.ticksPerSecond(this.bits) / 2;
	}

	/**
	 * What is cut off the coded picture.
	 *
	 * @param width the pixels on both sides together
	 * @param height the pixels on top and bottom together
	 */
	private record Cropping(long width, long height) {

	}

}
