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

package dev.rtmpkit.internal.wire.handshake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

	@ParameterizedTest
	@Tag("HS1")
	@Tag("HS9")
	@MethodSource("versions")
	void whenVersionIsOtherAnswersVersion3(int version) {
		ByteBuffer reply = reply(hello(version));
		assertThat(reply.remaining()).isEqualTo(1 + 2 * PACKET);
		assertThat(reply.get(0)).isEqualTo((byte) 3);
	}

	/**
	 * Among them 0x0D and 0x16, with which other protocols begin.
	 */
	static IntStream versions() {
		return IntStream.range(0, 32);
	}

	@ParameterizedTest
	@Tag("HS1")
	@Tag("H4")
	@MethodSource("noVersions")
	void whenVersionIsNoneFailsAtOnce(int version) {
		assertFails(new byte[] { (byte) version }, "where RTMP was expected");
	}

	static IntStream noVersions() {
		return IntStream.range(32, 256);
	}

	@ParameterizedTest
	@Tag("HS10")
	@Tag("H4")
	@CsvSource({ "GET / HTTP/1.1, HTTP", "POST /open/1 HTTP/1.1, HTTP", "HEAD / HTTP/1.0, HTTP", "PUT /a, HTTP",
			"PATCH /a, HTTP", "DELETE /a, HTTP", "OPTIONS *, HTTP", "CONNECT a:1, HTTP", "TRACE /, HTTP",
			"PRI * HTTP/2.0, HTTP", "'PROXY TCP4 1.2.3.4 5.6.7.8 1 2', 'the PROXY protocol, version 1,'",
			"PROXY UNKNOWN, 'the PROXY protocol, version 1,'", "SSH-2.0-x, An unknown protocol",
			"PLAY, An unknown protocol" })
	void whenItIsTextFailsAndNamesTheProtocol(String text, String title) {
		assertFails(text.getBytes(StandardCharsets.US_ASCII), title + " where RTMP was expected");
	}

	@ParameterizedTest
	@Tag("HS10")
	@Tag("H4")
	@CsvSource({
			// handshake records of TLS 1.0 and 1.2, the binary header of a load balancer
			"16 03 01 02 00 01 00 01 FC 03 03, TLS", "16 03 03, TLS", "16 03, TLS",
			"0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A 21 11, 'the PROXY protocol, version 2,'",
			"0D 0A 0D 0A, 'the PROXY protocol, version 2,'" })
	void whenItIsBinaryFailsAndNamesTheProtocol(String hex, String title) {
		byte[] bytes = Hex.bytes(hex);
		assertFails(bytes, title + " where RTMP was expected");
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(
					() -> Fragmentation.decode(bytes, (values) -> new ServerHandshake(TIME, new Random(1))::receive))
			.withMessage(title + " where RTMP was expected");
	}

	@ParameterizedTest
	@Tag("HS1")
	@Tag("HS10")
	@CsvSource({ "16, 16 02", "0D, 0D 0B", "0D 0A, 0D 0A 0E", "0D 0A 0D, 0D 0A 0D 0B" })
	void whenFirstBytesMayBeAnotherProtocolWaitsForMore(String similar, String different) {
		this.handshake.receive(ByteBuffer.wrap(Hex.bytes(similar)));
		assertThat(this.handshake.state()).isEqualTo(HandshakeState.UNINITIALIZED);
		byte[] hello = Arrays.copyOf(Hex.bytes(different), 1 + PACKET);
		this.handshake.receive(ByteBuffer.wrap(hello, Hex.bytes(similar).length, 1));
		assertThat(this.handshake.state()).isEqualTo(HandshakeState.VERSION_RECEIVED);
		int received = Hex.bytes(different).length;
		this.handshake.receive(ByteBuffer.wrap(hello, received, hello.length - received));
		ByteBuffer reply = this.handshake.pollOutput();
		assertThat(reply.slice(1 + PACKET + 8, PACKET - 8)).isEqualTo(ByteBuffer.wrap(hello, 9, PACKET - 8));
		assertThat(reply.getInt(1 + PACKET)).isEqualTo(ByteBuffer.wrap(hello).getInt(1));
	}

	@ParameterizedTest
	@Tag("HS2")
	@ValueSource(ints = { 0, 1, 100, 1536 })
	void whenInputIsCutOffNothingIsSaid(int length) {
		this.handshake.receive(ByteBuffer.wrap(hello(3), 0, length));
		assertThat(this.handshake.pollOutput()).isNull();
		assertThat(this.handshake.isComplete()).isFalse();
	}

	@ParameterizedTest
	@Tag("HS2")
	@ValueSource(ints = { 1537, 1636, 3072 })
	void whenC2IsCutOffItIsNotComplete(int length) {
		this.handshake.receive(ByteBuffer.wrap(Arrays.copyOf(hello(3), length)));
		assertThat(this.handshake.pollOutput()).isNotNull();
		assertThat(this.handshake.isComplete()).isFalse();
	}

	@Test
	@Tag("Z1")
	void whenInputIsRandomEitherAnswersOrFails() {
		long seed = 20261123;
		Random random = new Random(seed);
		for (int i = 0; i < 2000; i++) {
			byte[] input = new byte[random.nextInt(2 * PACKET)];
			random.nextBytes(input);
			ServerHandshake server = new ServerHandshake(TIME, new Random(1));
			try {
				server.receive(ByteBuffer.wrap(input));
				assertThat(server.pollOutput() != null).as("seed %d, input %d", seed, i)
					.isEqualTo(input.length > PACKET);
			}
			catch (RtmpProtocolException ex) {
				assertThat(input[0]).as("seed %d, input %d", seed, i).matches((first) -> first < 0 || first >= 32);
			}
		}
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

	private void assertFails(byte[] input, String text) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> this.handshake.receive(ByteBuffer.wrap(input)))
			.withMessageEndingWith(text)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.VERSION));
		assertThat(this.handshake.pollOutput()).isNull();
	}

}
