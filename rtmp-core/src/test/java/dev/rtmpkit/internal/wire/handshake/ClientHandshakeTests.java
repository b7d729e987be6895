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
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Fragmentation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientHandshake}.
 */
class ClientHandshakeTests {

	private static final int TIME = 0x01020304;

	private static final int PACKET = 1536;

	private final ClientHandshake handshake = new ClientHandshake(TIME, new Random(1));

	@Test
	void beginsWithVersionAndFirstPacket() {
		ByteBuffer hello = this.handshake.pollOutput();
		assertThat(hello.remaining()).isEqualTo(1 + PACKET);
		assertThat(hello.get(0)).isEqualTo((byte) 3);
		assertThat(hello.getInt(1)).isEqualTo(TIME);
		assertThat(hello.getInt(5)).isEqualTo(0x80000702);
		assertThat(this.handshake.pollOutput()).isNull();
	}

	@Test
	@Tag("HS6")
	void firstPacketHasDigestInItsFirstBlock() {
		byte[] c1 = DigestPackets.packet(this.handshake.pollOutput(), 1);
		assertThat(DigestPackets.digestIn(c1, 8)).isEqualTo(DigestPackets.digest(c1, 8, DigestPackets.CLIENT_KEY));
	}

	@Test
	void echoesFirstPacketOfServer() {
		byte[] reply = reply();
		this.handshake.pollOutput();
		this.handshake.receive(ByteBuffer.wrap(reply, 0, PACKET));
		assertThat(this.handshake.pollOutput()).isNull();
		this.handshake.receive(ByteBuffer.wrap(reply, PACKET, 1));
		ByteBuffer echo = this.handshake.pollOutput();
		assertThat(echo).isEqualTo(ByteBuffer.wrap(reply, 1, PACKET));
		assertThat(this.handshake.isComplete()).isFalse();
	}

	@Test
	@Tag("HS8")
	void whenDigestOfServerIsCorruptEchoes() {
		byte[] reply = digestReply(772);
		reply[1 + DigestPackets.position(Arrays.copyOfRange(reply, 1, 1 + PACKET), 772) + 31] ^= 1;
		this.handshake.receive(ByteBuffer.wrap(reply));
		assertThat(this.handshake.pollOutput()).isEqualTo(ByteBuffer.wrap(reply, 1, PACKET));
	}

	@Test
	@Tag("HS8")
	void whenServerSendsBackTheClientsOwnPacketEchoes() {
		byte[] c1 = DigestPackets.packet(this.handshake.pollOutput(), 1);
		byte[] reply = DigestPackets.join(DigestPackets.join(new byte[] { 3 }, c1), c1);
		this.handshake.receive(ByteBuffer.wrap(reply));
		assertThat(this.handshake.pollOutput()).isEqualTo(ByteBuffer.wrap(c1));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isFalse();
	}

	@ParameterizedTest
	@Tag("HS7")
	@ValueSource(ints = { 8, 772 })
	void whenServerHasDigestSignsSecondPacket(int block) {
		byte[] reply = digestReply(block);
		this.handshake.receive(ByteBuffer.wrap(reply));
		byte[] c2 = DigestPackets.packet(this.handshake.pollOutput(), 0);
		byte[] digest = DigestPackets.digestIn(Arrays.copyOfRange(reply, 1, 1 + PACKET), block);
		assertThat(Arrays.copyOfRange(c2, DigestPackets.SIGNED, PACKET))
			.isEqualTo(DigestPackets.signature(c2, DigestPackets.CLIENT_WHOLE_KEY, digest));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isTrue();
	}

	@Test
	@Tag("HS5")
	void whenSecondPacketIsNotSignedServerIsNotVerified() {
		byte[] reply = digestReply(8);
		reply[2 * PACKET] ^= 1;
		this.handshake.receive(ByteBuffer.wrap(reply));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 1536, 1537, 1636, 3072 })
	void whenReplyIsCutOffItIsNotComplete(int length) {
		this.handshake.pollOutput();
		this.handshake.receive(ByteBuffer.wrap(reply(), 0, length));
		assertThat(this.handshake.isComplete()).isFalse();
		assertThat(this.handshake.pollOutput() != null).isEqualTo(length > PACKET);
	}

	@ParameterizedTest
	@Tag("HS7")
	@ValueSource(ints = { 8, 772 })
	void whateverTheFragmentsOutputAndVerdictAreTheSame(int block) {
		byte[] input = Arrays.copyOf(digestReply(block), 1 + 2 * PACKET + 3);
		List<Object> values = Fragmentation.decode(input, (results) -> {
			ClientHandshake client = new ClientHandshake(TIME, new Random(1));
			client.pollOutput();
			return (buffer) -> {
				client.receive(buffer);
				ByteBuffer output = client.pollOutput();
				if (output != null) {
					results.accept(output);
				}
				if (buffer.remaining() == 3) {
					results.accept(client.isPeerVerified());
				}
			};
		});
		assertThat(values).hasSize(2).last().isEqualTo(true);
	}

	@Test
	@Tag("HS5")
	void anySecondPacketIsAcceptedAndWhatFollowsIsLeft() {
		byte[] input = Arrays.copyOf(reply(), 1 + 2 * PACKET + 3);
		assertThat(Fragmentation.<Integer>decode(input, (values) -> {
			ClientHandshake client = new ClientHandshake(TIME, new Random(1));
			return (buffer) -> {
				client.receive(buffer);
				if (buffer.remaining() == 3) {
					assertThat(client.isComplete()).isTrue();
					values.accept(buffer.remaining());
				}
			};
		})).containsExactly(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 6, 'H', 255 })
	void whenServerSpeaksAnotherVersionFails(int version) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> this.handshake.receive(ByteBuffer.wrap(new byte[] { (byte) version })))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.VERSION));
	}

	/**
	 * Make S0, S1 and S2 of a server that knows digests.
	 */
	private byte[] digestReply(int block) {
		byte[] c1 = DigestPackets.packet(this.handshake.pollOutput(), 1);
		byte[] hello = DigestPackets.plainHello(11);
		DigestPackets.install(hello, block, DigestPackets.SERVER_KEY);
		return DigestPackets.join(hello,
				DigestPackets.signed(12, DigestPackets.SERVER_WHOLE_KEY, DigestPackets.digestIn(c1, 8)));
	}

	private static byte[] reply() {
		byte[] reply = new byte[1 + 2 * PACKET];
		new Random(7).nextBytes(reply);
		reply[0] = 3;
		return reply;
	}

}
