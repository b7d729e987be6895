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

import dev.rtmpkit.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a video bitstream says about the shape of its pixels and about its colours, beyond
 * what {@link dev.rtmpkit.media.VideoConfiguration} has.
 *
 * @param pixelWidth the width of a pixel in relation to its height, 0 if unknown
 * @param pixelHeight the height of a pixel, 0 if unknown
 * @param color the colours or {@code null} if they are not told
 */
public record VideoSignal(int pixelWidth, int pixelHeight, @Nullable Color color) {

	/** Nothing is told. */
	public static final VideoSignal NONE = new VideoSignal(0, 0, null);

	/**
	 * Read the configuration record of H.264, HEVC, AV1 or VP9. Does not fail.
	 * @param codec the codec
	 * @param configuration the record; its position stays
	 * @return what it says
	 */
	public static VideoSignal of(VideoCodec codec, ByteBuffer configuration) {
		return switch (codec) {
			case AVC -> AvcRecord.signal(configuration);
			case HEVC -> HevcRecord.signal(configuration);
			case AV1 -> new VideoSignal(0, 0, Av1Record.color(configuration));
			case VP9 -> new VideoSignal(0, 0, Vp9.color(configuration));
			default -> NONE;
		};
	}

	/**
	 * How numbers become colours. The code points are those of ISO/IEC 23091-2 (ITU-T
	 * H.273); 2 stands for unspecified.
	 *
	 * @param primaries the code point of the primaries, 0 to 255
	 * @param transfer the code point of the transfer function, 0 to 255
	 * @param matrix the code point of the matrix, 0 to 255
	 * @param fullRange whether the whole range of numbers is used
	 */
	public record Color(int primaries, int transfer, int matrix, boolean fullRange) {

		/** The code point that says nothing. */
		public static final int UNSPECIFIED = 2;

		/**
		 * Return these colours unless they say nothing.
		 */
		@Nullable Color orNull() {
			boolean told = this.primaries != UNSPECIFIED || this.transfer != UNSPECIFIED || this.matrix != UNSPECIFIED
					|| this.fullRange;
			return (told) ? this : null;
		}

	}

}
