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

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AudioFrames}.
 */
class AudioFramesTests {

	@ParameterizedTest
	@CsvSource({ "1190, 1024, LC", "1194, 960, short frames", "2B8A0800, 2048, SBR told first",
			"1390 56E5A0, 2048, SBR told behind", "F94460, 0, xHE-AAC", "11, 0, cut off", "17 000000 10, 0, no rate" })
	void aac(String record, int samples, String description) {
		assertThat(AudioFrames.aac(bytes(record))).as(description).isEqualTo(samples);
	}

	@ParameterizedTest
	@CsvSource({ "00, 480", "08, 960", "10, 1920", "18, 2880", "60, 480", "68, 960", "80, 120", "88, 240", "90, 480",
			"98, 960", "99, 1920", "9A, 1920", "9B03, 2880", "9B70, 46080", "9B71, 0", "9B, 0", "9B00, 0", "'', 0" })
	void opus(String packet, int samples) {
		assertThat(AudioFrames.opus(bytes(packet))).isEqualTo(samples);
	}

	@ParameterizedTest
	@CsvSource({ "FFF8 19 18, 192", "FFF8 29 18, 576", "FFF8 59 18, 4608", "FFF8 C9 18, 4096", "FFF8 69 18 00 1F, 32",
			"FFF8 79 18 C280 03FF, 1024", "FFF8 79 18 00 03, 0", "FFF8 09 18, 0", "FFF8 C9, 0", "0FF8 C9 18, 0" })
	void flac(String frame, int samples) {
		assertThat(AudioFrames.flac(bytes(frame))).isEqualTo(samples);
	}

	@ParameterizedTest
	@CsvSource({ "FFFB9064, 1152, layer 3", "FFF35064, 576, layer 3 at half the rate", "FFE35064, 576, a quarter",
			"FFFD9064, 1152, layer 2", "FFFF9064, 384, layer 1", "FFF95064, 0, reserved layer", "0FFB9064, 0, no sync",
			"FF, 0, cut off" })
	void mp3(String frame, int samples, String description) {
		assertThat(AudioFrames.mp3(bytes(frame))).as(description).isEqualTo(samples);
	}

	@ParameterizedTest
	@CsvSource({ "0B77 0000 0C 40 2F 8400, 1536, AC-3", "0B77 0003 0F 86 00 00, 256, E-AC-3 with one block",
			"0B77 0003 3F 86 00 00, 1536, six blocks", "0B77 0003 3F 86 00 00 0B77 0003 3F 86 00 00, 3072, two frames",
			"0B77 0003 3F 86 00 00 0B77 4003 3F 86 00 00, 1536, a dependent one",
			"0B77 0003 3F 86 00 00 0B77 0803 3F 86 00 00, 1536, a second programme", "0B77, 0, cut off" })
	void ac3(String packet, int samples, String description) {
		assertThat(AudioFrames.ac3(bytes(packet))).as(description).isEqualTo(samples);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
