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

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishLimits;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.FfmpegProcess;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Metadata;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Why the server refuses or ends a publish is what FFmpeg tells its user.
 */
@RequiresFfmpeg
@Tag("D7")
class FfmpegToldTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Path MEDIA = MediaFiles.H264_AAC.flv();

	@Test
	void whenDisconnectedItPrintsTheReason() {
		assertTold("Not your slot.", (builder) -> {
		}, (server) -> disconnect(server, Disconnection.because("Not your slot.")));
	}

	@Test
	void whenDisconnectedWithoutAReasonItPrintsThat() {
		assertTold("Disconnected by the server.", (builder) -> {
		}, (server) -> disconnect(server, Disconnection.DEFAULT));
	}

	@Test
	void whenItsKeyOrAddressIsBannedItPrintsTheReason() {
		for (BanTarget target : BanTarget.values()) {
			assertTold("No more of this.", (builder) -> {
			}, (server) -> disconnect(server,
					Disconnection.because("No more of this.").andBan(target, Duration.ofHours(1))));
		}
	}

	@Test
	void whenReplacedItPrintsWhy() {
		assertTold("Published from a new connection.",
				(builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REPLACE),
				(server) -> RawRtmpClient.publishing(server.port(), "live", "key").close());
	}

	@Test
	void whenTheServerShutsDownItPrintsThat() {
		assertTold("The server is shutting down.", (builder) -> {
		}, (server) -> server.server().shutdown(Duration.ofSeconds(10)));
	}

	@Test
	void whenAConsumerStallsItPrintsThatTheServerCannotKeepUp() {
		CountDownLatch release = new CountDownLatch(1);
		SubscriptionOptions options = SubscriptionOptions.lossless()
			.queueBytes(1000)
			.stallDeadline(SHORT)
			.onStall(StallPolicy.STOP_PUBLISHER);
		assertTold("The server cannot keep up.", (builder) -> builder.drainTimeout(SHORT)
			.handler((stream) -> stream.subscribe(options, (packet) -> hang(release))), (server) -> {
			});
		release.countDown();
	}

	@Test
	@Tag("heavy")
	void whenABitRateIsExceededItPrintsThat() {
		assertLimited("More bits per second than allowed.", PublishLimits.NONE.withBitRate(8_000));
	}

	@Test
	void whenItsTimeIsOverItPrintsThat() {
		assertLimited("Live for as long as allowed.", PublishLimits.NONE.withDuration(SHORT));
	}

	@Test
	void whenAMessageIsTooLongItPrintsThat() {
		assertTold("What was sent is not valid RTMP or exceeds a limit.",
				(builder) -> builder.maxMediaMessageSize(1000), (server) -> {
				});
	}

	@Test
	void whenAListenerHoldsUpTheStartItPrintsThat() {
		CountDownLatch release = new CountDownLatch(1);
		RtmpServerListener listener = new RtmpServerListener() {

			@Override
			public void publishStarted(PublishEvent event) {
				hang(release);
			}

		};
		try (TestServer server = new TestServer(listener, (builder) -> builder.publishTimeout(SHORT));
				FfmpegProcess ffmpeg = publish(server, "live/key")) {
			assertThat(stderrOf(ffmpeg)).contains("Server error: The server cannot take the stream now.");
			release.countDown();
		}
	}

	@Test
	void whenTheNameIsTakenItPrintsThat() {
		try (TestServer server = new TestServer(
				(builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REJECT));
				RawRtmpClient first = RawRtmpClient.publishing(server.port(), "live", "key");
				FfmpegProcess ffmpeg = publish(server, "live/key")) {
			assertThat(stderrOf(ffmpeg)).contains("Server error: The stream is already being published.");
			first.deleteStream(1);
		}
	}

	@Test
	void whenItsKeyIsBannedItPrintsThat() {
		try (TestServer server = new TestServer();
				RawRtmpClient first = RawRtmpClient.publishing(server.port(), "live", "key")) {
			disconnect(server, Disconnection.DEFAULT.andBan(BanTarget.KEY, Duration.ofHours(1)));
			first.awaitClose();
			try (FfmpegProcess ffmpeg = publish(server, "live/key")) {
				assertThat(stderrOf(ffmpeg)).contains("Server error: The stream key is banned for now.");
			}
		}
	}

	@Test
	void whenTheServerIsBusyItPrintsThat() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		try (TestServer server = new TestServer(
				(builder) -> builder.maxUnansweredDecisions(1).validatorTimeout(TIMEOUT).validator((request) -> {
					asked.countDown();
					hang(release);
					return PublishDecision.reject("");
				})); RawRtmpClient first = RawRtmpClient.connected(server.port(), "live")) {
			first.publish(1, "first");
			hang(asked);
			try (FfmpegProcess ffmpeg = publish(server, "live/key")) {
				assertThat(stderrOf(ffmpeg)).contains("Server error: The server is busy, please try again.");
			}
			release.countDown();
		}
	}

	@Test
	void whenThereIsNoSuchApplicationItPrintsThat() {
		try (TestServer server = new TestServer((builder) -> builder.applications(Set.of("studio")));
				FfmpegProcess ffmpeg = publish(server, "live/key")) {
			assertThat(stderrOf(ffmpeg)).contains("Server error: There is no such application.");
		}
	}

	@Test
	@Tag("D9")
	void whenTheValidatorTakesLongerThanAPublishMayItPrintsThatItIsClosed() {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer(
				(builder) -> builder.publishTimeout(SHORT).validatorTimeout(TIMEOUT).validator((request) -> {
					hang(release);
					return PublishDecision.reject("");
				})); FfmpegProcess ffmpeg = publish(server, "live/key")) {
			assertThat(stderrOf(ffmpeg)).contains("Server error: Nothing was published in time.");
			release.countDown();
		}
	}

	private static void assertLimited(String text, PublishLimits limits) {
		assertTold(text, (builder) -> builder.validator((request) -> PublishDecision.accept("name", Map.of(), limits)),
				(server) -> {
				});
	}

	/**
	 * Publish, do something once media flows, and expect FFmpeg to end with a text.
	 */
	private static void assertTold(String text, Consumer<RtmpServerBuilder> customizer, Consumer<TestServer> action) {
		try (TestServer server = new TestServer(customizer); FfmpegProcess ffmpeg = publish(server, "live/key")) {
			server.await(Started.class, TIMEOUT);
			server.await(Metadata.class, TIMEOUT);
			action.accept(server);
			assertThat(stderrOf(ffmpeg)).contains("Server error: " + text);
		}
	}

	private static void disconnect(TestServer server, Disconnection disconnection) {
		LiveStream stream = server.server().streams().iterator().next();
		assertThat(server.server().disconnect(stream.publisher().sessionId(), disconnection)).isTrue();
	}

	/**
	 * Publish in real time until the server ends it.
	 */
	private static FfmpegProcess publish(TestServer server, String path) {
		return Ffmpeg.start("-v", "error", "-re", "-stream_loop", "-1", "-i", MEDIA.toString(), "-c", "copy", "-f",
				"flv", "rtmp://127.0.0.1:" + server.port() + "/" + path);
	}

	private static String stderrOf(FfmpegProcess ffmpeg) {
		Ffmpeg.Result result = ffmpeg.await(TIMEOUT);
		assertThat(result.exitCode()).isNotZero();
		return result.stderr();
	}

	/**
	 * Wait for a latch or an interrupt.
	 */
	private static void hang(CountDownLatch latch) {
		try {
			latch.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
