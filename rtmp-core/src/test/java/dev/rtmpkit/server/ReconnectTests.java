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
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Encoders are asked to reconnect, and do or do not.
 */
class ReconnectTests {

	private static final String RECONNECT_REQUEST = "NetConnection.Connect.ReconnectRequest";

	private static final int CAPS_EX_RECONNECT = 1;

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final byte[] KEY_FRAME = { 0x12, 1 };

	@Tag("RC1")
	@Test
	void whenEncoderUnderstandsItIsAskedOnTheConnection() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			LiveStream stream = server.await(Started.class).stream();
			assertThat(stream.requestReconnect("rtmp://elsewhere/live", LONG)).isTrue();
			CommandMessage request = client.awaitStatus(RECONNECT_REQUEST);
			assertThat(request.streamId()).isZero();
			assertThat(request.transactionId()).isZero();
			AmfProperties info = (AmfProperties) request.arguments().get(0);
			assertThat(info.string("level")).isEqualTo("status");
			assertThat(info.string("tcUrl")).isEqualTo("rtmp://elsewhere/live");
			assertThat(info.string("description")).isNotBlank();
		}
	}

	@Tag("RC3")
	@Test
	void whenThereIsNoTargetNoneIsSent() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			String sessionId = server.await(Started.class).stream().publisher().sessionId();
			assertThat(server.server().requestReconnect(sessionId, null, LONG)).isTrue();
			AmfProperties info = (AmfProperties) client.awaitStatus(RECONNECT_REQUEST).arguments().get(0);
			assertThat(info.get("tcUrl")).isNull();
		}
	}

	@Tag("RC2")
	@Test
	void whenEncoderHasNotAnnouncedItNothingIsSent() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			assertThat(stream.requestReconnect(null, Duration.ofMillis(1))).isFalse();
			assertThat(server.server().requestReconnect(stream.publisher().sessionId(), null, LONG)).isFalse();
			// what comes next is the answer to this
			client.command(0, "_checkbw", 9, AmfNull.INSTANCE);
			RtmpMessage next = client.receive();
			assertThat(next).isInstanceOf(CommandMessage.class);
			assertThat(((CommandMessage) next).name()).isEqualTo("_result");
		}
	}

	@Test
	void whenStreamIsOverThereIsNobodyToAsk() {
		try (TestServer server = new TestServer()) {
			LiveStream stream;
			try (RawRtmpClient client = publishing(server)) {
				stream = server.await(Started.class).stream();
				client.deleteStream(1);
				server.await(Stopped.class);
			}
			assertThat(stream.requestReconnect(null, LONG)).isFalse();
			assertThat(server.server().requestReconnect(stream.publisher().sessionId(), null, LONG)).isFalse();
		}
	}

	@Tag("RC4")
	@Test
	void untilTheEncoderLeavesItIsServed() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			LiveStream stream = server.await(Started.class).stream();
			stream.requestReconnect(null, LONG);
			client.awaitStatus(RECONNECT_REQUEST);
			client.video(0, KEY_FRAME).video(40, KEY_FRAME);
			client.deleteStream(1);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stopped.stream().statistics().video().packets()).isEqualTo(2);
		}
	}

	@Tag("RC4")
	@Test
	void whenEncoderStaysItsConnectionIsClosed() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			server.await(Started.class).stream().requestReconnect(null, Duration.ofMillis(50));
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
			client.awaitStatus("NetConnection.Connect.Closed");
			client.awaitClose();
		}
	}

	@Tag("RC5")
	@Test
	void whenEncoderPublishesAnewTheOldPublishGivesWay() {
		try (TestServer server = new TestServer(); RawRtmpClient old = publishing(server)) {
			LiveStream first = server.await(Started.class).stream();
			first.requestReconnect(null, LONG);
			old.awaitStatus(RECONNECT_REQUEST);
			try (RawRtmpClient client = publishing(server)) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream().publisher().sessionId()).isEqualTo(first.publisher().sessionId());
				assertThat(stopped.reason()).isEqualTo(StopReason.REPLACED);
				LiveStream second = server.await(Started.class).stream();
				assertThat(second.name()).isEqualTo(first.name());
				old.awaitClose();
				client.video(0, KEY_FRAME).deleteStream(1);
				assertThat(server.await(Stopped.class).stream().statistics().video().packets()).isOne();
			}
		}
	}

	@Tag("RC4")
	@Tag("RC5")
	@Test
	void whenEncoderPublishesAnewWhatItStillSendsOnTheOldConnectionIsNotLost() {
		try (TestServer server = new TestServer(); RawRtmpClient old = publishing(server)) {
			server.await(Started.class).stream().requestReconnect(null, LONG);
			old.awaitStatus(RECONNECT_REQUEST);
			try (RawRtmpClient client = publishing(server)) {
				client.video(80, KEY_FRAME);
				old.video(0, KEY_FRAME).video(40, KEY_FRAME).deleteStream(1);
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
				assertThat(stopped.stream().statistics().video().packets()).isEqualTo(2);
				server.await(Started.class);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).stream().statistics().video().packets()).isOne();
			}
		}
	}

	@Tag("RC5")
	@Test
	void whenTheNewConnectionIsGoneTheOldPublishGoesOn() {
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(LONG));
				RawRtmpClient old = publishing(server)) {
			LiveStream stream = server.await(Started.class).stream();
			stream.requestReconnect(null, LONG);
			old.awaitStatus(RECONNECT_REQUEST);
			publishing(server).reset();
			while (server.server().statistics().activeConnections() > 1) {
				Thread.onSpinWait();
			}
			try (RawRtmpClient client = publishing(server)) {
				old.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
				assertThat(server.await(Started.class).stream().name()).isEqualTo(stream.name());
				client.video(0, KEY_FRAME).deleteStream(1);
				assertThat(server.await(Stopped.class).stream().statistics().video().packets()).isOne();
			}
		}
	}

	@Tag("RC5")
	@Test
	void whenSomebodyElseMayUseTheNameTheOldPublishGoesOn() {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.accept("shared", Map.of())));
				RawRtmpClient old = publishing(server);
				RawRtmpClient other = RawRtmpClient.connected(server.port(), "live", CAPS_EX_RECONNECT)) {
			server.await(Started.class).stream().requestReconnect(null, LONG);
			other.publish(1, "another").awaitStatus("NetStream.Publish.BadName");
			assertThat(server.await(TestServer.Rejected.class).reason()).isEqualTo(RejectReason.NAME_IN_USE);
			old.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Tag("RC5")
	@Test
	void whenTheNewPublishIsOnTheOldConnectionItIsRefused() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			server.await(Started.class).stream().requestReconnect(null, LONG);
			client.command(0, "createStream", 2, AmfNull.INSTANCE).awaitCommand("_result");
			client.publish(2, "key").awaitStatus("NetStream.Publish.BadName");
			assertThat(server.await(TestServer.Rejected.class).reason()).isEqualTo(RejectReason.NAME_IN_USE);
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Tag("RC5")
	@Test
	void whenNobodyWasAskedASecondPublishIsUpToThePolicy() {
		try (TestServer server = new TestServer(
				(builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REJECT));
				RawRtmpClient first = publishing(server);
				RawRtmpClient second = RawRtmpClient.connected(server.port(), "live", CAPS_EX_RECONNECT)) {
			second.publish(1, "key");
			second.awaitStatus("NetStream.Publish.BadName");
			first.command(0, "_checkbw", 9, AmfNull.INSTANCE).awaitCommand("_result");
		}
	}

	@Tag("RC4")
	@Test
	void whenServerShutsDownEncodersThatUnderstandAreServedUntilTheyLeave() throws Exception {
		try (TestServer server = new TestServer((builder) -> builder.reconnectUrl("//elsewhere:1936/live"));
				RawRtmpClient leaving = publishing(server);
				RawRtmpClient other = RawRtmpClient.publishing(server.port(), "live", "other")) {
			server.await(Started.class);
			server.await(Started.class);
			CompletableFuture<Boolean> stopped = server.server().shutdown(LONG);
			AmfProperties info = (AmfProperties) leaving.awaitStatus(RECONNECT_REQUEST).arguments().get(0);
			assertThat(info.string("tcUrl")).isEqualTo("//elsewhere:1936/live");
			other.awaitStatus("NetConnection.Connect.AppShutdown");
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			leaving.video(0, KEY_FRAME).video(40, KEY_FRAME).deleteStream(1).close();
			Stopped last = server.await(Stopped.class);
			assertThat(last.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(last.stream().statistics().video().packets()).isEqualTo(2);
			assertThat(stopped.get()).isTrue();
		}
	}

	@Tag("RC3")
	@Test
	void whenServerShutsDownEncodersThatWereToldWhereToGoAreNotCalledBack() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server)) {
			server.await(Started.class).stream().requestReconnect("//elsewhere/live", LONG);
			client.awaitStatus(RECONNECT_REQUEST);
			server.server().shutdown(Duration.ofMillis(200));
			assertThat(RawRtmpClient.code(client.awaitCommand("onStatus")))
				.isEqualTo("NetConnection.Connect.AppShutdown");
			client.awaitClose();
		}
	}

	@Tag("RC4")
	@Test
	void whenServerShutsDownEncodersThatStayAreClosedAfterHalfTheGracePeriod() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient publishing = publishing(server);
				RawRtmpClient idle = publishing(server, "idle")) {
			server.await(Started.class);
			server.await(Started.class);
			// its publish ends, its connection does not
			idle.deleteStream(1);
			CompletableFuture<Boolean> stopped = server.server().shutdown(Duration.ofSeconds(3));
			publishing.awaitStatus("NetConnection.Connect.AppShutdown");
			publishing.awaitClose();
			publishing.close();
			idle.awaitClose();
			idle.close();
			assertThat(stopped.get()).isTrue();
		}
	}

	private static RawRtmpClient publishing(TestServer server) {
		return publishing(server, "key");
	}

	private static RawRtmpClient publishing(TestServer server, String key) {
		return RawRtmpClient.publishing(server.port(), "live", key, CAPS_EX_RECONNECT);
	}

}
