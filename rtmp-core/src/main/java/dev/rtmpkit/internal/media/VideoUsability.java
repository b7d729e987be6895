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

/**
 * Reads the parts of the video usability information that H.264 and HEVC share (ISO/IEC
 * 14496-10, E.1.1 and ISO/IEC 23008-2, E.2.1).
 */
final class VideoUsability {

	private static final int ASPECT_RATIO_EXTENDED = 255;

	private VideoUsability() {
	}

	/**
	 * Skip aspect ratio, overscan, video signal and where chroma samples lie.
	 */
	static void skipPicture(BitReader bits) {
		if (bits.flag() && bits.integer(8) == ASPECT_RATIO_EXTENDED) {
			bits.skip(32);
		}
		if (bits.flag()) {
			bits.skip(1);
		}
		if (bits.flag()) {
			bits.skip(4);
			if (bits.flag()) {
				bits.skip(24);
			}
		}
		if (bits.flag()) {
			bits.unsigned();
			bits.unsigned();
		}
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
