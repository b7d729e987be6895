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
 * Reads an HEVC configuration record (ISO/IEC 14496-15, 8.3.3.1).
 */
final class HevcRecord {

	private static final int HEAD_LENGTH = 23;

	private static final int TYPE_SEQUENCE_PARAMETER_SET = 33;

	private static final int LEVEL_UNITS = 30;

	private HevcRecord() {
	}

	static @Nullable VideoConfiguration parse(ByteBuffer configuration) {
		ByteBuffer set = firstSet(configuration);
		if (set == null) {
			return null;
		}
		ByteBuffer record = configuration.slice();
		boolean highTier = (record.get(1) & 0x20) != 0;
		String profile = profile(record.get(1) & 0x1F);
		String level = level(record.get(12) & 0xFF) + ((highTier) ? " High" : "");
		return HevcSequenceParameterSet.parse(set, profile, level);
	}

	static VideoSignal signal(ByteBuffer configuration) {
		ByteBuffer set = firstSet(configuration);
		return (set != null) ? HevcSequenceParameterSet.signal(set) : VideoSignal.NONE;
	}

	private static @Nullable ByteBuffer firstSet(ByteBuffer configuration) {
		ByteBuffer record = configuration.slice();
		if (record.remaining() < HEAD_LENGTH) {
			return null;
		}
		int arrays = record.get(HEAD_LENGTH - 1) & 0xFF;
		record.position(HEAD_LENGTH);
		for (int i = 0; i < arrays && record.remaining() >= 3; i++) {
			int type = record.get() & 0x3F;
			int units = Short.toUnsignedInt(record.getShort());
			for (int j = 0; j < units; j++) {
				ByteBuffer unit = unit(record);
				if (unit == null) {
					return null;
				}
				if (type == TYPE_SEQUENCE_PARAMETER_SET) {
					return unit;
				}
			}
		}
		return null;
	}

	private static @Nullable ByteBuffer unit(ByteBuffer record) {
		if (record.remaining() < 2) {
			return null;
		}
		int length = Short.toUnsignedInt(record.getShort());
		if (length > record.remaining()) {
			return null;
		}
		ByteBuffer unit = record.slice(record.position(), length);
		record.position(record.position() + length);
		return unit;
	}

	private static @Nullable String profile(int profile) {
		return switch (profile) {
			case 1 -> "Main";
			case 2 -> "Main 10";
			case 3 -> "Main Still Picture";
			case 4 -> "Range Extensions";
			case 9 -> "Screen Content Coding";
			default -> null;
		};
	}

	private static String level(int level) {
		int tenths = level * 10 / LEVEL_UNITS;
		return tenths / 10 + "." + tenths % 10;
	}

}
