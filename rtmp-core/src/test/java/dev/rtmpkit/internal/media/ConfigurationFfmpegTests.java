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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests that what is read from bitstreams is what FFmpeg reads from them.
 */
@Tag("DM3")
@RequiresFfmpeg
class ConfigurationFfmpegTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "638x358, 24000/1001, libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p, 8",
			"322x182, 50, libx264 -pix_fmt yuv420p10le, 10", "321x181, 30, libx264 -pix_fmt yuv444p, 8",
			"720x576, 25, libx264 -pix_fmt yuv420p -flags +ilme+ildct -x264-params tff=1, 8",
			"638x358, 30000/1001, libx265 -pix_fmt yuv420p -x265-params log-level=error, 8",
			"320x180, 60, libx265 -pix_fmt yuv420p10le -x265-params log-level=error:temporal-layers=3:bframes=8, 10",
			"318x178, 30, libsvtav1 -preset 11 -pix_fmt yuv420p10le, 10",
			"318x178, 30, libaom-av1 -cpu-used 8 -pix_fmt yuv422p12le, 12",
			"318x178, 30, libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p, 8" })
	void videoIsAsFfprobeSees(String size, String rate, String encoder, int bitDepth) throws IOException {
		Path file = encode("testsrc=size=" + size + ":rate=" + rate, "-c:v " + encoder);
		VideoTracks tracks = new VideoTracks();
		for (MediaPacket packet : read(file)) {
			tracks.add((VideoPacket) packet);
		}
		assertThat(tracks.list()).hasSize(1);
		VideoConfiguration actual = tracks.list().get(0).configuration();
		assertThat(actual).isNotNull();
		Map<String, String> facts = Ffprobe
			.facts(file, "codec_name", "width", "height", "profile", "level", "r_frame_rate")
			.get(0);
		assertThat(actual.width() + "x" + actual.height()).isEqualTo(size)
			.isEqualTo(facts.get("width") + "x" + facts.get("height"));
		assertThat(actual.profile()).isEqualTo(facts.get("profile"));
		assertThat(actual.bitDepth()).isEqualTo(bitDepth);
		String codec = facts.get("codec_name");
		if (!codec.equals("vp9")) {
			assertThat(actual.level()).isEqualTo(level(codec, Integer.parseInt(facts.get("level"))));
		}
		boolean timed = codec.equals("h264") || codec.equals("hevc");
		assertThat(actual.frameRate()).isCloseTo((timed) ? quotient(facts.get("r_frame_rate")) : 0, within(0.0001));
	}

	@ParameterizedTest
	@CsvSource({ "aac, mono, 44100", "aac, stereo, 48000", "libopus, stereo, 48000", "libopus, 7.1, 48000",
			"flac, 5.1, 96000", "ac3, 5.1, 48000", "ac3, 2.1, 32000", "eac3, mono, 44100",
			"libmp3lame, stereo, 22050" })
	void audioIsAsFfprobeSees(String encoder, String layout, int rate) throws IOException {
		Path file = encode("sine=sample_rate=" + rate,
				"-af aformat=channel_layouts=" + layout + " -ar " + rate + " -c:a " + encoder);
		AudioTracks tracks = new AudioTracks();
		for (MediaPacket packet : read(file)) {
			tracks.add((AudioPacket) packet);
		}
		assertThat(tracks.list()).hasSize(1);
		AudioConfiguration actual = tracks.list().get(0).configuration();
		assertThat(actual).isNotNull();
		Map<String, String> facts = Ffprobe.facts(file, "sample_rate", "channels", "profile").get(0);
		assertThat(actual.sampleRate()).isEqualTo(rate).isEqualTo(Integer.parseInt(facts.get("sample_rate")));
		assertThat(actual.channels()).isEqualTo(Integer.parseInt(facts.get("channels")));
		assertThat(actual.profile()).isEqualTo((encoder.equals("aac")) ? facts.get("profile") : null);
	}

	private Path encode(String source, String encoding) {
		Path file = this.directory.resolve("clip.flv");
		List<String> arguments = new ArrayList<>(List.of("-v", "error", "-f", "lavfi", "-i", source, "-t", "0.4"));
		arguments.addAll(List.of(encoding.split(" ")));
		arguments.add(file.toString());
		Ffmpeg.run(TIMEOUT, arguments.toArray(String[]::new)).orFail();
		return file;
	}

	private static List<MediaPacket> read(Path file) throws IOException {
		List<MediaPacket> packets = new ArrayList<>();
		try (FlvReader reader = new FlvReader(Files.newInputStream(file))) {
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				if (packet instanceof VideoPacket || packet instanceof AudioPacket) {
					packets.add(packet);
				}
			}
		}
		return packets;
	}

	/**
	 * FFmpeg tells levels as the bitstreams have them.
	 */
	private static String level(String codec, int number) {
		return switch (codec) {
			case "h264" -> number / 10 + "." + number % 10;
			case "hevc" -> number / 30 + "." + number % 30 / 3;
			default -> (2 + number / 4) + "." + number % 4;
		};
	}

	private static double quotient(String rate) {
		String[] parts = rate.split("/");
		return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
	}

}
