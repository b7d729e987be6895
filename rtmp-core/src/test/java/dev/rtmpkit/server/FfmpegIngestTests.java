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

package dev.rtmpkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.FfmpegProcess;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Metadata;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real encoder publishes, the recording holds what it sent.
 */
@RequiresFfmpeg
class FfmpegIngestTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource(MediaFiles.class)
	@Tag("HS6")
	@Tag("AV2")
	@Tag("AV4")
	@Tag("AV5")
	@Tag("NC10")
	@Tag("NC14")
	void whenFfmpegPublishesTheRecordingHasTheSamePackets(MediaFiles media) throws Exception {
		try (TestServer server = recordingServer()) {
			publish(server, media.flv(), "key").orFail();
			server.await(Started.class);
			server.await(Metadata.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			Path recording = onlyRecording();
			assertThat(Ffprobe.packets(recording)).isNotEmpty().isEqualTo(Ffprobe.packets(media.flv()));
			assertThat(Ffprobe.warnings(recording)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 16_770, 17_000, 2_147_000 })
	@Tag("CH7")
	@Tag("CH8")
	@Tag("CH12")
	@Tag("CH13")
	void whenTimestampsAreLargeTheyStayExact(int offsetSeconds) throws Exception {
		Path shifted = this.directory.resolve("shifted.flv");
		Ffmpeg
			.run(TIMEOUT, "-v", "error", "-i", MediaFiles.H264_B_FRAMES_AAC.flv().toString(), "-c", "copy",
					"-output_ts_offset", String.valueOf(offsetSeconds), "-flvflags", "no_duration_filesize",
					shifted.toString())
			.orFail();
		try (TestServer server = recordingServer()) {
			Ffmpeg
				.run(TIMEOUT, "-v", "error", "-copyts", "-i", shifted.toString(), "-c", "copy", "-copyts", "-f", "flv",
						server.url("key"))
				.orFail();
			server.await(Started.class);
			server.await(Metadata.class);
			server.await(Stopped.class);
			assertThat(Ffprobe.packets(onlyRecording())).isNotEmpty().isEqualTo(Ffprobe.packets(shifted));
		}
	}

	@Test
	void whenTenPublishAtOnceEveryRecordingIsComplete() throws Exception {
		try (TestServer server = recordingServer()) {
			List<CompletableFuture<Ffmpeg.Result>> publishers = IntStream.range(0, 10)
				.mapToObj((i) -> CompletableFuture.supplyAsync(
						() -> publish(server, MediaFiles.H264_AAC.flv(), "key" + i),
						(task) -> new Thread(task).start()))
				.toList();
			for (CompletableFuture<Ffmpeg.Result> publisher : publishers) {
				publisher.join().orFail();
			}
			int stopped = 0;
			while (stopped < publishers.size()) {
				stopped += (server.await(TestServer.Event.class) instanceof Stopped) ? 1 : 0;
			}
			List<Path> recordings = recordings();
			assertThat(recordings).hasSize(10);
			for (Path recording : recordings) {
				assertThat(Ffprobe.packets(recording)).isEqualTo(Ffprobe.packets(MediaFiles.H264_AAC.flv()));
			}
			assertThat(server.server().statistics().activePublishers()).isZero();
		}
	}

	@Test
	@Tag("RC2")
	void whenFfmpegHasNotAnnouncedToReconnectItIsNotAskedAndGoesOn() throws Exception {
		try (TestServer server = new TestServer();
				FfmpegProcess publisher = Ffmpeg.start("-v", "error", "-re", "-i", MediaFiles.H264_AAC.flv().toString(),
						"-c", "copy", "-rtmp_enhanced_codecs", "hvc1,av01", "-f", "flv", server.url("key"))) {
			LiveStream stream = server.await(Started.class).stream();
			assertThat(stream.requestReconnect(null, Duration.ofMillis(1))).isFalse();
			server.await(Metadata.class);
			while (stream.statistics().video().packets() < 10) {
				assertThat(publisher.isAlive()).isTrue();
				Thread.onSpinWait();
			}
			publisher.kill();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
		}
	}

	@Test
	@Tag("NC16")
	void whenPublisherIsKilledTheRecordingPlaysAndTheReasonIsALostConnection() throws Exception {
		try (TestServer server = recordingServer();
				FfmpegProcess publisher = Ffmpeg.start("-v", "error", "-re", "-i", MediaFiles.H264_AAC.flv().toString(),
						"-c", "copy", "-f", "flv", server.url("key"))) {
			Started started = server.await(Started.class);
			server.await(Metadata.class);
			while (started.stream().statistics().video().packets() < 30) {
				assertThat(publisher.isAlive()).isTrue();
				Thread.onSpinWait();
			}
			publisher.kill();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
			Path recording = onlyRecording();
			List<Ffprobe.PacketInfo> packets = Ffprobe.packets(recording);
			assertThat(packets.stream().filter((packet) -> packet.codecType().equals("video"))).hasSizeGreaterThan(28);
			assertThat(Ffprobe.packets(MediaFiles.H264_AAC.flv())).containsAll(packets);
			assertThat(Ffprobe.warnings(recording)).isEmpty();
		}
	}

	@Test
	@Tag("NC16")
	@Tag("NS8")
	void whenPublishedAgainOnTheSameKeyItWorksAtOnce() throws Exception {
		try (TestServer server = recordingServer()) {
			for (int i = 0; i < 3; i++) {
				publish(server, MediaFiles.AUDIO_ONLY.flv(), "key").orFail();
			}
			for (int i = 0; i < 3; i++) {
				server.await(Started.class);
				server.await(Metadata.class);
				server.await(Stopped.class);
			}
			assertThat(recordings()).hasSize(3);
		}
	}

	@Test
	@Tag("V7")
	@Tag("NC16")
	void whenPublisherIsKilledAndBackWithinTheGraceThereIsOneRecordingWithoutAGap() throws Exception {
		Path media = MediaFiles.H264_B_FRAMES_AAC.flv();
		try (TestServer server = recordingServer((builder) -> builder.reconnectGrace(TIMEOUT));
				FfmpegProcess publisher = Ffmpeg.start("-v", "error", "-re", "-i", media.toString(), "-c", "copy", "-f",
						"flv", server.url("key"))) {
			LiveStream stream = server.await(Started.class).stream();
			server.await(Metadata.class);
			while (stream.statistics().video().packets() < 30) {
				assertThat(publisher.isAlive()).isTrue();
				Thread.onSpinWait();
			}
			publisher.kill();
			assertThat(server.await(TestServer.Interrupted.class).stream()).isSameAs(stream);
			publish(server, media, "key").orFail();
			assertThat(server.await(TestServer.Continued.class).stream()).isSameAs(stream);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
		Path recording = onlyRecording();
		assertThat(Ffprobe.warnings(recording)).isEmpty();
		Ffmpeg.Result decoded = Ffmpeg
			.run(TIMEOUT, "-v", "warning", "-xerror", "-i", recording.toString(), "-enc_time_base:v", "1:1000", "-f",
					"null", "-")
			.orFail();
		assertThat(decoded.stderr()).isEmpty();
		List<Ffprobe.PacketInfo> packets = Ffprobe.packets(recording);
		List<Ffprobe.PacketInfo> second = Ffprobe.packets(media);
		assertThat(packets).extracting(Ffprobe.PacketInfo::dataHash)
			.endsWith(second.stream().map(Ffprobe.PacketInfo::dataHash).toArray(String[]::new));
		assertThat(packets).hasSizeGreaterThan(second.size() + 30);
		for (String type : List.of("video", "audio")) {
			List<Ffprobe.PacketInfo> track = packets.stream()
				.filter((packet) -> packet.codecType().equals(type))
				.toList();
			for (int i = 1; i < track.size(); i++) {
				assertThat(track.get(i).dts() - track.get(i - 1).dts()).isBetween(1L, 500L);
			}
		}
	}

	@Test
	@Tag("NS4")
	@Tag("NC8")
	void whenKeyIsRefusedFfmpegStopsWithTheReason() {
		try (TestServer server = new TestServer()) {
			Ffmpeg.Result result = publish(server, MediaFiles.H264_AAC.flv(), "no-secret-key");
			assertThat(result.exitCode()).isNotZero();
			assertThat(result.stderr()).contains("Not this key.");
			Rejected rejected = server.await(Rejected.class);
			assertThat(rejected.reason()).isEqualTo(RejectReason.DENIED);
			assertThat(rejected.request().toString()).doesNotContain("secret");
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.DENIED)).isOne();
		}
	}

	@Test
	void whenStreamIsLiveItsFactsAreKnown() {
		try (TestServer server = new TestServer()) {
			publish(server, MediaFiles.H264_AAC.flv(), "key?token=abc").orFail();
			Started started = server.await(Started.class);
			assertThat(started.stream().name()).isEqualTo("public-key");
			assertThat(started.stream().publisher().app()).isEqualTo("live");
			assertThat(started.stream().publisher().encoder()).startsWith("FMLE/3.0");
			assertThat(started.stream().publisher().attributes()).containsEntry("owner", "somebody");
			Metadata metadata = server.await(Metadata.class);
			assertThat(metadata.metadata().width()).isEqualTo(320);
			assertThat(metadata.metadata().frameRate()).isEqualTo(30.0);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.stream().statistics().video().codec()).isEqualTo(VideoCodec.AVC);
			assertThat(stopped.stream().statistics().audio().codec()).isEqualTo(AudioCodec.AAC);
			assertThat(stopped.stream().stopReason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("HS6")
	@Tag("HS7")
	void whenFfmpegPlaysItVerifiesTheDigestsOfTheServer() {
		// Unlike a publishing FFmpeg, which trusts any server
		try (TestServer server = new TestServer()) {
			Ffmpeg.Result result = Ffmpeg.run(TIMEOUT, "-v", "debug", "-i", server.url("key"), "-f", "null", "-");
			assertThat(result.exitCode()).isNotZero();
			assertThat(result.stderr()).contains("Server version 13.14.10.13", "Sending play command")
				.doesNotContain("Signature mismatch", "Server response validating failed");
		}
	}

	private static Ffmpeg.Result publish(TestServer server, Path file, String key) {
		return Ffmpeg.run(TIMEOUT, "-v", "error", "-i", file.toString(), "-map", "0", "-c", "copy", "-f", "flv",
				server.url(key));
	}

	private TestServer recordingServer() {
		return recordingServer(UnaryOperator.identity());
	}

	private TestServer recordingServer(UnaryOperator<RtmpServerBuilder> customizer) {
		FlvRecorder recorder = new FlvRecorder(RecordingSettings.of(this.directory.resolve("recordings")),
				new RecordingListener() {
				});
		return new TestServer((builder) -> customizer.apply(builder).handler(recorder));
	}

	private List<Path> recordings() throws Exception {
		List<Path> recordings = new ArrayList<>();
		try (var files = Files.list(this.directory.resolve("recordings"))) {
			files.forEach(recordings::add);
		}
		return recordings;
	}

	private Path onlyRecording() throws Exception {
		assertThat(recordings()).hasSize(1);
		return recordings().get(0);
	}

}
