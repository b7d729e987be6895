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

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandshakeDigest} and {@link HandshakeKey}.
 */
class HandshakeDigestTests {

	private static final int SIGNED = 1504;

	@ParameterizedTest
	@Tag("HS7")
	@CsvSource({
			// a packet of one byte repeated, signed by another program
			"SERVER, 00, aa20adb02836b83ce16248a8a4f5d5258b903564aabb51b228c04157670b9331,"
					+ "64ccb61cf7c84f1c62903beb996ccfb66be9160923195c50b8b03defc396951a",
			"CLIENT, 00, e5745a7e387f43e11d5acf7fdbfcd9943ca51229e999c61a47cf72a08d4bf40a,"
					+ "334a74620e1e6f02addd873b7b8f0a7d07bf9a4f214c28296c50f5d75197e8a3",
			"SERVER, FF, 01824a5500e3487ed3f1fd82ce3e5f2a6629785c4975532a76f5f1df09122e0b,"
					+ "b775093b0446347926801ba202da90ad1fec1d26e65bbc227823e97be129eead",
			"CLIENT, FF, 8bdd86e7a904ff9ddf893866898de475b24514195553d02b25a18815e5e2da9f,"
					+ "9c7ca60204d2bfdf1c9eed811f87c3832967b9daf3c4e0a6badde45186729a66" })
	void signsInTheLastBytes(HandshakeKey key, String filler, String digest, String signature) {
		byte[] packet = new byte[1536];
		Arrays.fill(packet, Hex.bytes(filler)[0]);
		HandshakeDigest.sign(ByteBuffer.wrap(packet), key, Hex.bytes(digest));
		assertThat(Arrays.copyOfRange(packet, SIGNED, 1536)).isEqualTo(Hex.bytes(signature));
		assertThat(Arrays.copyOf(packet, SIGNED)).containsOnly(Hex.bytes(filler)[0]);
		assertThat(HandshakeDigest.isSigned(ByteBuffer.wrap(packet), key, Hex.bytes(digest))).isTrue();
	}

	@Test
	@Tag("HS7")
	void whenAnyByteIsFlippedItIsNotSigned() {
		byte[] digest = new byte[32];
		byte[] packet = new byte[1536];
		HandshakeDigest.sign(ByteBuffer.wrap(packet), HandshakeKey.SERVER, digest);
		for (int i = 0; i < packet.length; i++) {
			packet[i] ^= 1;
			assertThat(isSigned(packet, HandshakeKey.SERVER, digest)).as("byte %d", i).isFalse();
			packet[i] ^= 1;
		}
		assertThat(isSigned(packet, HandshakeKey.SERVER, digest)).isTrue();
		assertThat(isSigned(packet, HandshakeKey.CLIENT, digest)).isFalse();
		digest[31] = 1;
		assertThat(isSigned(packet, HandshakeKey.SERVER, digest)).isFalse();
	}

	private static boolean isSigned(byte[] packet, HandshakeKey key, byte[] digest) {
		return HandshakeDigest.isSigned(ByteBuffer.wrap(packet), key, digest);
	}

	@Test
	@Tag("HS6")
	@Tag("HS7")
	void keysAreThoseThatEverybodyKnows() {
		assertThat(HandshakeKey.CLIENT.label()).hasSize(30).isEqualTo(Hex.bytes("""
				47 65 6E 75 69 6E 65 20 41 64 6F 62 65 20 46 6C 61 73 68 20 // Genuine Adobe Flash
				50 6C 61 79 65 72 20 30 30 31                               // Player 001"""));
		assertThat(HandshakeKey.SERVER.label()).hasSize(36).isEqualTo(Hex.bytes("""
				47 65 6E 75 69 6E 65 20 41 64 6F 62 65 20 46 6C 61 73 68 20 // Genuine Adobe Flash
				4D 65 64 69 61 20 53 65 72 76 65 72 20 30 30 31             // Media Server 001"""));
		assertThat(HandshakeKey.CLIENT.whole()).hasSize(62).isEqualTo(DigestPackets.CLIENT_WHOLE_KEY);
		assertThat(HandshakeKey.SERVER.whole()).hasSize(68).isEqualTo(DigestPackets.SERVER_WHOLE_KEY);
	}

}
