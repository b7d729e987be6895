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

import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of the video usability information that H.264 and HEVC share (ISO/IEC
 * 14496-10, E.1.1 and ISO/IEC 23008-2, E.2.1).
 */
final class VideoUsability {

	private static final int ASPECT_RATIO_EXTENDED = 255;

	/** Table E-1 of either standard, from 1 on. */
	private static final int[][] ASPECT_RATIOS = { { 1, 1 }, { 12, 11 }, { 10, 11 }, { 16, 11 }, { 40, 33 }, { 24, 11 },
			{ 20, 11 }, { 32, 11 }, { 80, 33 }, { 18, 11 }, { 15, 11 }, { 64, 33 }, { 160, 99 }, { 4, 3 }, { 3, 2 },
			{ 2, 1 } };

	private VideoUsability() {
	}

	/**
	 * Read aspect ratio, overscan, video signal and where chroma samples lie.
	 * @return what they say, senseless if the bits are exhausted
	 */
	static VideoSignal readPicture(BitReader bits) {
		int[] aspectRatio = (bits.flag()) ? readAspectRatio(bits) : new int[2];
		if (bits.flag()) {
			bits.skip(1);
		}
		VideoSignal.Color color = (bits.flag()) ? readColor(bits) : null;
		if (bits.flag()) {
			bits.unsigned();
			bits.unsigned();
		}
		return new VideoSignal(aspectRatio[0], aspectRatio[1], color);
	}

	private static int[] readAspectRatio(BitReader bits) {
		int index = bits.integer(8);
		if (index == ASPECT_RATIO_EXTENDED) {
			return new int[] { bits.integer(16), bits.integer(16) };
		}
		return (index > 0 && index <= ASPECT_RATIOS.length) ? ASPECT_RATIOS[index - 1] : new int[2];
	}

	private static VideoSignal.@Nullable Color readColor(BitReader bits) {
		bits.skip(3);
		boolean fullRange = bits.flag();
		int unspecified = VideoSignal.Color.UNSPECIFIED;
		boolean told = bits.flag();
		int primaries = (told) ? bits.integer(8) : unspecified;
		int transfer = (told) ? bits.integer(8) : unspecified;
		int matrix = (told) ? bits.integer(8) : unspecified;
		return new VideoSignal.Color(primaries, transfer, matrix, fullRange).orNull();
	}

	/**
	 * Read the timing.
	 * @return the ticks per second, 0 if they are not told
	 */
	static double ticksPerSecond(BitReader bits) {
		if (!bits.flag()) {
			return 0;
		}
		long unitsInTick = bits.bits(32);
		long timeScale = bits.bits(32);
		return (unitsInTick > 0) ? (double) timeScale / unitsInTick : 0;
	}

}
