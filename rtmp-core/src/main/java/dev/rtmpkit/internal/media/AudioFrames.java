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

/**
 * Tells how long coded audio lasts. No method throws or moves the buffer: where there is
 * no sense the answer is 0.
 */
public final class AudioFrames {

	/** Samples in a millisecond at the rate of Opus decoders. */
	private static final int OPUS_MILLISECOND = 48;

	private static final int OPUS_CELT = 16;

	private static final int OPUS_HYBRID = 12;

	private static final int OPUS_FRAMES_LIMIT = 48;

	private static final int FLAC_SYNC_WORD = 0x3FFE;

	private static final int MP3_SYNC_WORD = 0x7FF;

	private static final int MPEG_1 = 3;

	private static final int LAYER_3 = 1;

	private static final int LAYER_1 = 3;

	private AudioFrames() {
	}

	/**
	 * Read how long each frame of AAC is (ISO/IEC 14496-3, 4.4.1).
	 * @param configuration the record
	 * @return samples at the rate that a decoder puts out, 0 if unknown
	 */
	public static int aac(ByteBuffer configuration) {
		return AacRecord.frameLength(configuration);
	}

	/**
	 * Read how long a packet of Opus is (RFC 6716, 3.1 and 3.2).
	 * @param packet the packet
	 * @return samples at 48 kHz, 0 if unknown
	 */
	public static int opus(ByteBuffer packet) {
		if (!packet.hasRemaining()) {
			return 0;
		}
		int first = packet.get(packet.position()) & 0xFF;
		int frames = switch (first & 3) {
			case 0 -> 1;
			case 1, 2 -> 2;
			default -> (packet.remaining() > 1) ? packet.get(packet.position() + 1) & 0x3F : 0;
		};
		return (frames <= OPUS_FRAMES_LIMIT) ? frames * opusFrame(first >> 3) : 0;
	}

	private static int opusFrame(int configuration) {
		if (configuration >= OPUS_CELT) {
			return OPUS_MILLISECOND * 5 / 2 << (configuration & 3);
		}
		if (configuration >= OPUS_HYBRID) {
			return OPUS_MILLISECOND * 10 << (configuration & 1);
		}
		int size = configuration & 3;
		return OPUS_MILLISECOND * ((size == 3) ? 60 : 10 << size);
	}

	/**
	 * Read how long a frame of FLAC is (RFC 9639, 9.1).
	 * @param frame the frame
	 * @return samples, 0 if unknown
	 */
	public static int flac(ByteBuffer frame) {
		BitReader bits = new BitReader(frame);
		int sync = bits.integer(14);
		bits.skip(2);
		int size = bits.integer(4);
		bits.skip(4 + 4 + 3 + 1);
		if (sync != FLAC_SYNC_WORD || bits.isExhausted()) {
			return 0;
		}
		if (size == 6 || size == 7) {
			skipCodedNumber(bits);
			int samples = bits.integer((size == 6) ? 8 : 16) + 1;
			return (bits.isExhausted()) ? 0 : samples;
		}
		if (size >= 8) {
			return 256 << (size - 8);
		}
		return (size >= 2) ? 576 << (size - 2) : size * 192;
	}

	/**
	 * The number of the frame, in as many bytes as the first one has leading ones.
	 */
	private static void skipCodedNumber(BitReader bits) {
		int length = Integer.numberOfLeadingZeros(~bits.integer(8) << 24);
		bits.skip((length > 1) ? (length - 1) * 8L : 0);
	}

	/**
	 * Read how long the frames of AC-3 or Enhanced AC-3 in a packet are (ATSC A/52, 5.3
	 * and E.1.3).
	 * @param packet the packet
	 * @return samples, 0 if unknown
	 */
	public static int ac3(ByteBuffer packet) {
		int samples = 0;
		for (Ac3Header header : Ac3Header.all(packet)) {
			samples += (header.startsTime()) ? header.samples() : 0;
		}
		return samples;
	}

	/**
	 * Read how long a frame of MPEG audio is (ISO/IEC 11172-3, 2.4.2.1 and ISO/IEC
	 * 13818-3).
	 * @param frame the frame
	 * @return samples, 0 if unknown
	 */
	public static int mp3(ByteBuffer frame) {
		BitReader bits = new BitReader(frame);
		int sync = bits.integer(11);
		int version = bits.integer(2);
		int layer = bits.integer(2);
		if (sync != MP3_SYNC_WORD || layer == 0 || bits.isExhausted()) {
			return 0;
		}
		if (layer == LAYER_1) {
			return 384;
		}
		return (layer == LAYER_3 && version != MPEG_1) ? 576 : 1152;
	}

}
