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

package dev.rtmpkit.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RtmpPublisher} against servers that do all kinds of things.
 */
class RtmpPublisherTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	private static final String PATH = "/live/secret?t=1";

	@Test
	void publishesAndTakesLeave() throws Exception {
		List<RtmpMessage> received = new ArrayList<>();
		List<CommandMessage> commands = new ArrayList<>();
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			commands.addAll(peer.acceptPublish());
			received.addAll(peer.receiveAll());
		})) {
			RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH));
			assertThat(publisher.isOpen()).isTrue();
			publisher.send(video(0x1_0000_0005L, "1701"));
			publisher.send(audio(6, "af01"));
			publisher.close();
			assertThat(publisher.isOpen()).isFalse();
			assertThat(publisher.closedReason()).isNull();
			server.awaitEnd();
		}
		assertThat(commands).extracting(CommandMessage::name)
			.containsExactly("connect", "releaseStream", "FCPublish", "createStream", "publish");
		assertThat(commands.get(4).streamId()).isEqualTo(ScriptedPeer.STREAM_ID);
		assertThat(commands.get(4).arguments()).containsExactly(new AmfString("secret?t=1"), new AmfString("live"));
		assertThat(received.subList(0, 2)).containsExactly(
				new VideoMessage(ScriptedPeer.STREAM_ID, 5, ByteBuffer.wrap(Hex.bytes("1701"))),
				new AudioMessage(ScriptedPeer.STREAM_ID, 6, ByteBuffer.wrap(Hex.bytes("af01"))));
		assertThat(received.subList(2, received.size())).extracting((message) -> ((CommandMessage) message).name())
			.containsExactly("FCUnpublish", "deleteStream");
	}

	@Test
	@Tag("DM1")
	void metadataIsSentAsDataFrame() throws Exception {
		AmfObject properties = AmfObject.builder().put("width", 1920).build();
		ByteBuffer metadata = Amf0Encoder.encode(new AmfString("onMetaData"), properties);
		ByteBuffer cuePoint = Amf0Encoder.encode(new AmfString("onCuePoint"), new AmfNumber(1));
		ByteBuffer retained = Amf0Encoder.encode(new AmfString("@setDataFrame"), new AmfString("onCuePoint"),
				new AmfNumber(2));
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			assertThat(peer.await(DataMessage.class).payload())
				.isEqualTo(Amf0Encoder.encode(new AmfString("@setDataFrame"), new AmfString("onMetaData"), properties));
			assertThat(peer.await(DataMessage.class).payload()).isEqualTo(cuePoint);
			assertThat(peer.await(DataMessage.class).payload()).isEqualTo(retained);
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			publisher.send(data(metadata));
			publisher.send(data(cuePoint));
			publisher.send(data(retained));
			server.awaitEnd();
		}
	}

	@Test
	void largePacketsArriveWhole() throws Exception {
		byte[] payload = new byte[3_000_000];
		for (int i = 0; i < payload.length; i++) {
			payload[i] = (byte) (i * 31 >> 8);
		}
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			for (int i = 0; i < 5; i++) {
				assertThat(peer.await(VideoMessage.class).payload()).isEqualTo(ByteBuffer.wrap(payload));
			}
		}); RtmpPublisher publisher = RtmpPublisher.builder().chunkSize(60_000).connect(server.uri(PATH))) {
			for (int i = 0; i < 5; i++) {
				publisher.send(VideoPacket.parse(i, ByteBuffer.wrap(payload)));
			}
			server.awaitEnd();
		}
	}

	@Test
	void whenPublisherIsAbortedTakesNoLeave() throws Exception {
		List<Object> received = new ArrayList<>();
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			received.addAll(peer.receiveAll());
		})) {
			try (RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
				publisher.abort();
				assertThat(publisher.isOpen()).isFalse();
				assertThat(publisher.closedReason()).isNull();
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> publisher.send(VideoPacket.parse(0, ByteBuffer.allocate(5))));
			}
			server.awaitEnd();
		}
		assertThat(received).isEmpty();
	}

	@Test
	void whenPublisherIsClosedWhatWaitsIsStillSent() throws Exception {
		CountDownLatch closing = new CountDownLatch(1);
		int[] count = new int[1];
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			closing.await();
			count[0] = peer.receiveAll().size();
		})) {
			RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH));
			for (int i = 0; i < 10; i++) {
				publisher.send(VideoPacket.parse(i, ByteBuffer.allocate(50_000)));
			}
			closing.countDown();
			publisher.close();
			server.awaitEnd();
		}
		assertThat(count[0]).isEqualTo(10 + 2);
	}

	@Test
	@Tag("UC4")
	void answersPingWhileLive() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.send(UserControl.of(UserControl.PING_REQUEST, 42));
			assertThat(peer.await(UserControl.class)).isEqualTo(UserControl.of(UserControl.PING_RESPONSE, 42));
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			server.awaitEnd();
		}
	}

	@Test
	@Tag("PC3")
	void honoursChunkSizeOfServer() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.handshake().send(new SetChunkSize(1));
			peer.awaitCommand("connect");
			peer.send(Commands.error(1, StatusCode.CONNECT_REJECTED, "x".repeat(500)));
			peer.receiveAll();
		})) {
			assertThatExceptionOfType(PublishRefusedException.class)
				.isThrownBy(() -> RtmpPublisher.connect(server.uri(PATH)))
				.satisfies((ex) -> assertThat(ex.description()).isEqualTo("x".repeat(500)));
			server.awaitEnd();
		}
	}

	@Test
	void whenConnectionsFailAtOnceEachFailureIsTold() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		// Each is the last user of its event loop, which must not end before it tells
		for (int i = 0; i < 100; i++) {
			assertThatIOException().isThrownBy(() -> RtmpPublisher.builder()
				.connectTimeout(Duration.ofMinutes(1))
				.connect(URI.create("rtmp://127.0.0.1:" + port + PATH)));
		}
	}

	@Test
	void whenConnectIsRefusedTellsWhy() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.handshake().awaitCommand("connect");
			peer.send(Commands.error(1, StatusCode.CONNECT_REJECTED, "no secret"));
			peer.receiveAll();
		})) {
			assertThatExceptionOfType(PublishRefusedException.class)
				.isThrownBy(() -> RtmpPublisher.connect(server.uri(PATH)))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("NetConnection.Connect.Rejected"))
				.satisfies((ex) -> assertThat(ex.description()).isEqualTo("no ***"));
			server.awaitEnd();
		}
	}

	@Test
	@Tag("NS4")
	void whenPublishIsRefusedTellsWhy() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.handshake().awaitCommand("connect");
			peer.send(Commands.result(1, AmfObject.EMPTY));
			peer.awaitCommand("releaseStream");
			peer.send(Commands.result(4, AmfObject.EMPTY, new AmfNumber(1)),
					Commands.onStatus(1, StatusCode.PUBLISH_BAD_NAME, "busy"));
			peer.receiveAll();
		})) {
			assertThatExceptionOfType(PublishRefusedException.class)
				.isThrownBy(() -> RtmpPublisher.connect(server.uri(PATH)))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("NetStream.Publish.BadName"));
			server.awaitEnd();
		}
	}

	@Test
	void whenServerSaysNothingTimesOut() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> peer.socket().getInputStream().readAllBytes())) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> RtmpPublisher.builder().handshakeTimeout(SHORT).connect(server.uri(PATH)))
				.withMessageContaining("handshake");
			server.awaitEnd();
		}
	}

	@Test
	void whenServerDoesNotAnswerTimesOut() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.handshake().awaitCommand("connect");
			peer.send(Commands.result(1, AmfObject.EMPTY));
			peer.receiveAll();
		})) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> RtmpPublisher.builder().commandTimeout(SHORT).connect(server.uri(PATH)))
				.withMessageContaining("answered");
			server.awaitEnd();
		}
	}

	@Test
	void whenNobodyListensFails() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		assertThatIOException().isThrownBy(() -> RtmpPublisher.connect(URI.create("rtmp://127.0.0.1:" + port + PATH)))
			.withMessageNotContaining("secret");
	}

	@Test
	void whenServerSpeaksNoRtmpFails() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.sendBytes(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
			peer.socket().getInputStream().readAllBytes();
		})) {
			assertThatIOException().isThrownBy(() -> RtmpPublisher.connect(server.uri(PATH)))
				.withMessageContaining("breaks the protocol");
		}
	}

	@Test
	void whenServerClosesInDialogueFails() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> peer.handshake().awaitCommand("connect"))) {
			assertThatIOException().isThrownBy(() -> RtmpPublisher.connect(server.uri(PATH)));
		}
	}

	@Test
	void whenServerClosesMidStreamSendingFails() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedPeer::acceptPublish);
				RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			server.awaitEnd();
			assertThatIOException().isThrownBy(() -> sendForEver(publisher, 10));
			assertThat(publisher.isOpen()).isFalse();
			assertThat(publisher.closedReason()).isNotNull();
		}
	}

	@Test
	void whenServerEndsPublishWithErrorSendingTellsWhy() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.await(VideoMessage.class);
			peer.send(Commands.onStatus(ScriptedPeer.STREAM_ID, StatusCode.CONNECT_APP_SHUTDOWN, "bye"));
			peer.receiveAll();
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			assertThatExceptionOfType(PublishRefusedException.class).isThrownBy(() -> sendForEver(publisher, 10))
				.satisfies((ex) -> assertThat(ex.description()).isEqualTo("bye"));
			assertThat(publisher.closedReason()).isInstanceOf(PublishRefusedException.class);
		}
	}

	@Test
	@Tag("PC10")
	void whenServerDoesNotReadSendingTimesOut() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			done.await();
		}); RtmpPublisher publisher = RtmpPublisher.builder().writeTimeout(SHORT).connect(server.uri(PATH))) {
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> sendForEver(publisher, 500_000));
			assertThat(publisher.isOpen()).isTrue();
			publisher.close();
			assertThat(publisher.isOpen()).isFalse();
			done.countDown();
		}
	}

	@Test
	void whenPublisherIsClosedByOtherThreadSendingStopsWaiting() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			done.await();
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			Thread sender = Thread.currentThread();
			Thread closer = new Thread(() -> {
				while (sender.getState() != Thread.State.TIMED_WAITING) {
					Thread.onSpinWait();
				}
				publisher.close();
			});
			closer.start();
			assertThatIOException().isThrownBy(() -> sendForEver(publisher, 500_000))
				.withMessage("The publisher is closed");
			closer.join();
			assertThat(publisher.closedReason()).isNull();
			done.countDown();
		}
	}

	@Test
	void whenThreadIsInterruptedSendingStops() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.receiveAll();
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> publisher.send(audio(0, "af01")));
			assertThat(Thread.interrupted()).isTrue();
			publisher.send(audio(0, "af01"));
		}
	}

	@Test
	void closingTwiceChangesNothing() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			assertThat(peer.receiveAll()).hasSize(2);
		})) {
			RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH));
			publisher.close();
			publisher.close();
			server.awaitEnd();
			assertThatIOException().isThrownBy(() -> publisher.send(audio(0, "af01")))
				.withMessage("The publisher is closed");
		}
	}

	@Test
	@Tag("PC6")
	void acknowledgesWhatItReceives() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.send(new WindowAcknowledgementSize(1000));
			ByteBuffer junk = ByteBuffer.allocate(2000);
			peer.send(new AudioMessage(1, 0, junk));
			assertThat(peer.await(Acknowledgement.class)).extracting(Acknowledgement::sequenceNumber)
				.satisfies((count) -> assertThat(count).isGreaterThan(2000L));
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			server.awaitEnd();
		}
	}

	@Test
	void whenLastPublisherIsClosedItsThreadEnds() throws Exception {
		Thread[] thread = new Thread[1];
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.receiveAll();
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			thread[0] = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((candidate) -> candidate.getName().startsWith("rtmp-publisher-io"))
				.findAny()
				.orElseThrow();
			assertThat(thread[0].isDaemon()).isTrue();
			publisher.send(audio(0, "af01"));
		}
		thread[0].join(TimeUnit.SECONDS.toMillis(20));
		assertThat(thread[0].isAlive()).isFalse();
	}

	@Test
	@Tag("L2")
	void textShowsNoSecret() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			peer.receiveAll();
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			assertThat(publisher.toString()).startsWith("rtmp://127.0.0.1").endsWith("/live/***");
		}
	}

	@Test
	void settingsAreChecked() {
		RtmpPublisher.Builder builder = RtmpPublisher.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.chunkSize(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.chunkSize(0x1000000));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.writeTimeout(Duration.ofSeconds(-1)));
	}

	@Test
	@Tag("AM4")
	void amf3DataIsSentAsSuch() throws Exception {
		String name = "02 000A 6F6E4D65746144617461";
		String set = "02 000D 40736574446174614672616D65";
		String object = "11 0A 0B 01 01";
		String pure = "06 15 6F6E4D65746144617461 0A 0B 01 01";
		List<String> bodies = List.of("00" + name + object, name + object, pure, "00 02 0003 6F6E58 05",
				"00" + set + "02 0003 6F6E58 05");
		List<String> sent = List.of("00" + set + name + object, "00" + set + name + object, pure,
				"00 02 0003 6F6E58 05", "00" + set + "02 0003 6F6E58 05");
		try (ScriptedServer server = ScriptedServer.start((peer) -> {
			peer.acceptPublish();
			for (String body : sent) {
				DataMessage message = peer.await(DataMessage.class);
				assertThat(message.amf3()).isTrue();
				assertThat(message.payload()).isEqualTo(ByteBuffer.wrap(Hex.bytes(body)));
			}
		}); RtmpPublisher publisher = RtmpPublisher.connect(server.uri(PATH))) {
			for (String body : bodies) {
				publisher.send(DataPacket.parse(0, ByteBuffer.wrap(Hex.bytes(body)), true));
			}
			server.awaitEnd();
		}
	}

	private static void sendForEver(RtmpPublisher publisher, int size) throws IOException {
		while (true) {
			publisher.send(VideoPacket.parse(0, ByteBuffer.allocate(size)));
		}
	}

	private static MediaPacket video(long timestamp, String payload) {
		return VideoPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(payload)));
	}

	private static MediaPacket audio(long timestamp, String payload) {
		return AudioPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(payload)));
	}

	private static MediaPacket data(ByteBuffer body) {
		return DataPacket.parse(0, body);
	}

}
