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

package dev.rtmpkit.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamMetadataEvent;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.FfmpegProcess;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real encoder publishes to the application.
 */
@SampleTest
@RequiresFfmpeg
class PublishTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@TempDir
	private static Path recordings;

	@Autowired
	private EventRecorder events;

	@LocalRtmpServerPort
	private int rtmpPort;

	@LocalServerPort
	private int webPort;

	@DynamicPropertySource
	static void recordToTemporaryDirectory(DynamicPropertyRegistry registry) {
		registry.add("rtmp.recording.directory", () -> recordings);
	}

	@BeforeEach
	void forgetEvents() {
		this.events.clear();
	}

	@Test
	void whenEncoderPublishesListenersHearOfIt() {
		try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key")) {
			RtmpStreamMetadataEvent described = await(RtmpStreamMetadataEvent.class);
			assertThat(described.metadata().width()).isEqualTo(320);
			assertThat(described.metadata().audioSampleRate()).isEqualTo(44100);
			encoder.stop();
			encoder.await(TIMEOUT).orFail();
		}
		RtmpPublishStoppedEvent stopped = await(RtmpPublishStoppedEvent.class);
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.frames()).isPositive();
		assertThat(this.events.types().stream().filter((type) -> type != RtmpRecordingCompletedEvent.class))
			.containsExactly(RtmpPublishStartedEvent.class, RtmpStreamMetadataEvent.class,
					RtmpPublishStoppedEvent.class);
		RtmpPublishStartedEvent started = await(RtmpPublishStartedEvent.class);
		assertThat(started.streamName()).isEqualTo("demo");
		assertThat(started.app()).isEqualTo("live");
		assertThat(started.sessionId()).isEqualTo(stopped.sessionId());
	}

	@Test
	void whenEncoderPublishesStreamIsRecorded() {
		try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key")) {
			await(RtmpStreamMetadataEvent.class);
			encoder.stop();
			encoder.await(TIMEOUT).orFail();
		}
		RtmpRecordingCompletedEvent recorded = await(RtmpRecordingCompletedEvent.class);
		Path file = recorded.file();
		assertThat(file).isRegularFile().hasParent(recordings).hasSize(recorded.bytes());
		assertThat(file.getFileName().toString()).startsWith("demo-").endsWith(".flv");
		assertThat(Ffprobe.warnings(file)).isEmpty();
		assertThat(Ffprobe.streams(file)).containsExactlyInAnyOrder(new Ffprobe.StreamInfo("video", "h264", 320, 180),
				new Ffprobe.StreamInfo("audio", "aac", 0, 0));
		// FFmpeg sees two codec configurations and an end of sequence as no packets
		assertThat((long) Ffprobe.packets(file).size()).isEqualTo(await(RtmpPublishStoppedEvent.class).frames() - 3);
	}

	@Test
	void whenStreamIsLivePageHearsOfIt() {
		try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key");
				Stream<String> overviews = new Web(this.webPort).events("/streams/events")) {
			String measured = overviews
				.filter((event) -> event.contains("\"keyFrameInterval\":1.0") && !event.contains("\"bitrate\":null"))
				.findFirst()
				.orElseThrow();
			DocumentContext overview = JsonPath.parse(measured);
			assertThat(overview.<Integer>read("$.port")).isEqualTo(this.rtmpPort);
			assertThat(overview.<String>read("$.streams[0].name")).isEqualTo("demo");
			assertThat(overview.<String>read("$.streams[0].remoteAddress")).startsWith("127.0.0.1:");
			assertThat(overview.<Double>read("$.streams[0].bitrate")).isPositive();
			assertThat(overview.<String>read("$.streams[0].video.codec")).isEqualTo("H.264");
			assertThat(overview.<Integer>read("$.streams[0].video.width")).isEqualTo(320);
			assertThat(overview.<Integer>read("$.streams[0].video.height")).isEqualTo(180);
			assertThat(overview.<Double>read("$.streams[0].video.frameRate")).isBetween(29.0, 31.0);
			assertThat(overview.<String>read("$.streams[0].audio.codec")).isEqualTo("AAC");
			assertThat(overview.<Integer>read("$.streams[0].audio.sampleRate")).isEqualTo(44100);
			encoder.stop();
			encoder.await(TIMEOUT).orFail();
		}
		await(RtmpPublishStoppedEvent.class);
	}

	@Test
	void whenStreamIsLiveActuatorTells() {
		Web web = new Web(this.webPort);
		try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key")) {
			await(RtmpPublishStartedEvent.class);
			DocumentContext health = JsonPath.parse(web.get("/actuator/health").body());
			assertThat(health.<String>read("$.components.rtmp.status")).isEqualTo("UP");
			String publishers = web.get("/actuator/metrics/rtmp.server.publishers.active").body();
			assertThat(JsonPath.<List<Double>>read(publishers, "$.measurements[*].value")).containsExactly(1.0);
			assertThat(JsonPath.<List<String>>read(web.get("/actuator/rtmp").body(), "$..name")).contains("demo");
			assertThat(web.get("/actuator/prometheus").body()).contains("rtmp_server_publishers_active_publishers 1.0");
			encoder.stop();
			encoder.await(TIMEOUT).orFail();
		}
		await(RtmpPublishStoppedEvent.class);
	}

	@Test
	void whenKeyIsWrongEncoderIsRefused() {
		try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "wrong-key")) {
			Ffmpeg.Result result = encoder.await(TIMEOUT);
			assertThat(result.exitCode()).isNotZero();
			assertThat(result.stderr()).contains("Server error:");
		}
		RtmpPublishRejectedEvent rejected = await(RtmpPublishRejectedEvent.class);
		assertThat(rejected.reason()).isEqualTo(RejectReason.DENIED);
		assertThat(rejected.toString()).doesNotContain("wrong-key");
		assertThat(this.events.types()).containsExactly(RtmpPublishRejectedEvent.class);
	}

	private <T> T await(Class<T> type) {
		Awaitility.await().atMost(TIMEOUT).until(() -> !this.events.events(type).isEmpty());
		return this.events.events(type).get(0);
	}

}
