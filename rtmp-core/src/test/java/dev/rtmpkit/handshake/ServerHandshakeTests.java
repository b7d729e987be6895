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

package dev.rtmpkit.handshake;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Fragmentation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerHandshake}.
 */
class ServerHandshakeTests {

	private static final int TIME = 0x01020304;

	private static final int PACKET = 1536;

	private final ServerHandshake handshake = new ServerHandshake(TIME, new Random(1));

	@Test
	@Tag("HS2")
	void answersC1WithAllInOneOutput() {
		this.handshake.receive(ByteBuffer.wrap(hello(3), 0, PACKET));
		assertThat(this.handshake.pollOutput()).isNull();
		this.handshake.receive(ByteBuffer.wrap(hello(3), PACKET, 1));
		assertThat(this.handshake.pollOutput()).extracting(ByteBuffer::remaining).isEqualTo(1 + 2 * PACKET);
		assertThat(this.handshake.pollOutput()).isNull();
		assertThat(this.handshake.isComplete()).isFalse();
	}

	@Test
	@Tag("HS2")
	void whateverTheFragmentsOutputAndRestAreTheSame() {
		byte[] input = Arrays.copyOf(hello(3), 1 + 2 * PACKET + 5);
		Arrays.fill(input, 1 + 2 * PACKET, input.length, (byte) 0x77);
		assertThat(Fragmentation.<ByteBuffer>decode(input, (values) -> {
			ServerHandshake server = new ServerHandshake(TIME, new Random(1));
			return (buffer) -> {
				server.receive(buffer);
				ByteBuffer output = server.pollOutput();
				if (output != null) {
					values.accept(output);
				}
				// What follows is not the handshake's: it is left, and comes again
				if (buffer.remaining() == 5) {
					assertThat(server.isComplete()).isTrue();
					values.accept(ByteBuffer.allocate(5).put(buffer).flip());
				}
			};
		})).hasSize(2).last().isEqualTo(ByteBuffer.wrap(new byte[] { 0x77, 0x77, 0x77, 0x77, 0x77 }));
	}

	@Test
	@Tag("HS3")
	void firstPacketHasTimeZeroAndRandomBytes() {
		ByteBuffer reply = reply(hello(3));
		assertThat(reply.get(0)).isEqualTo((byte) 3);
		assertThat(reply.getInt(1)).isEqualTo(TIME);
		assertThat(reply.getInt(5)).isZero();
		byte[] random = new byte[PACKET - 8];
		reply.get(9, random);
		byte[] expected = new byte[PACKET - 8];
		new Random(1).nextBytes(expected);
		assertThat(random).isEqualTo(expected);
	}

	@Test
	@Tag("HS4")
	void secondPacketEchoesTimeAndRandomBytes() {
		byte[] hello = hello(3);
		ByteBuffer reply = reply(hello);
		assertThat(reply.getInt(1 + PACKET)).isEqualTo(ByteBuffer.wrap(hello).getInt(1));
		assertThat(reply.getInt(1 + PACKET + 4)).isEqualTo(TIME);
		assertThat(reply.slice(1 + PACKET + 8, PACKET - 8)).isEqualTo(ByteBuffer.wrap(hello, 9, PACKET - 8));
	}

	@Test
	@Tag("HS5")
	@Tag("H5")
	void anyC2IsAccepted() {
		reply(hello(3));
		byte[] echo = new byte[PACKET];
		new Random(99).nextBytes(echo);
		this.handshake.receive(ByteBuffer.wrap(echo));
		assertThat(this.handshake.isComplete()).isTrue();
	}

	@Test
	@Tag("HS8")
	void whenVersionIsSetWithoutDigestAnswerIsSimple() {
		byte[] hello = hello(3);
		ByteBuffer.wrap(hello).putInt(5, 0x09007C02);
		assertThat(reply(hello).getInt(5)).isZero();
	}

	@ParameterizedTest
	@Tag("HS1")
	@Tag("HS9")
	@ValueSource(ints = { 0, 1, 2, 3, 4, 6, 8, 9, 31 })
	void whenVersionIsOtherAnswersVersion3(int version) {
		assertThat(reply(hello(version)).get(0)).isEqualTo((byte) 3);
	}

	@ParameterizedTest
	@Tag("HS1")
	@Tag("H4")
	@ValueSource(ints = { 32, 127, 128, 255 })
	void whenVersionIsNoneFailsAtOnce(int version) {
		assertFails(version, "version " + version);
	}

	@ParameterizedTest
	@Tag("HS10")
	@Tag("H4")
	@CsvSource({ "0x16, TLS", "0x47, HTTP", "0x4f, HTTP", "0x48, HTTP", "0x50, PROXY", "0x0d, PROXY" })
	void whenFirstByteIsOfAnotherProtocolFailsAndNamesIt(String firstByte, String name) {
		assertFails(Integer.decode(firstByte), name);
	}

	@Test
	void statesFollowTheInput() {
		List<HandshakeState> states = new ArrayList<>();
		byte[] input = Arrays.copyOf(hello(3), 1 + 2 * PACKET);
		for (int position : new int[] { 0, 1, PACKET, 1 + PACKET, 2 * PACKET, 1 + 2 * PACKET }) {
			ServerHandshake server = new ServerHandshake(TIME, new Random(1));
			server.receive(ByteBuffer.wrap(input, 0, position));
			states.add(server.state());
		}
		assertThat(states).containsExactly(HandshakeState.UNINITIALIZED, HandshakeState.VERSION_RECEIVED,
				HandshakeState.VERSION_RECEIVED, HandshakeState.ACK_AWAITED, HandshakeState.ACK_AWAITED,
				HandshakeState.DONE);
	}

	@Test
	void clientAndServerUnderstandEachOther() {
		ClientHandshake client = new ClientHandshake(1, new Random(2));
		this.handshake.receive(client.pollOutput());
		ByteBuffer reply = this.handshake.pollOutput();
		client.receive(reply);
		assertThat(client.isComplete()).isTrue();
		this.handshake.receive(client.pollOutput());
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(client.pollOutput()).isNull();
	}

	private ByteBuffer reply(byte[] hello) {
		this.handshake.receive(ByteBuffer.wrap(hello));
		ByteBuffer reply = this.handshake.pollOutput();
		assertThat(reply).isNotNull();
		return reply;
	}

	private static byte[] hello(int version) {
		byte[] hello = new byte[1 + PACKET];
		new Random(7).nextBytes(hello);
		hello[0] = (byte) version;
		Arrays.fill(hello, 5, 9, (byte) 0);
		return hello;
	}

	private void assertFails(int firstByte, String text) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> this.handshake.receive(ByteBuffer.wrap(new byte[] { (byte) firstByte })))
			.withMessageContaining(text)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.VERSION));
		assertThat(this.handshake.pollOutput()).isNull();
	}

}
