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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.testkit.Authmod;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.SimpleChunkReader;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever the server says, the simplest chunk readers understand. {@link RawRtmpClient}
 * reads everything with a {@link SimpleChunkReader}, too, and fails if the two differ;
 * the dialogues here are those that repeat a reply or have it follow one of its kind.
 */
@Tag("D1")
class ReplyFramingTests {

	/** HaishinKit.kt takes the third of these for something else, and disconnects. */
	@Test
	void whenTheServerPingsAgainAndAgainEachPingHasAFullHeader() {
		MessageWriter writer = new MessageWriter();
		for (int i = 0; i < 3; i++) {
			ByteBuffer ping = writer.write(List.of(UserControl.of(UserControl.PING_REQUEST, i)));
			assertThat(HexFormat.of().formatHex(ping.array(), 0, ping.limit()))
				.isEqualTo(spaceless("02 000000 000006 04 00000000 0006 0000000" + i));
		}
	}

	@Test
	void whenMessagesAreLongTheirChunksFollowWithoutHeaders() {
		String text = "x".repeat(300);
		ByteBuffer bytes = new MessageWriter().write(List.of(Commands.call(text, 1, AmfNull.INSTANCE)));
		assertThat(bytes.get(0)).isEqualTo((byte) 0x03);
		assertThat(bytes.get(12 + 128)).isEqualTo((byte) 0xC3);
		assertThat(bytes.get(12 + 2 * 128 + 1)).isEqualTo((byte) 0xC3);
		assertThat(new SimpleChunkReader().read(bytes)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Broken.class)
	void whenAMessageBeginsWithAShortHeaderTheSimpleReaderIsOutOfStep(Broken broken) {
		SimpleChunkReader reader = new SimpleChunkReader();
		String ping = "02 000000 000006 04 00000000 0006 00000000";
		assertThat(reader.read(ByteBuffer.wrap(Hex.bytes(ping + ping)))).hasSize(2);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> reader.read(ByteBuffer.wrap(Hex.bytes(broken.next))));
	}

	@Test
	void whenNothingIsPublishedEveryReplyIsUnderstood() {
		try (TestServer server = new TestServer(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			client.handshake();
			for (int i = 0; i < 3; i++) {
				client.command(0, "tooEarly", 7, AmfNull.INSTANCE).awaitCommand("_error");
			}
			client.connect("live", 0);
			for (int i = 0; i < 3; i++) {
				client.command(0, "connect", 8, AmfObject.EMPTY).awaitCommand("_error");
				client.command(0, "unknown", 9, AmfNull.INSTANCE).awaitCommand("_error");
				client.command(0, "releaseStream", 10, AmfNull.INSTANCE, new AmfString("key")).awaitCommand("_result");
				client.command(0, "FCPublish", 11, AmfNull.INSTANCE, new AmfString("key")).awaitCommand("_result");
				client.command(0, "_checkbw", 12, AmfNull.INSTANCE).awaitCommand("_result");
				client.command(0, "getStreamLength", 13, AmfNull.INSTANCE).awaitCommand("_result");
				client.command(0, "FCSubscribe", 14, AmfNull.INSTANCE).awaitCommand("onFCSubscribe");
				client.command(1, "play", 0, AmfNull.INSTANCE).awaitStatus("NetStream.Play.StreamNotFound");
				client.command(1, "seek", 0, AmfNull.INSTANCE).awaitStatus("NetStream.Seek.Failed");
				client.command(9, "publish", 0, AmfNull.INSTANCE, new AmfString("key")).awaitStatus("NetStream.Failed");
				client.send(UserControl.of(UserControl.PING_REQUEST, i));
				awaitControl(client, UserControl.PING_RESPONSE);
				client.send(new SetPeerBandwidth(1000 + i, SetPeerBandwidth.HARD));
				client.await(WindowAcknowledgementSize.class, (size) -> true);
			}
			client.publish(1, "no").awaitStatus("NetStream.Publish.Denied");
			client.awaitClose();
		}
	}

	@Test
	void whenPublishingEveryReplyIsUnderstood() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live", 1)) {
			for (int i = 0; i < 3; i++) {
				client.command(0, "FCPublish", 11, AmfNull.INSTANCE, new AmfString("key")).awaitCommand("_result");
				client.publish(1, "key").awaitCommand("onFCPublish");
				client.awaitStatus("NetStream.Publish.Start");
				LiveStream stream = server.await(Started.class).stream();
				client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
				client.publish(1, "other").awaitStatus("NetStream.Publish.BadName");
				for (int j = 0; j < 3; j++) {
					stream.ping();
					awaitControl(client, UserControl.PING_REQUEST);
					stream.tell(LiveStream.Notice.DRY);
					awaitControl(client, UserControl.STREAM_DRY);
					stream.tell(LiveStream.Notice.RECORDED);
					awaitControl(client, UserControl.STREAM_IS_RECORDED);
					client.send(new WindowAcknowledgementSize(100)).audio(j, new byte[200]);
					client.await(Acknowledgement.class, (acknowledgement) -> true);
					assertThat(stream.requestReconnect("rtmp://localhost/elsewhere", Duration.ofMinutes(1))).isTrue();
					client.awaitStatus("NetConnection.Connect.ReconnectRequest");
				}
				client.command(0, "FCUnpublish", 12, AmfNull.INSTANCE, new AmfString("key"));
				client.awaitCommand("onFCUnpublish");
				client.awaitStatus("NetStream.Unpublish.Success");
				server.await(Stopped.class);
			}
			client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
			LiveStream stream = server.await(Started.class).stream();
			server.server().disconnect(stream.publisher().sessionId(), Disconnection.because("x".repeat(128)));
			client.awaitStatus("NetConnection.Connect.Closed");
			awaitControl(client, UserControl.STREAM_EOF);
			client.awaitClose();
		}
	}

	@Test
	void whenTheServerEndsConnectionsItIsUnderstood() {
		try (TestServer server = new TestServer();
				RawRtmpClient idle = RawRtmpClient.open(server.port()).handshake();
				RawRtmpClient connected = RawRtmpClient.connected(server.port(), "live");
				RawRtmpClient broken = RawRtmpClient.publishing(server.port(), "live", "broken");
				RawRtmpClient publishing = RawRtmpClient.publishing(server.port(), "live", "key")) {
			broken.command(0, "createStream", 2, AmfNull.INSTANCE);
			broken.sendBytes(Hex.bytes("02 000000 000004 01 00000000 00000000 // chunk size 0"));
			broken.awaitStatus("NetStream.Failed");
			// Its connect would be answered once the handshake has been seen
			idle.command(0, "connect", 1, AmfObject.builder().put("app", "live").build()).awaitCommand("_result");
			server.server().shutdown(Duration.ofSeconds(10));
			idle.awaitStatus("NetConnection.Connect.AppShutdown");
			connected.awaitStatus("NetConnection.Connect.AppShutdown");
			publishing.awaitStatus("NetConnection.Connect.AppShutdown");
		}
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("D8")
	void whenAPasswordIsNeededTheWholeLoginFitsIntoOneConnection(AuthenticationMode mode) {
		try (TestServer server = new TestServer(
				(builder) -> builder.authenticationMode(mode).credentials((user) -> "p"));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			connect(client, "live").awaitCommand("_error");
			String challenge = Authmod
				.description(connect(client, "live" + Authmod.user(mode, "u")).awaitCommand("_error"));
			connect(client, "live" + Authmod.answer(mode, challenge, "live", "u", "p")).awaitCommand("_result");
			client.command(0, "createStream", 2, AmfNull.INSTANCE).awaitCommand("_result");
			client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
			assertThat(server.server().statistics().failedAuthentications()).isZero();
		}
	}

	@Test
	@Tag("D8")
	void whenTheAnswerIsWrongTheConnectionCloses() {
		try (TestServer server = new TestServer((builder) -> builder.credentials((user) -> "p"));
				RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
			String challenge = Authmod.description(connect(client, "live" + Authmod.user("u")).awaitCommand("_error"));
			String refusal = Authmod
				.description(connect(client, "live" + Authmod.answer(challenge, "u", "q")).awaitCommand("_error"));
			assertThat(refusal).contains("?reason=authfailed");
			client.awaitClose();
			assertThat(server.server().statistics().failedAuthentications()).isOne();
		}
	}

	@Test
	@Tag("D10")
	void whenPublishIsSentTwiceThereIsOneDecisionAndOnePublish() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			// In one piece, as the first is not answered yet when the second comes
			client.publish(1, "key").publish(1, "key").audio(0, new byte[10]);
			client.awaitStatus("NetStream.Publish.Start");
			client.awaitStatus("NetStream.Publish.Start");
			client.deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
			LiveStream stream = server.await(Started.class).stream();
			assertThat(server.await(Stopped.class).stream()).isSameAs(stream);
			assertThat(stream.statistics().audio().packets()).isOne();
			assertThat(server.server().statistics().startedPublishes()).isOne();
		}
	}

	private static RawRtmpClient connect(RawRtmpClient client, String app) {
		return client.command(0, "connect", 1, AmfObject.builder().put("app", app).put("tcUrl", "").build());
	}

	private static void awaitControl(RawRtmpClient client, int eventType) {
		client.await(UserControl.class, (control) -> control.eventType() == eventType);
	}

	private static String spaceless(String hex) {
		return HexFormat.of().formatHex(Hex.bytes(hex));
	}

	/**
	 * What may follow a ping and is not understood.
	 */
	enum Broken {

		TIME_ONLY("82 000000 0006 00000001"), NOTHING("C2 0006 00000001"),
		WITHIN_ANOTHER("03 000000 000200 14 00000000" + "00".repeat(128) + "03 000000 000001 14 00000000 00");

		private final String next;

		Broken(String next) {
			this.next = next;
		}

	}

}
