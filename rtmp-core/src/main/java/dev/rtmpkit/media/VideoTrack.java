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

import org.jspecify.annotations.Nullable;

/**
 * What is known of a video track.
 *
 * @param id the number of the track, 0 to 255, 0 being the default one
 * @param codec the codec that was seen last
 * @param configuration what the bitstream says or {@code null} while it says nothing
 */
public record VideoTrack(int id, VideoCodec codec, @Nullable VideoConfiguration configuration) {

	/**
	 * Return the width of the picture.
	 * @return pixels or {@code null} if the bitstream has not told
	 */
	public @Nullable Integer width() {
		return (this.configuration != null && this.configuration.width() > 0) ? this.configuration.width() : null;
	}

	/**
	 * Return the height of the picture.
	 * @return pixels or {@code null} if the bitstream has not told
	 */
	public @Nullable Integer height() {
		return (this.configuration != null && this.configuration.height() > 0) ? this.configuration.height() : null;
	}

}
