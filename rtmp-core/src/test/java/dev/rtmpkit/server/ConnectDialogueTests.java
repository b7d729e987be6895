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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code connect} dialogue over a real socket.
 */
class ConnectDialogueTests {

	@Test
	@Tag("NC1")
	@Tag("NC2")
	@Tag("NC4")
	void whenOnlyTheAppIsSaidAnswersTheseBytes() {
		try (TestServer server = new TestServer((builder) -> builder.capabilities(Capabilities.NONE));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.sendBytes(Hex.bytes("""
					03 000000 000023 14 00000000
					020007636F6E6E656374 003FF0000000000000 // connect, transaction 1
					03 0003617070 0200046C697665 000009 // app live
					"""));
			byte[] expected = Hex.bytes("""
					02 000000 000004 05 00000000 002625A0 // window
					02 000000 000005 06 00000000 002625A0 02 // bandwidth
					02 000000 000004 01 00000000 00001000 // chunk size
					02 000000 000006 04 00000000 0000 00000000 // stream begin
					03 000000 0000CD 14 00000000 0200075F726573756C74 003FF0000000000000 // _result, transaction 1
					""");
			assertThat(client.readBytes(expected.length)).isEqualTo(expected);
		}
	}

	@Test
	@Tag("NC6")
	@Tag("NC7")
	@Tag("AM6")
	void capabilitiesGoBothWays() {
		Capabilities told = new Capabilities(List.of("hvc1"), Map.of("*", 2), Map.of(), 3, 0);
		try (TestServer server = new TestServer((builder) -> builder
			.validator((request) -> PublishDecision.accept("caps-" + request.capabilities().capsEx())));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.command(0, "connect", 1,
					told.addTo(AmfObject.builder().put("app", "live").put("objectEncoding", 3)).build());
			CommandMessage result = client.awaitCommand("_result");
			AmfProperties info = (AmfProperties) result.arguments().get(0);
			assertThat(Capabilities.of(info)).isEqualTo(Capabilities.FORWARDING);
			assertThat(info.number("objectEncoding")).isEqualTo(3);
			client.publish(0, "key").awaitStatus("NetStream.Publish.Start");
			assertThat(server.await(Started.class).stream().name()).isEqualTo("caps-3");
		}
	}

	@Test
	@Tag("NC1")
	void whenArgumentsFollowTheCommandObjectConnects() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.command(0, "connect", 1, AmfObject.builder().put("app", "live").build(), new AmfBoolean(true),
					new AmfString("token"));
			client.awaitCommand("_result");
			client.publish(0, "key").awaitStatus("NetStream.Publish.Start");
		}
	}

	@Test
	@Tag("PC3")
	void whenChunkSizeIsSetBeforeConnectItHolds() {
		String tcUrl = "rtmp://localhost/live?padding=" + "x".repeat(1000);
		try (TestServer server = new TestServer((builder) -> builder
			.validator((request) -> PublishDecision.accept("padding-" + request.parameters().get("padding").length())));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.send(new SetChunkSize(4096))
				.command(0, "connect", 1, AmfObject.builder().put("app", "live").put("tcUrl", tcUrl).build());
			client.awaitCommand("_result");
			client.publish(0, "key").awaitStatus("NetStream.Publish.Start");
			assertThat(server.await(Started.class).stream().name()).isEqualTo("padding-1000");
		}
	}

	@Test
	@Tag("PC6")
	void whenClientSetsAWindowItIsAcknowledgedEachTimeAtAnyPointOfTheDialogue() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.send(new SetChunkSize(4096), new WindowAcknowledgementSize(1000));
			long acknowledged = 0;
			for (int i = 0; i < 5; i++) {
				client.send(new AudioMessage(0, i, ByteBuffer.allocate(1000)));
				long sequenceNumber = client.await(Acknowledgement.class, (message) -> true).sequenceNumber();
				assertThat(sequenceNumber - acknowledged).isBetween(1000L, 1050L);
				acknowledged = sequenceNumber;
			}
		}
	}

	@Test
	@Tag("NC8")
	void whenRefusedClientGetsTheReasonHoweverMuchItHasSentMeanwhile() {
		try (TestServer server = new TestServer((builder) -> builder.applications(Set.of("live")));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			client.command(0, "connect", 1, AmfObject.builder().put("app", "other").build());
			for (int i = 0; i < 20; i++) {
				client.command(0, "releaseStream", 2, AmfNull.INSTANCE, new AmfString("x".repeat(1000)));
			}
			CommandMessage error = client.awaitCommand("_error");
			assertThat(error.transactionId()).isOne();
			assertThat(RawRtmpClient.code(error)).isEqualTo("NetConnection.Connect.InvalidApp");
			client.awaitClose();
		}
	}

	@Test
	@Tag("D4")
	void whenApplicationIsUnknownListenersAreToldAndItIsCountedAndLoggedOnce() {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.rtmpkit.internal.publish.Notifications");
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		try (TestServer server = new TestServer((builder) -> builder.applications(Set.of("live")))) {
			for (int i = 0; i < 3; i++) {
				try (RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
					client.command(0, "connect", 1, AmfObject.builder().put("app", "s3cret-key").build());
					client.awaitCommand("_error");
					client.awaitClose();
				}
				Rejected rejected = server.await(Rejected.class);
				assertThat(rejected.reason()).isEqualTo(RejectReason.UNKNOWN_APPLICATION);
				assertThat(rejected.message()).isEqualTo("There is no such application.");
				assertThat(rejected.request().toString()).doesNotContain("s3cret-key");
			}
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.UNKNOWN_APPLICATION)).isEqualTo(3);
		}
		finally {
			logger.detachAppender(log);
		}
		// The interval may end once while the test runs
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN).hasSizeBetween(1, 2);
		assertThat(log.list.get(0).getFormattedMessage()).contains("from /127.0.0.1:")
			.endsWith(" is refused: There is no such application. (UNKNOWN_APPLICATION)")
			.doesNotContain("s3cret-key");
	}

	@Test
	@Tag("NC9")
	void whenConnectedTwiceGoesOnWithTheFirst() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.command(0, "connect", 7, AmfObject.builder().put("app", "other").build());
			assertThat(client.awaitCommand("_error").transactionId()).isEqualTo(7);
			client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
			assertThat(server.await(Started.class).stream().publisher().app()).isEqualTo("live");
		}
	}

}
