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
 * Reads what a VP8 key frame says about itself (RFC 6386, 9.1).
 */
final class Vp8 {

	private static final int HEAD_LENGTH = 10;

	private static final int START_CODE = 0x9D012A;

	private static final int SIZE_MASK = 0x3FFF;

	private Vp8() {
	}

	static @Nullable VideoConfiguration frame(ByteBuffer frame) {
		ByteBuffer head = frame.slice();
		if (head.remaining() < HEAD_LENGTH || (head.get(0) & 1) != 0 || head.getInt(3) >>> 8 != START_CODE) {
			return null;
		}
		int profile = head.get(0) >> 1 & 0x07;
		int width = Short.reverseBytes(head.getShort(6)) & SIZE_MASK;
		int height = Short.reverseBytes(head.getShort(8)) & SIZE_MASK;
		return VideoConfigurationCheck.of(width, height, "Profile " + profile, null, 0, 8);
	}

}
