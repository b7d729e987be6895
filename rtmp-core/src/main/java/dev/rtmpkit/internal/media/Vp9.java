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
 * Reads what VP9 says about itself.
 */
final class Vp9 {

	/** Version 1 and no flags: the head of the box in which files keep the record. */
	private static final long BOX_HEAD = 0x01000000;

	private static final int HIGHEST_PROFILE = 3;

	private static final Set<Integer> BIT_DEPTHS = Set.of(8, 10, 12);

	/** Colours and the length of the initialization data. */
	private static final int REST_OF_RECORD = 4 + 3 * 8 + 16;

	/** Profile, level, bit depth and subsampling. */
	private static final int BEFORE_RANGE = 8 + 8 + 4 + 3;

	private static final int FRAME_MARKER = 2;

	private static final int SYNC_CODE = 0x498342;

	private static final int COLOR_RGB = 7;

	private Vp9() {
	}

	private static BitReader recordBits(ByteBuffer configuration) {
		BitReader bits = new BitReader(configuration);
		// FFmpeg sends the head of the box, the specification asks for the record alone
		return (bits.bits(32) == BOX_HEAD) ? bits : new BitReader(configuration);
	}

	static @Nullable VideoConfiguration record(ByteBuffer configuration) {
		BitReader bits = recordBits(configuration);
		int profile = bits.integer(8);
		int level = bits.integer(8);
		int bitDepth = bits.integer(4);
		bits.skip(REST_OF_RECORD);
		if (bits.isExhausted() || profile > HIGHEST_PROFILE || !BIT_DEPTHS.contains(bitDepth)) {
			return null;
		}
		return new VideoConfiguration(0, 0, "Profile " + profile, (level > 0) ? level / 10 + "." + level % 10 : null, 0,
				bitDepth);
	}

	static VideoSignal.@Nullable Color color(ByteBuffer configuration) {
		if (record(configuration) == null) {
			return null;
		}
		BitReader bits = recordBits(configuration);
		bits.skip(BEFORE_RANGE);
		boolean fullRange = bits.flag();
		return new VideoSignal.Color(bits.integer(8), bits.integer(8), bits.integer(8), fullRange).orNull();
	}

	static @Nullable VideoConfiguration frame(ByteBuffer frame) {
		BitReader bits = new BitReader(frame);
		if (bits.integer(2) != FRAME_MARKER) {
			return null;
		}
		int profile = bits.integer(1) | bits.integer(1) << 1;
		if (profile == 3) {
			bits.skip(1);
		}
		boolean repeated = bits.flag();
		boolean inter = bits.flag();
		bits.skip(2);
		if (repeated || inter || bits.integer(24) != SYNC_CODE) {
			return null;
		}
		int bitDepth = (profile < 2) ? 8 : (bits.flag()) ? 12 : 10;
		boolean subsamplingTold = (profile & 1) != 0;
		if (bits.integer(3) != COLOR_RGB) {
			bits.skip((subsamplingTold) ? 4 : 1);
		}
		else if (subsamplingTold) {
			bits.skip(1);
		}
		long width = bits.bits(16) + 1;
		long height = bits.bits(16) + 1;
		return (bits.isExhausted()) ? null
				: VideoConfigurationCheck.of(width, height, "Profile " + profile, null, 0, bitDepth);
	}

}
