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
 * Reads the configuration records and key frames of video codecs. No method throws or
 * moves the buffer: what is cut off or senseless gives {@code null}.
 */
public final class VideoConfigurations {

	private VideoConfigurations() {
	}

	/**
	 * Read an H.264 configuration record (ISO/IEC 14496-15, 5.3.3.1).
	 * @param configuration the record
	 * @return what its first sequence parameter set says or {@code null}
	 */
	public static @Nullable VideoConfiguration avc(ByteBuffer configuration) {
		return AvcRecord.parse(configuration);
	}

	/**
	 * Read an HEVC configuration record (ISO/IEC 14496-15, 8.3.3.1).
	 * @param configuration the record
	 * @return what its first sequence parameter set says or {@code null}
	 */
	public static @Nullable VideoConfiguration hevc(ByteBuffer configuration) {
		return HevcRecord.parse(configuration);
	}

	/**
	 * Read a VVC configuration record (ISO/IEC 14496-15, 11.2.4.2).
	 * @param configuration the record
	 * @return what it says of the first operating point or {@code null}
	 */
	public static @Nullable VideoConfiguration vvc(ByteBuffer configuration) {
		return VvcRecord.parse(configuration);
	}

	/**
	 * Read an AV1 configuration record (AV1 in ISO base media file format, 2.3).
	 * @param configuration the record
	 * @return what its sequence header says, or, if it has none, what the record itself
	 * says, which is not the size, or {@code null}
	 */
	public static @Nullable VideoConfiguration av1(ByteBuffer configuration) {
		return Av1Record.parse(configuration);
	}

	/**
	 * Read the configuration record of VP8 and VP9 (VP codec in ISO base media file
	 * format), which does not tell the size.
	 * @param configuration the record, with or without version and flags before it
	 * @return what it says or {@code null}
	 */
	public static @Nullable VideoConfiguration vp9(ByteBuffer configuration) {
		return Vp9.record(configuration);
	}

	/**
	 * Read the uncompressed header of a VP9 frame (VP9 bitstream, 6.2).
	 * @param frame the frame
	 * @return what it says or {@code null} if it is no key frame
	 */
	public static @Nullable VideoConfiguration vp9Frame(ByteBuffer frame) {
		return Vp9.frame(frame);
	}

	/**
	 * Read the header of a VP8 frame (RFC 6386, 9.1).
	 * @param frame the frame
	 * @return what it says or {@code null} if it is no key frame
	 */
	public static @Nullable VideoConfiguration vp8Frame(ByteBuffer frame) {
		return Vp8.frame(frame);
	}

}
