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

import dev.rtmpkit.testkit.Fragmentation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerHandshake} with clients that know the digest handshake.
 */
class ServerDigestTests {

	private static final int TIME = 0x01020304;

	private static final int PACKET = 1536;

	private final ServerHandshake handshake = new ServerHandshake(TIME, new Random(1));

	@ParameterizedTest
	@Tag("HS6")
	@Tag("HS7")
	@ValueSource(ints = { 8, 772 })
	void answersDigestInTheSameLayout(int block) {
		byte[] hello = DigestPackets.hello(7, block);
		ByteBuffer reply = reply(hello);
		assertThat(reply.remaining()).isEqualTo(1 + 2 * PACKET);
		assertThat(reply.get(0)).isEqualTo((byte) 3);
		assertThat(reply.getInt(1)).isEqualTo(TIME);
		assertThat(reply.getInt(5)).isEqualTo(0x0D0E0A0D);
		byte[] s1 = DigestPackets.packet(reply, 1);
		assertThat(DigestPackets.digestIn(s1, block))
			.isEqualTo(DigestPackets.digest(s1, block, DigestPackets.SERVER_KEY));
		int other = 8 + 772 - block;
		assertThat(DigestPackets.digestIn(s1, other))
			.isNotEqualTo(DigestPackets.digest(s1, other, DigestPackets.SERVER_KEY));
		byte[] s2 = DigestPackets.packet(reply, 1 + PACKET);
		byte[] digest = DigestPackets.digestIn(Arrays.copyOfRange(hello, 1, 1 + PACKET), block);
		assertThat(Arrays.copyOfRange(s2, DigestPackets.SIGNED, PACKET))
			.isEqualTo(DigestPackets.signature(s2, DigestPackets.SERVER_WHOLE_KEY, digest));
		assertThat(s2).isNotEqualTo(Arrays.copyOfRange(hello, 1, 1 + PACKET));
	}

	@ParameterizedTest
	@Tag("HS6")
	@CsvSource({ "8, 0", "8, 255", "8, 200", "8, 181", "8, 182", "772, 0", "772, 255", "772, 200", "772, 181",
			"772, 182" })
	void findsDigestAtExtremeOffsets(int block, int offset) {
		byte[] hello = DigestPackets.plainHello(7);
		Arrays.fill(hello, 1 + block, 1 + block + 4, (byte) offset);
		DigestPackets.install(hello, block, DigestPackets.CLIENT_KEY);
		assertThat(reply(hello).getInt(5)).isNotZero();
	}

	@ParameterizedTest
	@Tag("HS6")
	@CsvSource({ "8, 0", "8, 255", "772, 0", "772, 255" })
	void findsDigestInPacketOfOneByteRepeated(int block, int filler) {
		byte[] hello = new byte[1 + PACKET];
		Arrays.fill(hello, (byte) filler);
		hello[0] = 3;
		ByteBuffer.wrap(hello).putInt(5, 0x80000702);
		DigestPackets.install(hello, block, DigestPackets.CLIENT_KEY);
		assertThat(reply(hello).getInt(5)).isNotZero();
	}

	@ParameterizedTest
	@Tag("HS8")
	@ValueSource(ints = { 8, 772 })
	void whenDigestIsCorruptAnswerIsSimple(int block) {
		byte[] hello = DigestPackets.hello(7, block);
		hello[1 + DigestPackets.position(Arrays.copyOfRange(hello, 1, 1 + PACKET), block)] ^= 1;
		assertSimple(hello);
	}

	@ParameterizedTest
	@Tag("HS8")
	@ValueSource(ints = { 8, 772 })
	void whenDigestHasTheServersKeyAnswerIsSimple(int block) {
		byte[] hello = DigestPackets.plainHello(7);
		DigestPackets.install(hello, block, DigestPackets.SERVER_KEY);
		assertSimple(hello);
	}

	@Test
	@Tag("HS8")
	void whenVersionIsSetWithoutDigestAnswerIsSimple() {
		assertSimple(DigestPackets.plainHello(7));
	}

	@ParameterizedTest
	@Tag("HS6")
	@Tag("HS8")
	@ValueSource(ints = { 8, 772 })
	void whenVersionIsZeroAnswerIsSimpleWhateverTheDigest(int block) {
		byte[] hello = DigestPackets.plainHello(7);
		ByteBuffer.wrap(hello).putInt(5, 0);
		DigestPackets.install(hello, block, DigestPackets.CLIENT_KEY);
		assertSimple(hello);
	}

	private void assertSimple(byte[] hello) {
		ByteBuffer reply = reply(hello);
		assertThat(reply.getInt(5)).isZero();
		assertThat(reply.slice(1 + PACKET + 8, PACKET - 8)).isEqualTo(ByteBuffer.wrap(hello, 9, PACKET - 8));
		this.handshake.receive(ByteBuffer.wrap(new byte[PACKET]));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isFalse();
	}

	@ParameterizedTest
	@Tag("HS5")
	@Tag("HS7")
	@ValueSource(ints = { 8, 772 })
	void whenC2IsSignedClientIsVerified(int block) {
		this.handshake.receive(ByteBuffer.wrap(c2(block)));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isTrue();
	}

	@ParameterizedTest
	@Tag("HS5")
	@ValueSource(ints = { 0, 1503, 1504, 1535 })
	void whenC2IsNotSignedItIsAcceptedButClientIsNotVerified(int flipped) {
		byte[] c2 = c2(8);
		c2[flipped] ^= 1;
		this.handshake.receive(ByteBuffer.wrap(c2));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isFalse();
	}

	@Test
	@Tag("HS5")
	void whenC2EchoesInsteadOfSigningItIsAcceptedButClientIsNotVerified() {
		byte[] s1 = DigestPackets.packet(reply(DigestPackets.hello(7, 8)), 1);
		this.handshake.receive(ByteBuffer.wrap(s1));
		assertThat(this.handshake.isComplete()).isTrue();
		assertThat(this.handshake.isPeerVerified()).isFalse();
	}

	@Test
	@Tag("HS5")
	void whenC2IsCutOffClientIsNotVerifiedYet() {
		byte[] c2 = c2(8);
		this.handshake.receive(ByteBuffer.wrap(c2, 0, PACKET - 1));
		assertThat(this.handshake.isComplete()).isFalse();
		assertThat(this.handshake.isPeerVerified()).isFalse();
		this.handshake.receive(ByteBuffer.wrap(c2, PACKET - 1, 1));
		assertThat(this.handshake.isPeerVerified()).isTrue();
	}

	@ParameterizedTest
	@Tag("HS2")
	@Tag("HS6")
	@ValueSource(ints = { 8, 772 })
	void whateverTheFragmentsOutputVerdictAndRestAreTheSame(int block) {
		byte[] input = DigestPackets.join(DigestPackets.join(DigestPackets.hello(7, block), c2(block)), new byte[5]);
		List<Object> values = Fragmentation.decode(input, (results) -> {
			ServerHandshake server = new ServerHandshake(TIME, new Random(1));
			return (buffer) -> {
				server.receive(buffer);
				ByteBuffer output = server.pollOutput();
				if (output != null) {
					results.accept(output);
				}
				if (buffer.remaining() == 5) {
					results.accept(server.isPeerVerified());
				}
			};
		});
		assertThat(values).hasSize(2).last().isEqualTo(true);
	}

	/**
	 * Answer a digested C1 and make the signed C2 that belongs to it.
	 */
	private byte[] c2(int block) {
		byte[] s1 = DigestPackets.packet(reply(DigestPackets.hello(7, block)), 1);
		return DigestPackets.signed(9, DigestPackets.CLIENT_WHOLE_KEY, DigestPackets.digestIn(s1, block));
	}

	private ByteBuffer reply(byte[] hello) {
		this.handshake.receive(ByteBuffer.wrap(hello));
		ByteBuffer reply = this.handshake.pollOutput();
		assertThat(reply).isNotNull();
		return reply;
	}

}
