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

package dev.rtmpkit.spring.boot.test;

import java.nio.ByteBuffer;

/**
 * AAC-LC (ISO/IEC 14496-3) of silence, mono.
 */
final class TestAudio {

	static final int SAMPLE_RATE = 48_000;

	static final int SAMPLES_PER_FRAME = 1024;

	private static final int TAG_HEADER = 0xAF;

	private static final int LOW_COMPLEXITY = 2;

	private static final int INDEX_OF_48_KHZ = 3;

	private static final int MONO = 1;

	private static final int END = 7;

	private TestAudio() {
	}

	/**
	 * Return the sequence header (ISO/IEC 14496-3, 1.6.2.1) as FLV audio tag.
	 */
	static ByteBuffer sequenceHeader() {
		return ByteBuffer.wrap(new BitWriter().bits(TAG_HEADER, 8)
			.bits(0, 8)
			.bits(LOW_COMPLEXITY, 5)
			.bits(INDEX_OF_48_KHZ, 4)
			.bits(MONO, 4)
			.bits(0, 3) // 1024 samples, no core coder, no extension
			.toByteArray());
	}

	/**
	 * Return a frame as FLV audio tag.
	 */
	static ByteBuffer frame() {
		return ByteBuffer.wrap(new BitWriter().bits(TAG_HEADER, 8)
			.bits(1, 8)
			.bits(0, 3 + 4) // a single channel element
			.bits(0, 8) // its gain
			.bits(0, 11) // one long window without any scale factor band
			.bits(0, 3) // no pulses, noise shaping or gain control
			.bits(END, 3)
			.toByteArray());
	}

}
