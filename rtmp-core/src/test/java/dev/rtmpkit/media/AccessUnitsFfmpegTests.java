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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that FFmpeg reads elementary streams as the FLV that they were made of.
 */
@RequiresFfmpeg
class AccessUnitsFfmpegTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "H264_B_FRAMES_AAC, h264, aac", "HEVC_HDR_AAC, hevc, aac", "H264_MP3, h264, mp3", "VP9_AC3, , ac3",
			"H264_EAC3, h264, eac3" })
	void streamsHaveThePacketsOfFlv(MediaFiles source, String videoFormat, String audioFormat) throws IOException {
		Path video = this.directory.resolve("video." + videoFormat);
		Path audio = this.directory.resolve("audio." + audioFormat);
		AccessUnits units = AccessUnits.annexB().withAdts();
		try (FlvReader reader = new FlvReader(Files.newInputStream(source.flv()));
				OutputStream pictures = Files.newOutputStream(video);
				OutputStream sound = Files.newOutputStream(audio)) {
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				for (AccessUnit unit : units.of(packet)) {
					byte[] bytes = new byte[unit.data().remaining()];
					unit.data().get(bytes);
					((unit instanceof AccessUnit.Video) ? pictures : sound).write(bytes);
				}
			}
		}
		List<Ffprobe.PacketInfo> expected = Ffprobe.packets(source.flv());
		if (videoFormat != null) {
			assertThat(Ffprobe.warnings(video)).isEmpty();
			assertThat(Ffprobe.streams(video).get(0).codecName()).isEqualTo(videoFormat);
			assertThat(Ffprobe.packets(video)).hasSize(count(expected, "video"));
		}
		assertThat(Ffprobe.warnings(audio)).filteredOn((line) -> !line.contains("Estimating duration")).isEmpty();
		assertThat(Ffprobe.streams(audio).get(0).codecName()).isEqualTo(audioFormat);
		assertThat(Ffprobe.packets(audio)).hasSize(count(expected, "audio"));
	}

	private static int count(List<Ffprobe.PacketInfo> packets, String kind) {
		return (int) packets.stream().filter((packet) -> packet.codecType().equals(kind)).count();
	}

}
