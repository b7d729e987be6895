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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * H.264 (ITU-T H.264) of a grey picture that changes its brightness, in the constrained
 * baseline profile: key frames of uncompressed macroblocks, between them frames in which
 * every macroblock is skipped. No encoder is needed for that, and every decoder takes it.
 */
final class TestVideo {

	/** Width and height in pixels. */
	static final int SIZE = 64;

	static final int FRAMES_PER_SECOND = 25;

	private static final int MACROBLOCKS = (SIZE / 16) * (SIZE / 16);

	private static final int SAMPLES_OF_MACROBLOCK = 384;

	private static final int BASELINE_PROFILE = 66;

	private static final int CONSTRAINTS = 0xC0;

	private static final int LEVEL = 10;

	private static final int SEQUENCE_PARAMETER_SET = 0x67;

	private static final int PICTURE_PARAMETER_SET = 0x68;

	private static final int KEY_PICTURE = 0x65;

	private static final int PICTURE = 0x41;

	private static final int I_SLICE = 7;

	private static final int P_SLICE = 5;

	private static final int I_PCM = 25;

	/** Darkest sample: no brighter one has to be told from a start code. */
	private static final int BLACK = 16;

	private TestVideo() {
	}

	/**
	 * Return the sequence header (ISO/IEC 14496-15, 5.3.3.1.2) as FLV video tag.
	 */
	static ByteBuffer sequenceHeader() {
		byte[] sequence = unit(SEQUENCE_PARAMETER_SET,
				new BitWriter().bits(BASELINE_PROFILE, 8)
					.bits(CONSTRAINTS, 8)
					.bits(LEVEL, 8)
					.golomb(0) // its id
					.golomb(0) // frame numbers have four bits
					.golomb(2) // shown in the order of decoding
					.golomb(1) // reference frame
					.bits(0, 1) // no gaps in frame numbers
					.golomb(SIZE / 16 - 1)
					.golomb(SIZE / 16 - 1)
					.bits(0b1100, 4) // frames only, direct inference, no cropping, no
										// usability information
					.bits(1, 1));
		byte[] picture = unit(PICTURE_PARAMETER_SET, new BitWriter().golomb(0) // its id
			.golomb(0) // that of the sequence
			.bits(0, 2) // CAVLC, no bottom field
			.golomb(0) // one slice group
			.golomb(0)
			.golomb(0) // one reference frame
			.bits(0, 3) // no weighted prediction
			.golomb(0)
			.golomb(0)
			.golomb(0) // default quantization
			.bits(0b100, 3) // slices tell whether to deblock, nothing else
			.bits(1, 1));
		return ByteBuffer.allocate(16 + sequence.length + picture.length)
			.put(new byte[] { 0x17, 0, 0, 0, 0, 1, BASELINE_PROFILE, (byte) CONSTRAINTS, LEVEL, (byte) 0xFF,
					(byte) 0xE1 })
			.putShort((short) sequence.length)
			.put(sequence)
			.put((byte) 1)
			.putShort((short) picture.length)
			.put(picture)
			.flip();
	}

	/**
	 * Return a key frame as FLV video tag.
	 * @param count how many key frames came before
	 */
	static ByteBuffer keyFrame(int count) {
		BitWriter slice = new BitWriter().golomb(0)
			.golomb(I_SLICE)
			.golomb(0)
			.bits(0, 4) // frame number
			.golomb(count % 2) // neighbouring key frames differ
			.bits(0, 2) // shown and no long-term reference
			.golomb(0)
			.golomb(1); // no deblocking
		int sample = BLACK + count * BLACK % (0xF0 - BLACK);
		for (int macroblock = 0; macroblock < MACROBLOCKS; macroblock++) {
			slice.golomb(I_PCM).align();
			for (int index = 0; index < SAMPLES_OF_MACROBLOCK; index++) {
				slice.bits((index < 256) ? sample : 128, 8);
			}
		}
		return frame(0x17, unit(KEY_PICTURE, slice.bits(1, 1)));
	}

	/**
	 * Return a frame that repeats the one before, as FLV video tag.
	 * @param number how many frames came before since the key frame
	 */
	static ByteBuffer repetition(int number) {
		BitWriter slice = new BitWriter().golomb(0)
			.golomb(P_SLICE)
			.golomb(0)
			.bits(number, 4)
			.bits(0, 3) // default references, which are kept as usual
			.golomb(0)
			.golomb(1) // no deblocking
			.golomb(MACROBLOCKS); // are skipped
		return frame(0x27, unit(PICTURE, slice.bits(1, 1)));
	}

	private static ByteBuffer frame(int header, byte[] unit) {
		return ByteBuffer.allocate(9 + unit.length)
			.put(new byte[] { (byte) header, 1, 0, 0, 0 })
			.putInt(unit.length)
			.put(unit)
			.flip();
	}

	/**
	 * Make a NAL unit, in which nothing may look like a start code (7.4.1).
	 */
	private static byte[] unit(int header, BitWriter payload) {
		ByteArrayOutputStream unit = new ByteArrayOutputStream();
		unit.write(header);
		int zeros = 0;
		for (byte value : payload.toByteArray()) {
			if (zeros >= 2 && value >= 0 && value <= 3) {
				unit.write(3);
				zeros = 0;
			}
			unit.write(value);
			zeros = (value == 0) ? zeros + 1 : 0;
		}
		return unit.toByteArray();
	}

}
