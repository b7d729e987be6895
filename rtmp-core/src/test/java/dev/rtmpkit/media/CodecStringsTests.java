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

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CodecStrings}, with the examples of the specifications where they have
 * some.
 */
class CodecStringsTests {

	@ParameterizedTest
	@CsvSource({ "AVC, 01 42E01E, avc1.42e01e", "AVC, 01 64001F FF E1, avc1.64001f", "AVC, 02 64001F,", "AVC, 01 6400,",
			"HEVC, 01 01 60000000 B00000000000 5D, hvc1.1.6.L93.B0",
			"HEVC, 01 A2 A0000000 900000000008 99, hvc1.B2.5.H153.90.0.0.0.0.8",
			"HEVC, 01 01 60000000 000000000000 1E, hvc1.1.6.L30", "HEVC, 01 01 60000000 B00000000000,",
			"AV1, 81 04 4C 00, av01.0.04M.10", "AV1, 81 2D 8C 00, av01.1.13H.08", "AV1, 81 40 60 00, av01.2.00M.12",
			"AV1, 01 04 4C 00,", "VP9, 00 0A 82 02020200 0000, vp09.00.10.08",
			"VP9, 01000000 02 33 A4 09100900 0000, vp09.02.51.10", "VP9, 00 0A,", "VVC, 00,", "VP8, 00,",
			"SORENSON_H263, 00," })
	void namesVideo(VideoCodec codec, String record, String name) {
		ByteBuffer bytes = bytes(record);
		assertThat(CodecStrings.video(codec, bytes)).isEqualTo(name);
		assertThat(bytes.position()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1190, mp4a.40.2", "2B8A0800, mp4a.40.5", "EB8A0800, mp4a.40.29", "F94460, mp4a.40.42", "11,",
			"0000," })
	void namesAac(String record, String name) {
		assertThat(CodecStrings.audio(AudioCodec.AAC, bytes(record))).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "MP3, mp4a.6B", "MP3_8K, mp4a.6B", "OPUS, Opus", "FLAC, fLaC", "AC3, ac-3", "EAC3, ec-3", "SPEEX,",
			"AAC," })
	void namesAudioWithoutRecord(AudioCodec codec, String name) {
		assertThat(CodecStrings.audio(codec, null)).isEqualTo(name);
	}

	@Test
	void whenRecordIsEmptyThereIsNoName() {
		for (VideoCodec codec : VideoCodec.values()) {
			assertThat(CodecStrings.video(codec, ByteBuffer.allocate(0))).isNull();
		}
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
