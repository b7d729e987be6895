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

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Slow clients against a real server with short deadlines.
 */
class DeadlineTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	@Test
	@Tag("HS11")
	@Tag("H1")
	void whenClientIsSilentItIsClosed() {
		try (TestServer server = new TestServer((builder) -> builder.handshakeTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.open(server.port())) {
			assertThat(client.awaitClose()).isZero();
			assertThat(server.server().statistics().missedDeadlines(Deadline.HANDSHAKE)).isOne();
		}
	}

	@Test
	@Tag("H2")
	void whenClientTricklesTheHandshakeItGetsNoMoreTime() {
		try (TestServer server = new TestServer((builder) -> builder.handshakeTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.open(server.port())) {
			int sent = 0;
			while (server.server().statistics().missedDeadlines(Deadline.HANDSHAKE) == 0) {
				client.sendBytesWhileOpen(new byte[] { (byte) ((sent++ == 0) ? 3 : 0) });
				LockSupport.parkNanos(SHORT.toNanos() / 20);
			}
			assertThat(sent).isBetween(2, 200);
			assertThat(client.awaitClose()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 0", "1536, 0", "1537, 3073", "1538, 3073", "3072, 3073" })
	@Tag("HS11")
	@Tag("H3")
	void whenClientStallsInTheHandshakeItIsClosed(int sent, int answered) {
		try (TestServer server = new TestServer((builder) -> builder.handshakeTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.open(server.port())) {
			byte[] hello = new byte[sent];
			hello[0] = 3;
			client.sendBytes(hello);
			assertThat(client.awaitClose()).isEqualTo(answered);
			assertThat(server.server().statistics().missedDeadlines(Deadline.HANDSHAKE)).isOne();
		}
	}

	@Test
	@Tag("HS11")
	@Tag("D9")
	void whenClientNeverPublishesItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.publishTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			assertNothingPublished(client);
			assertThat(server.server().statistics().missedDeadlines(Deadline.PUBLISH)).isOne();
			assertThat(server.isQuiet()).isTrue();
		}
	}

	@Test
	@Tag("D9")
	void whenClientDoesNotPublishAgainItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.publishTimeout(Duration.ofSeconds(1)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			client.audio(0, (byte) 0x2F, (byte) 1).deleteStream(1);
			assertNothingPublished(client);
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("D9")
	void whenClientShakesHandsAndSaysNothingItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.publishTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			assertNothingPublished(client);
		}
	}

	private static void assertNothingPublished(RawRtmpClient client) {
		CommandMessage status = client.awaitStatus("NetConnection.Connect.Closed");
		assertThat(status.streamId()).isZero();
		AmfProperties info = (AmfProperties) status.arguments().get(0);
		assertThat(info.string("level")).isEqualTo("error");
		assertThat(info.string("description")).isEqualTo("Nothing was published in time.");
		client.awaitClose();
	}

	@Test
	@Tag("NS12")
	@Tag("V7")
	@Tag("D9")
	void whenPublisherFallsSilentItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.audio(0, (byte) 0x2F, (byte) 1);
			client.awaitStatus("NetStream.Publish.Idle");
			client.awaitClose();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.IDLE);
			assertThat(server.server().statistics().missedDeadlines(Deadline.IDLE)).isOne();
		}
	}

	@Test
	@Tag("K1")
	void whenPublisherNeverSendsMediaItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.firstMediaTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.awaitStatus("NetStream.Publish.Idle");
			client.awaitClose();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.IDLE);
			assertThat(server.server().statistics().missedDeadlines(Deadline.FIRST_MEDIA)).isOne();
		}
	}

	@Test
	@Tag("D12")
	void whenPublisherIsAliveButSendsNoMoreMediaItIsToldAndClosed() {
		try (TestServer server = new TestServer((builder) -> builder.mediaTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.audio(0, (byte) 0x2F, (byte) 1);
			client.awaitStatus("NetStream.Publish.Idle");
			client.awaitClose();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.IDLE);
			assertThat(server.server().statistics().missedDeadlines(Deadline.MEDIA)).isOne();
		}
	}

	@ParameterizedTest
	@MethodSource
	@Tag("D12")
	void whenPublisherGivesSignsOfLifeItIsNotIdle(RtmpMessage sign) {
		Duration idle = Duration.ofMillis(1500);
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(idle));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.audio(0, (byte) 0x2F, (byte) 1);
			long end = System.nanoTime() + idle.toNanos() * 2;
			while (System.nanoTime() < end) {
				client.send(sign);
				LockSupport.parkNanos(idle.toNanos() / 10);
			}
			client.audio(20, (byte) 0x2F, (byte) 1).deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	static Stream<RtmpMessage> whenPublisherGivesSignsOfLifeItIsNotIdle() {
		return Stream.of(UserControl.of(UserControl.PING_RESPONSE, 0), new Acknowledgement(5000));
	}

	@Test
	@Tag("D12")
	void whenPublisherTricklesAMessageItIsIdle() {
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(SHORT));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			// 16 audio bytes on chunk stream 4, of which one comes at a time
			client.sendBytes(Hex.bytes("04 000000 000010 08 01000000"));
			for (int i = 0; i < 15 && server.server().statistics().missedDeadlines(Deadline.IDLE) == 0; i++) {
				client.sendBytesWhileOpen(new byte[1]);
				LockSupport.parkNanos(SHORT.toNanos() / 5);
			}
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.IDLE);
			assertThat(server.server().statistics().missedDeadlines(Deadline.IDLE)).isOne();
		}
	}

	@Test
	@Tag("V7")
	void whenPublisherFallsSilentItIsPingedUntilItSendsAgain() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			client.audio(0, (byte) 0x2F, (byte) 1);
			client.await(UserControl.class, (control) -> control.eventType() == UserControl.PING_REQUEST);
			client.await(UserControl.class, (control) -> control.eventType() == UserControl.PING_REQUEST);
			client.audio(20, (byte) 0x2F, (byte) 1).deleteStream(1);
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	void whenTimeoutsAreForEverNothingIsTooLate() throws Exception {
		Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
		try (TestServer server = new TestServer((builder) -> builder.handshakeTimeout(forEver)
			.publishTimeout(forEver)
			.validatorTimeout(forEver)
			.firstMediaTimeout(forEver)
			.mediaTimeout(forEver)
			.idleTimeout(forEver)
			.writeTimeout(forEver)
			.drainTimeout(forEver)); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			client.deleteStream(1);
			server.await(Started.class);
			server.await(Stopped.class);
			client.close();
			assertThat(server.server().shutdown(forEver).get(10, TimeUnit.SECONDS)).isTrue();
		}
	}

}
