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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The head of a frame of AC-3 or Enhanced AC-3 (ATSC A/52, 5.3 and E.1.2), as far as
 * files repeat it.
 *
 * @param enhanced whether it is Enhanced AC-3
 * @param dependent whether it adds channels to the frame before
 * @param substream the number of its substream
 * @param size the length of the frame in bytes
 * @param samples the number of samples
 * @param rateCode the code of the sampling rate ({@code fscod})
 * @param bitRateCode the code of the bit rate ({@code frmsizecod} without its lowest
 * bit), 0 if enhanced
 * @param version the version of the bitstream ({@code bsid})
 * @param mode what kind of service it is ({@code bsmod}), 0 if not told
 * @param channelMode the layout of the channels ({@code acmod})
 * @param lowFrequencies 1 if there is a channel for low frequencies, else 0
 * @param channelMap the channels that it adds ({@code chanmap}), 0 if not told
 */
public record Ac3Header(boolean enhanced, boolean dependent, int substream, int size, int samples, int rateCode,
		int bitRateCode, int version, int mode, int channelMode, int lowFrequencies, int channelMap) {

	private static final int SYNC_WORD = 0x0B77;

	private static final int[] HALF_KILOBITS = { 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
			448, 512, 576, 640 };

	private static final int[] RATES = { 48_000, 44_100, 32_000 };

	private static final int[] BLOCKS = { 1, 2, 3, 6 };

	private static final int BLOCK_LENGTH = 256;

	private static final int VERSION_OFFSET = 40;

	private static final int ENHANCED_FROM = 11;

	private static final int ENHANCED_TO = 16;

	private static final int FRAMES_LIMIT = 64;

	/**
	 * Read all the frames in a packet.
	 * @param packet the packet; its position stays
	 * @return the frames up to the first one that has no sense
	 */
	public static List<Ac3Header> all(ByteBuffer packet) {
		List<Ac3Header> headers = new ArrayList<>(1);
		ByteBuffer rest = packet.slice();
		while (rest.hasRemaining() && headers.size() < FRAMES_LIMIT) {
			Ac3Header header = parse(rest);
			if (header == null) {
				break;
			}
			headers.add(header);
			rest.position(Math.min(rest.limit(), rest.position() + header.size()));
		}
		return headers;
	}

	private static @Nullable Ac3Header parse(ByteBuffer frame) {
		BitReader start = new BitReader(frame);
		if (start.integer(16) != SYNC_WORD) {
			return null;
		}
		start.skip(VERSION_OFFSET - 16);
		int version = start.integer(5);
		BitReader bits = new BitReader(frame);
		bits.skip(16);
		Ac3Header header = (version < ENHANCED_FROM) ? plain(bits) : (version <= ENHANCED_TO) ? enhanced(bits) : null;
		return (bits.isExhausted()) ? null : header;
	}

	private static @Nullable Ac3Header plain(BitReader bits) {
		bits.skip(16);
		int rateCode = bits.integer(2);
		int sizeCode = bits.integer(6);
		int version = bits.integer(5);
		int mode = bits.integer(3);
		int channelMode = bits.integer(3);
		if ((channelMode & 1) != 0 && channelMode != 1) {
			bits.skip(2);
		}
		if ((channelMode & 4) != 0) {
			bits.skip(2);
		}
		if (channelMode == 2) {
			bits.skip(2);
		}
		int lowFrequencies = bits.integer(1);
		if (rateCode >= RATES.length || sizeCode / 2 >= HALF_KILOBITS.length) {
			return null;
		}
		// 96 bytes for each kilobit per second at 32 kHz, less at higher rates
		int words = HALF_KILOBITS[sizeCode / 2] * 96_000 / RATES[rateCode];
		int padding = (rateCode == 1) ? sizeCode & 1 : 0;
		return new Ac3Header(false, false, 0, 2 * (words + padding), 6 * BLOCK_LENGTH, rateCode, sizeCode / 2, version,
				mode, channelMode, lowFrequencies, 0);
	}

	private static Ac3Header enhanced(BitReader bits) {
		boolean dependent = bits.integer(2) == 1;
		int substream = bits.integer(3);
		int size = 2 * (bits.integer(11) + 1);
		int rateCode = bits.integer(2);
		int second = bits.integer(2);
		int blocks = (rateCode == RATES.length) ? 6 : BLOCKS[second];
		int channelMode = bits.integer(3);
		int lowFrequencies = bits.integer(1);
		int version = bits.integer(5);
		int programs = (channelMode == 0) ? 2 : 1;
		for (int i = 0; i < programs; i++) {
			bits.skip(5);
			if (bits.flag()) {
				bits.skip(8);
			}
		}
		int channelMap = (dependent && bits.flag()) ? bits.integer(16) : 0;
		return new Ac3Header(true, dependent, substream, size, blocks * BLOCK_LENGTH, rateCode, 0, version, 0,
				channelMode, lowFrequencies, channelMap);
	}

	/**
	 * Return whether the frame lasts by itself, instead of beside one that was counted.
	 */
	boolean startsTime() {
		return !this.dependent && this.substream == 0;
	}

}
