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
 * Reads a VVC configuration record (ISO/IEC 14496-15, 11.2.4.2).
 */
final class VvcRecord {

	private static final int LEVEL_UNITS = 16;

	private static final double FRAME_RATE_UNITS = 256;

	private VvcRecord() {
	}

	static @Nullable VideoConfiguration parse(ByteBuffer configuration) {
		BitReader bits = new BitReader(configuration);
		bits.skip(7);
		// without this part the record says nothing about the picture
		if (!bits.flag()) {
			return null;
		}
		bits.skip(9);
		int subLayers = bits.integer(3);
		bits.skip(2 + 2);
		int bitDepth = bits.integer(3) + 8;
		bits.skip(5 + 2);
		int constraintBytes = bits.integer(6);
		String profile = profile(bits.integer(7));
		boolean highTier = bits.flag();
		String level = level(bits.integer(8)) + ((highTier) ? " High" : "");
		bits.skip(2 + Math.max(0, constraintBytes * 8L - 2));
		skipSubLayers(bits, subLayers);
		bits.skip(bits.integer(8) * 32L);
		int width = bits.integer(16);
		int height = bits.integer(16);
		double frameRate = bits.integer(16) / FRAME_RATE_UNITS;
		return (bits.isExhausted()) ? null
				: VideoConfigurationCheck.of(width, height, profile, level, frameRate, bitDepth);
	}

	private static void skipSubLayers(BitReader bits, int subLayers) {
		if (subLayers <= 1) {
			return;
		}
		int levels = 0;
		for (int i = subLayers - 2; i >= 0; i--) {
			levels += (bits.flag()) ? 1 : 0;
		}
		bits.skip(8 - (subLayers - 1) + levels * 8L);
	}

	private static @Nullable String profile(int profile) {
		return switch (profile) {
			case 1 -> "Main 10";
			case 17 -> "Multilayer Main 10";
			case 33 -> "Main 4:4:4 10";
			case 65 -> "Main 10 Still Picture";
			default -> null;
		};
	}

	private static String level(int level) {
		return level / LEVEL_UNITS + "." + level % LEVEL_UNITS / 3;
	}

}
