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

package dev.rtmpkit.media;

/**
 * Four-character codes as big-endian integers (Enhanced RTMP v2, "FourCC").
 */
final class FourCc {

	/** What a codec without a code has: no four printable characters give it. */
	static final int NONE = 0;

	static final int LENGTH = 4;

	private FourCc() {
	}

	static int of(String text) {
		return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
	}

	static String toText(int fourCc) {
		if (fourCc == NONE) {
			return "";
		}
		StringBuilder text = new StringBuilder(LENGTH);
		for (int shift = 24; shift >= 0; shift -= 8) {
			int character = fourCc >> shift & 0xFF;
			text.append((character >= ' ' && character <= '~') ? (char) character : '.');
		}
		return text.toString();
	}

}
