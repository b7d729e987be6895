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
 * Helps to read network abstraction layer units.
 */
final class NalUnits {

	/** Parameter sets are shorter than this by far; what follows is of no interest. */
	private static final int LENGTH_LIMIT = 1024;

	private NalUnits() {
	}

	/**
	 * Take out the bytes that keep start codes from appearing (ISO/IEC 14496-10, 7.4.1).
	 */
	static ByteBuffer unescape(ByteBuffer unit) {
		ByteBuffer clean = ByteBuffer.allocate(Math.min(unit.remaining(), LENGTH_LIMIT));
		int zeros = 0;
		for (int i = unit.position(); i < unit.limit() && clean.hasRemaining(); i++) {
			byte value = unit.get(i);
			if (zeros >= 2 && value == 3) {
				zeros = 0;
				continue;
			}
			clean.put(value);
			zeros = (value == 0) ? zeros + 1 : 0;
		}
		return clean.flip();
	}

}
