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
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.UnknownMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One bad peer closes one connection: beside each of them a good publisher goes on.
 */
class HostileInputTests {

	private final TestServer server = new TestServer(TestServer::crowded);

	private final RawRtmpClient good = RawRtmpClient.publishing(this.server.port(), "live", "good");

	@BeforeEach
	void awaitGoodPublisher() {
		this.server.await(Started.class);
	}

	@AfterEach
	void goodPublisherIsUntouched() {
		this.good.audio(0, new byte[10]).deleteStream(1);
		Stopped stopped = this.server.await(Stopped.class);
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.stream().statistics().audio().packets()).isOne();
		this.good.close();
		this.server.close();
	}

	@Test
	@Tag("PC4")
	@Tag("K5")
	void whenChunkSizeIsZeroCloses() {
		try (RawRtmpClient client = RawRtmpClient.connected(this.server.port(), "live")) {
			client.sendBytes(Hex.bytes("02 000000 000004 01 00000000  00000000 // Set Chunk Size 0"));
			assertThat(client.awaitStatus("NetConnection.Connect.Closed").streamId()).isZero();
			client.awaitClose();
			assertThat(this.server.server().statistics().protocolErrors(ProtocolError.CHUNK_SIZE)).isOne();
		}
	}

	@Test
	@Tag("CH20")
	@Tag("K8")
	void whenMessageIsTooLongBeforePublishingCloses() {
		try (RawRtmpClient client = RawRtmpClient.connected(this.server.port(), "live")) {
			client.sendBytes(Hex.bytes("06 000000 7FFFFF 09 01000000 // video of 8 MiB"));
			client.awaitClose();
			assertThat(this.server.server().statistics().protocolErrors(ProtocolError.MESSAGE_SIZE)).isOne();
		}
	}

	@Test
	@Tag("CH21")
	@Tag("K2")
	void whenEachByteOpensAChunkStreamCloses() {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "bad")) {
			this.server.await(Started.class);
			client.send(new SetChunkSize(1));
			ByteBuffer bytes = ByteBuffer.allocate(65_000 * 15);
			for (int id = 0; id < 65_000; id++) {
				// The beginning of two bytes of audio on each chunk stream
				bytes.put((byte) 1).put((byte) id).put((byte) (id >> 8));
				bytes.put(Hex.bytes("000000 000002 08 01000000 AF"));
			}
			client.sendBytesWhileOpen(bytes.array());
			client.awaitClose();
			assertThat(this.server.server().statistics().protocolErrors(ProtocolError.CHUNK_STREAMS)).isOne();
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.PROTOCOL_ERROR);
		}
	}

	@Test
	@Tag("K8")
	void whenPublisherExceedsTheMediaLimitItIsToldAndClosed() {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "bad")) {
			this.server.await(Started.class);
			client.sendBytes(Hex.bytes("06 000000 800001 09 01000000 // video of 8 MiB and 1 byte"));
			client.awaitStatus("NetStream.Failed");
			client.awaitClose();
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.PROTOCOL_ERROR);
		}
	}

	@Test
	@Tag("PC9")
	@Tag("UC6")
	@Tag("SO1")
	void whenMessagesAreOfNoUseTheyAreCountedAndThePublishGoesOn() {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "odd")) {
			this.server.await(Started.class);
			for (int type : new int[] { 0, 7, 10, 11, 12, 13, 14, 16, 19, 21, 23, 255 }) {
				client.send(new UnknownMessage(type, 1, 0, ByteBuffer.wrap(Hex.bytes("02 0001 61"))));
			}
			client.send(new UnknownMessage(4, 0, 0, ByteBuffer.allocate(1)))
				.send(new UserControl(26, ByteBuffer.allocate(1)), new UserControl(0xFFFF, ByteBuffer.allocate(0)))
				.audio(0, new byte[10])
				.deleteStream(1);
			assertThat(this.server.await(Stopped.class).stream().statistics().audio().packets()).isOne();
			assertThat(this.server.server().statistics().ignoredMessages()).isEqualTo(13);
		}
	}

	@Test
	@Tag("PC10")
	@Tag("O1")
	void whenPublisherNeverReadsPongsAreDroppedAndItGoesOn() {
		try (TestServer patient = new TestServer((builder) -> builder.commandsPerSecond(1_000_000));
				RawRtmpClient client = RawRtmpClient.publishing(patient.port(), "live", "bad")) {
			patient.await(Started.class);
			UserControl[] pings = new UserControl[1000];
			java.util.Arrays.fill(pings, UserControl.of(UserControl.PING_REQUEST, 1));
			for (int i = 0; i < 300; i++) {
				client.send(pings);
			}
			client.audio(0, new byte[10]).deleteStream(1);
			Stopped stopped = patient.await(Stopped.class);
			assertThat(stopped.stream().statistics().audio().packets()).isOne();
		}
	}

	@Test
	@Tag("PC6")
	@Tag("PC7")
	void whenClientAnnouncesNoWindowItIsAcknowledgedAllTheSame() {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "other")) {
			this.server.await(Started.class);
			client.send(new SetChunkSize(65536));
			for (int i = 0; i < 3; i++) {
				client.audio(i, new byte[1_000_000]);
			}
			assertThat(client.await(dev.rtmpkit.internal.wire.message.Acknowledgement.class, (ack) -> true)
				.sequenceNumber()).isGreaterThanOrEqualTo(2_500_000);
			client.deleteStream(1);
			this.server.await(Stopped.class);
		}
	}

	@Test
	@Tag("K10")
	void whenGarbageFollowsTheHandshakeClosesOrWaitsButNeverFails() {
		Random random = new Random(20261123);
		for (int i = 0; i < 50; i++) {
			byte[] garbage = new byte[200 + random.nextInt(5000)];
			random.nextBytes(garbage);
			RawRtmpClient client = RawRtmpClient.open(this.server.port()).handshake();
			client.sendBytes(garbage);
			client.close();
		}
		while (this.server.server().statistics().activeConnections() > 1) {
			Thread.onSpinWait();
		}
	}

	@Test
	@Tag("D4")
	@Tag("NC16")
	void whenClientResetsAtAnyPointNothingStaysBehind() {
		for (int point = 0; point < 5; point++) {
			RawRtmpClient client = RawRtmpClient.open(this.server.port());
			if (point > 0) {
				client.handshake();
			}
			if (point > 1) {
				client.sendBytes(new byte[] { 3, 0 });
			}
			client.reset();
		}
		for (int i = 0; i < 5; i++) {
			RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "bad");
			this.server.await(Started.class);
			client.video(0, (byte) 0x17, (byte) 1);
			client.reset();
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
		}
		while (this.server.server().statistics().activeConnections() > 1) {
			Thread.onSpinWait();
		}
		assertThat(this.server.server().statistics().activePublishers()).isOne();
	}

	@Test
	@Tag("CH18")
	@Tag("F1")
	void whenMediaIsEmptyOrCutOffItPassesAndTheSessionGoesOn() {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "odd")) {
			this.server.await(Started.class);
			client.audio(0)
				.video(0)
				.video(1, (byte) 0x17)
				.video(2, (byte) 0x90)
				.audio(3, (byte) 0xAF)
				.send(new dev.rtmpkit.internal.wire.message.DataMessage(1, 0, false,
						ByteBuffer.wrap(new byte[] { 9, 9 })));
			client.deleteStream(1);
			Stopped stopped = this.server.await(Stopped.class);
			assertThat(stopped.stream().statistics().packets()).isEqualTo(5);
		}
	}

}
