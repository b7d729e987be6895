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
 * Reads an H.264 configuration record (ISO/IEC 14496-15, 5.3.3.1).
 */
final class AvcRecord {

	private static final int SETS_OFFSET = 6;

	private static final int COUNT_MASK = 0x1F;

	private AvcRecord() {
	}

	static @Nullable VideoConfiguration parse(ByteBuffer configuration) {
		ByteBuffer set = firstSet(configuration);
		return (set != null) ? AvcSequenceParameterSet.parse(set) : null;
	}

	static VideoSignal signal(ByteBuffer configuration) {
		ByteBuffer set = firstSet(configuration);
		return (set != null) ? AvcSequenceParameterSet.signal(set) : VideoSignal.NONE;
	}

	private static @Nullable ByteBuffer firstSet(ByteBuffer configuration) {
		ByteBuffer record = configuration.slice();
		if (record.remaining() < SETS_OFFSET + 2 || record.get(0) != 1 || (record.get(5) & COUNT_MASK) == 0) {
			return null;
		}
		int length = Short.toUnsignedInt(record.getShort(SETS_OFFSET));
		int start = SETS_OFFSET + 2;
		return (length <= record.limit() - start) ? record.slice(start, length) : null;
	}

}
