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

import java.nio.ByteBuffer;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The names that HTML, Media Source Extensions, WebCodecs, HLS and DASH give to codecs
 * with their profile and level: the {@code codecs} parameter (RFC 6381), as the codecs'
 * specifications define it for MP4.
 */
public final class CodecStrings {

	private static final int VPCC_HEAD = 0x01000000;

	private CodecStrings() {
	}

	/**
	 * Name the codec of a video track: {@code avc1.PPCCLL} for H.264 and {@code hvc1.…}
	 * for HEVC (ISO/IEC 14496-15, annex E), {@code av01.P.LLT.DD} (AV1 in ISO base media
	 * file format, 5) and {@code vp09.PP.LL.DD} (VP codec in ISO base media file format).
	 * @param codec the codec
	 * @param configuration the configuration record; its position stays
	 * @return the name or {@code null} if the codec has none here, or the record cannot
	 * be understood
	 */
	public static @Nullable String video(VideoCodec codec, ByteBuffer configuration) {
		ByteBuffer record = configuration.slice();
		return switch (codec) {
			case AVC -> (record.remaining() < 4 || record.get(0) != 1) ? null
					: "avc1.%02x%02x%02x".formatted(record.get(1), record.get(2), record.get(3));
			case HEVC -> (record.remaining() < 13) ? null : hevc(record);
			case AV1 -> (record.remaining() < 4 || record.get(0) != (byte) 0x81) ? null : av1(record.getShort(1));
			case VP9 -> vp9(record);
			default -> null;
		};
	}

	/**
	 * Profile with the letter of its space, compatible profiles in reverse order of bits,
	 * tier and level, and the constraints up to the last byte that is not 0.
	 */
	private static String hevc(ByteBuffer record) {
		int profile = record.get(1);
		StringBuilder name = new StringBuilder("hvc1.");
		name.append(new String[] { "", "A", "B", "C" }[profile >> 6 & 3]).append(profile & 0x1F);
		name.append('.').append(Integer.toHexString(Integer.reverse(record.getInt(2))).toUpperCase(Locale.ROOT));
		name.append(((profile & 0x20) != 0) ? ".H" : ".L").append(record.get(12) & 0xFF);
		int last = 11;
		while (last > 5 && record.get(last) == 0) {
			last--;
		}
		for (int i = 6; i <= last; i++) {
			name.append('.').append(Integer.toHexString(record.get(i) & 0xFF).toUpperCase(Locale.ROOT));
		}
		return name.toString();
	}

	private static String av1(int fields) {
		int bitDepth = ((fields & 0x20) != 0) ? 12 : ((fields & 0x40) != 0) ? 10 : 8;
		return "av01.%d.%02d%s.%02d".formatted(fields >> 13 & 7, fields >> 8 & 0x1F, ((fields & 0x80) != 0) ? "H" : "M",
				bitDepth);
	}

	private static @Nullable String vp9(ByteBuffer record) {
		// FFmpeg sends the head of the box, the specification asks for the record alone
		int start = (record.remaining() >= Integer.BYTES && record.getInt(0) == VPCC_HEAD) ? Integer.BYTES : 0;
		if (record.remaining() < start + 3) {
			return null;
		}
		return "vp09.%02d.%02d.%02d".formatted(record.get(start) & 0xFF, record.get(start + 1) & 0xFF,
				record.get(start + 2) >> 4 & 0x0F);
	}

	/**
	 * Name the codec of an audio track: {@code mp4a.40.N} for AAC, N being the object
	 * type (ISO/IEC 14496-3, 1.5.1.1), {@code mp4a.6B} for MP3, {@code Opus},
	 * {@code fLaC}, {@code ac-3} and {@code ec-3}.
	 * @param codec the codec
	 * @param configuration the configuration record, which only AAC needs; its position
	 * stays
	 * @return the name or {@code null} if the codec has none here, or the record is
	 * needed and cannot be understood
	 */
	public static @Nullable String audio(AudioCodec codec, @Nullable ByteBuffer configuration) {
		return switch (codec) {
			case AAC -> (configuration != null) ? aac(configuration) : null;
			case MP3, MP3_8K -> "mp4a.6B";
			case OPUS -> "Opus";
			case FLAC -> "fLaC";
			case AC3 -> "ac-3";
			case EAC3 -> "ec-3";
			default -> null;
		};
	}

	private static @Nullable String aac(ByteBuffer record) {
		AacConfiguration configuration = AacConfiguration.parse(record);
		return (configuration != null) ? "mp4a.40." + configuration.objectType() : null;
	}

}
