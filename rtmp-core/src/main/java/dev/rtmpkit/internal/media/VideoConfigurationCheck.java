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

import dev.rtmpkit.media.VideoConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes configurations of what parsers read, unless it cannot be true.
 */
final class VideoConfigurationCheck {

	/** What no codec can exceed. */
	private static final int SIZE_LIMIT = 1 << 16;

	/** What no codec can exceed. */
	private static final int BIT_DEPTH_LIMIT = 16;

	/**
	 * What the levels of H.264, HEVC and AV1 allow. Encoders that are fed with uneven
	 * timestamps write the units of those, as 1/1000 or 1/90000 seconds, instead of a
	 * rate.
	 */
	private static final double FRAME_RATE_LIMIT = 300;

	private VideoConfigurationCheck() {
	}

	/**
	 * Make a configuration of what was read.
	 * @return the configuration or {@code null} if there cannot be such a picture
	 */
	static @Nullable VideoConfiguration of(long width, long height, @Nullable String profile, @Nullable String level,
			double frameRate, long bitDepth) {
		if (width < 1 || height < 1 || width > SIZE_LIMIT || height > SIZE_LIMIT || bitDepth > BIT_DEPTH_LIMIT) {
			return null;
		}
		return new VideoConfiguration((int) width, (int) height, profile, level,
				(frameRate <= FRAME_RATE_LIMIT) ? frameRate : 0, (int) bitDepth);
	}

}
