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
 * Reads the program config element of AAC, which stands for layouts that have no number
 * (ISO/IEC 14496-3, 4.4.1.1).
 */
final class AacProgram {

	private AacProgram() {
	}

	/**
	 * Read an element to its end.
	 * @param bits the bits of the audio specific configuration, at the element
	 * @return the number of channels, 0 if it is cut off
	 */
	static int channels(BitReader bits) {
		bits.skip(4 + 2 + 4);
		int front = bits.integer(4);
		int side = bits.integer(4);
		int back = bits.integer(4);
		int lowFrequencies = bits.integer(2);
		int data = bits.integer(3);
		int coupling = bits.integer(4);
		// mono, stereo and matrix mixdown
		for (int mixdown : new int[] { 4, 4, 3 }) {
			if (bits.flag()) {
				bits.skip(mixdown);
			}
		}
		int channels = lowFrequencies;
		for (int i = 0; i < front + side + back; i++) {
			channels += (bits.flag()) ? 2 : 1;
			bits.skip(4);
		}
		bits.skip((lowFrequencies + data) * 4L + coupling * 5L);
		bits.align();
		bits.skip(bits.integer(8) * 8L);
		return (bits.isExhausted()) ? 0 : channels;
	}

}
