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

package dev.rtmpkit.mp4;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.media.MediaKind;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests that FFmpeg reads from MP4 what it reads from the FLV of the same packets.
 */
@RequiresFfmpeg
class Mp4FfmpegTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(MediaFiles.class)
	void fragmentsHaveThePacketsOfFlv(MediaFiles source) throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(source.flv()), Mp4Options.every(Duration.ofSeconds(1)));
		assertThat(parts).filteredOn(Mp4Header.class::isInstance).hasSize(1);
		Path file = Files.write(this.directory.resolve("fragmented.mp4"), Mp4Output.fragmented(parts));
		assertSamePackets(file, source.flv());
	}

	@ParameterizedTest
	@EnumSource(MediaFiles.class)
	void hybridHasThePacketsOfFlv(MediaFiles source) throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(source.flv()), Mp4Options.every(Duration.ofSeconds(1)));
		Path file = Mp4Output.writeHybrid(parts, this.directory.resolve("hybrid.mp4"));
		assertSamePackets(file, source.flv());
		assertThat(hashes(file)).isEqualTo(hashes(source.flv()));
	}

	@ParameterizedTest
	@EnumSource(value = MediaFiles.class, names = { "H264_B_FRAMES_AAC", "AV1_FLAC", "HEVC_OPUS" })
	void fragmentOfEachFrameHasThePacketsOfFlv(MediaFiles source) throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(source.flv()), Mp4Options.eachFrame());
		Path file = Files.write(this.directory.resolve("frames.mp4"), Mp4Output.fragmented(parts));
		assertSamePackets(file, source.flv());
		assertThat(parts).hasSizeGreaterThan(390);
	}

	@Test
	void whenEncoderChangesEachFileIsWhole() throws IOException {
		List<MediaFiles> sources = List.of(MediaFiles.H264_B_FRAMES_AAC, MediaFiles.HEVC_OPUS, MediaFiles.VP9_AC3,
				MediaFiles.H264_MP3);
		List<MediaPacket> packets = new ArrayList<>();
		for (int i = 0; i < sources.size(); i++) {
			long start = (1L << 32) + 11_000L * i;
			Mp4Output.read(sources.get(i).flv())
				.forEach((packet) -> packets.add(packet.withTimestamp(start + packet.timestamp())));
		}
		List<List<Mp4Part>> movies = Mp4Output
			.movies(Mp4Output.parts(packets, Mp4Options.onKeyFrames(Duration.ofSeconds(1))));
		assertThat(movies).hasSize(sources.size());
		for (int i = 0; i < sources.size(); i++) {
			assertSamePackets(Mp4Output.writeHybrid(movies.get(i), this.directory.resolve(i + ".mp4")),
					sources.get(i).flv());
		}
	}

	@Test
	void whenKilledAnywhereWhatIsWholePlays() throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(MediaFiles.H264_B_FRAMES_AAC.flv()),
				Mp4Options.every(Duration.ofSeconds(1)));
		Path file = this.directory.resolve("growing.mp4");
		HybridMp4.Ending ending = Mp4Output.writeGrowing(parts, file).end();
		byte[] content = Files.readAllBytes(file);
		int size = content.length;
		for (int part = 4; part < 10; part += 3) {
			int whole = 16 + parts.stream().limit(part).mapToInt((each) -> (int) each.size()).sum();
			assertPlays(Arrays.copyOf(content, whole), 30 * (part - 1) - 2);
			assertPlays(Arrays.copyOf(content, whole + 37), 30 * (part - 1) - 2);
		}
		// the index is appended, in part or whole, and the beginning not yet overwritten
		byte[] index = Mp4Output.bytes(List.of(ending.index()));
		byte[] appended = Arrays.copyOf(content, size + index.length);
		System.arraycopy(index, 0, appended, size, index.length);
		assertPlays(Arrays.copyOf(appended, size + 1000), 300);
		assertPlays(appended, 300);
	}

	private void assertPlays(byte[] content, int frames) throws IOException {
		Path file = Files.write(this.directory.resolve("killed.mp4"), content);
		String counted = Ffmpeg
			.run(TIMEOUT, "-v", "fatal", "-i", file.toString(), "-map", "0:v", "-f", "framehash", "-")
			.orFail()
			.stdout();
		assertThat(counted.lines().filter((line) -> !line.startsWith("#")).count()).isGreaterThanOrEqualTo(frames);
	}

	@Test
	void whenVideoBeginsLateBothLayoutsHaveTheSameTimes() throws IOException {
		List<MediaPacket> packets = Mp4Output.read(MediaFiles.H264_B_FRAMES_AAC.flv())
			.stream()
			.map((packet) -> (packet.kind() == MediaKind.VIDEO && packet.isFrame())
					? packet.withTimestamp(packet.timestamp() + (1L << 32) + 700)
					: packet.withTimestamp(packet.timestamp() + (1L << 32)))
			.toList();
		List<MediaPacket> ordered = new ArrayList<>(packets);
		ordered.sort(Comparator.comparing(MediaPacket::timestamp));
		long delay = first(ordered, MediaKind.VIDEO) - first(ordered, MediaKind.AUDIO);
		assertThat(delay).isGreaterThan(600);
		List<Mp4Part> parts = Mp4Output.parts(ordered, Mp4Options.onKeyFrames(Duration.ZERO));
		Path fragmented = Files.write(this.directory.resolve("fragmented.mp4"), Mp4Output.fragmented(parts));
		Path hybrid = Mp4Output.writeHybrid(parts, this.directory.resolve("hybrid.mp4"));
		for (Path file : List.of(fragmented, hybrid)) {
			List<Ffprobe.PacketInfo> video = packets(file, 0);
			assertThat(video).hasSize(300);
			assertThat(video.get(0).dts()).as(file.toString()).isEqualTo(delay);
			assertThat(packets(file, 1).get(0).dts()).isZero();
		}
		assertThat(packets(hybrid, 0)).usingRecursiveComparison().isEqualTo(packets(fragmented, 0));
		assertThat(packets(hybrid, 1)).usingRecursiveComparison().isEqualTo(packets(fragmented, 1));
	}

	private static long first(List<MediaPacket> packets, MediaKind kind) {
		return packets.stream()
			.filter((packet) -> packet.kind() == kind && packet.isFrame())
			.findFirst()
			.orElseThrow()
			.timestamp();
	}

	@Test
	void seekingInHybridStartsAtTheKeyFrame() throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(MediaFiles.H264_AAC.flv()),
				Mp4Options.every(Duration.ofSeconds(1)));
		Path file = Mp4Output.writeHybrid(parts, this.directory.resolve("hybrid.mp4"));
		String packets = Ffmpeg
			.run(TIMEOUT, "-v", "error", "-ss", "7", "-copyts", "-i", file.toString(), "-map", "0:v", "-c", "copy",
					"-frames:v", "1", "-f", "framecrc", "-")
			.orFail()
			.stdout();
		// key frames are two seconds apart
		assertThat(packets.lines().filter((line) -> !line.startsWith("#")).findFirst().orElseThrow())
			.matches("0, +60\\d\\d, +60\\d\\d, .*");
	}

	@ParameterizedTest
	@CsvSource({ "libx264 -preset ultrafast -pix_fmt yuv420p, 4:3, bt709, bt709, bt709, tv",
			"libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=error, 12:11, bt470bg, smpte170m, bt470bg, pc",
			"libsvtav1 -preset 12 -svtav1-params loglevel=1 -pix_fmt yuv420p, 1:1, bt2020, arib-std-b67, bt2020nc, tv",
			"libaom-av1 -cpu-used 8 -pix_fmt yuv420p, 1:1, bt709, smpte170m, bt709, pc",
			"libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p, 1:1, bt709, bt709, bt709, tv" })
	void shapeAndColoursAreTold(String encoder, String shape, String primaries, String transfer, String matrix,
			String range) throws IOException {
		Path flv = this.directory.resolve("clip.flv");
		List<String> arguments = new ArrayList<>(
				List.of("-v", "error", "-f", "lavfi", "-i", "testsrc2=size=128x96:rate=10", "-t", "0.3", "-vf",
						"setsar=%s,setparams=color_primaries=%s:color_trc=%s:colorspace=%s:range=%s"
							.formatted(shape.replace(':', '/'), primaries, transfer, matrix, range)));
		arguments.addAll(List.of(("-c:v " + encoder).split(" ")));
		arguments.add(flv.toString());
		Ffmpeg.run(TIMEOUT, arguments.toArray(String[]::new)).orFail();
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(flv), Mp4Options.every(Duration.ofSeconds(1)));
		Box entry = Mp4MuxerTests.entry((Mp4Header) parts.get(0), 0);
		assertThat(entry.find("colr")).hasSize(1);
		assertThat(entry.find("pasp")).hasSize((encoder.startsWith("libx")) ? 1 : 0);
		Path file = Mp4Output.writeHybrid(parts, this.directory.resolve("clip.mp4"));
		Map<String, String> facts = Ffprobe
			.facts(file, "width", "height", "sample_aspect_ratio", "color_primaries", "color_transfer", "color_space",
					"color_range")
			.get(0);
		assertThat(facts).containsEntry("width", "128").containsEntry("height", "96");
		if (encoder.startsWith("libx")) {
			assertThat(facts).containsEntry("sample_aspect_ratio", shape);
		}
		assertThat(facts).containsEntry("color_primaries", primaries)
			.containsEntry("color_transfer", transfer)
			.containsEntry("color_space", matrix)
			.containsEntry("color_range", range);
	}

	@ParameterizedTest
	@CsvSource({ "aac, mono, 44100", "aac, 5.1, 96000", "libopus, 5.1, 48000", "flac, stereo, 96000",
			"flac, 5.1, 44100", "ac3, 5.1, 44100", "ac3, 2.1, 32000", "eac3, 5.1, 48000", "libmp3lame, mono, 22050",
			"libmp3lame, stereo, 44100" })
	void soundOfAnyRateAndLayoutIsAsFlv(String encoder, String layout, int rate) throws IOException {
		Path flv = this.directory.resolve("clip.flv");
		Ffmpeg
			.run(TIMEOUT, "-v", "error", "-f", "lavfi", "-i", "sine=sample_rate=" + rate, "-t", "1", "-af",
					"aformat=channel_layouts=" + layout, "-ar", "" + rate, "-c:a", encoder, flv.toString())
			.orFail();
		List<Mp4Part> parts = Mp4Output.parts(Mp4Output.read(flv), Mp4Options.every(Duration.ofMillis(300)));
		Path hybrid = Mp4Output.writeHybrid(parts, this.directory.resolve("hybrid.mp4"));
		assertSamePackets(hybrid, flv);
		assertThat(hashes(hybrid)).isEqualTo(hashes(flv));
		Map<String, String> facts = Ffprobe.facts(hybrid, "time_base", "channels", "sample_rate").get(0);
		assertThat(facts).containsEntry("time_base", "1/" + rate)
			.containsEntry("sample_rate", "" + rate)
			.containsEntry("channels", Ffprobe.facts(flv, "channels").get(0).get("channels"));
		List<Long> times = packets(hybrid, 0).stream().map(Ffprobe.PacketInfo::dts).toList();
		// no gap and no overlap, whatever the milliseconds of RTMP say
		long length = times.get(1) - times.get(0);
		for (int i = 1; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).isEqualTo(length);
		}
	}

	private static void assertSamePackets(Path mp4, Path flv) {
		assertThat(Ffprobe.warnings(mp4)).isEmpty();
		List<Map<String, String>> facts = Ffprobe.facts(mp4, "codec_name", "codec_type", "time_base");
		List<Ffprobe.StreamInfo> sources = Ffprobe.streams(flv);
		assertThat(facts).hasSameSizeAs(sources);
		for (int i = 0; i < facts.size(); i++) {
			Map<String, String> fact = facts.get(i);
			int original = sources.stream().map(Ffprobe.StreamInfo::codecName).toList().indexOf(fact.get("codec_name"));
			assertSamePackets(packets(mp4, i), packets(flv, original),
					Integer.parseInt(fact.get("time_base").substring("1/".length())));
		}
	}

	private static void assertSamePackets(List<Ffprobe.PacketInfo> actual, List<Ffprobe.PacketInfo> expected,
			int timescale) {
		assertThat(actual).hasSameSizeAs(expected).isNotEmpty();
		for (int i = 0; i < actual.size(); i++) {
			Ffprobe.PacketInfo packet = actual.get(i);
			Ffprobe.PacketInfo source = expected.get(i);
			assertThat(packet.dataHash()).isEqualTo(source.dataHash());
			assertThat(packet.size()).isEqualTo(source.size());
			assertThat(packet.key()).isEqualTo(source.key());
			assertThat(packet.pts() * 1000.0 / timescale).isCloseTo(source.pts(),
					within((timescale == 1000) ? 0 : 1.1));
			assertThat(packet.dts() * 1000.0 / timescale).isCloseTo(source.dts(),
					within((timescale == 1000) ? 0 : 1.1));
		}
	}

	private static List<Ffprobe.PacketInfo> packets(Path file, int stream) {
		// FFmpeg makes an empty packet of each configuration record in FLV that it does
		// not expect
		return Ffprobe.packets(file)
			.stream()
			.filter((packet) -> packet.streamIndex() == stream && packet.size() > 0)
			.toList();
	}

	/**
	 * Decode everything.
	 */
	private static List<String> hashes(Path file) {
		return Ffmpeg
			.run(TIMEOUT, "-v", "error", "-i", file.toString(), "-map", "0:v?", "-map", "0:a?", "-f", "streamhash", "-")
			.orFail()
			.stdout()
			.lines()
			.toList();
	}

}
