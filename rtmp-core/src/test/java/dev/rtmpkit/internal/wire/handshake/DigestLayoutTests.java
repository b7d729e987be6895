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
import java.util.Random;

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DigestLayout}.
 */
class DigestLayoutTests {

	private static final int PACKET = 1536;

	@ParameterizedTest
	@Tag("HS6")
	@CsvSource({
			// sum 0, 1 to 4 in different places, the last before it wraps, at the wrap
			"00000000, 12, 776", "01000000, 13, 777", "00000004, 16, 780", "C8C8C8C8, 84, 848", "FFFFFFFF, 304, 1068",
			"FFFFD900, 739, 1503", "FFFFDA00, 12, 776", "FFFFDB00, 13, 777" })
	void offsetBytesTellThePosition(String bytes, int inFirst, int inSecond) {
		byte[] packet = new byte[PACKET];
		System.arraycopy(Hex.bytes(bytes), 0, packet, 8, 4);
		assertThat(DigestLayout.FIRST_BLOCK.position(ByteBuffer.wrap(packet))).isEqualTo(inFirst);
		assertThat(DigestLayout.SECOND_BLOCK.position(ByteBuffer.wrap(packet))).isEqualTo(776);
		System.arraycopy(Hex.bytes(bytes), 0, packet, 772, 4);
		assertThat(DigestLayout.SECOND_BLOCK.position(ByteBuffer.wrap(packet))).isEqualTo(inSecond);
	}

	@ParameterizedTest
	@Tag("HS6")
	@CsvSource({
			// time 01020304, version 80000702, then one byte repeated;
			// digested by another program
			"00, FIRST_BLOCK, CLIENT, 12, aa20adb02836b83ce16248a8a4f5d5258b903564aabb51b228c04157670b9331",
			"00, SECOND_BLOCK, CLIENT, 776, aa20adb02836b83ce16248a8a4f5d5258b903564aabb51b228c04157670b9331",
			"FF, FIRST_BLOCK, CLIENT, 304, 01824a5500e3487ed3f1fd82ce3e5f2a6629785c4975532a76f5f1df09122e0b",
			"FF, SECOND_BLOCK, CLIENT, 1068, 01824a5500e3487ed3f1fd82ce3e5f2a6629785c4975532a76f5f1df09122e0b" })
	void installsDigest(String filler, DigestLayout layout, HandshakeKey key, int position, String digest) {
		byte[] packet = new byte[PACKET];
		Arrays.fill(packet, Hex.bytes(filler)[0]);
		ByteBuffer.wrap(packet).putInt(0x01020304).putInt(0x80000702);
		byte[] expected = packet.clone();
		System.arraycopy(Hex.bytes(digest), 0, expected, position, 32);
		assertThat(layout.install(ByteBuffer.wrap(packet), key)).isEqualTo(Hex.bytes(digest));
		assertThat(packet).isEqualTo(expected);
		assertThat(DigestLayout.find(ByteBuffer.wrap(packet), key)).isEqualTo(layout);
		assertThat(layout.read(ByteBuffer.wrap(packet))).isEqualTo(Hex.bytes(digest));
	}

	@ParameterizedTest
	@Tag("HS6")
	@EnumSource
	void whenAnyByteIsFlippedThereIsNoDigest(DigestLayout layout) {
		byte[] packet = random(5);
		layout.install(ByteBuffer.wrap(packet), HandshakeKey.CLIENT);
		for (int i = 0; i < PACKET; i++) {
			packet[i] ^= 0x40;
			assertThat(DigestLayout.find(ByteBuffer.wrap(packet), HandshakeKey.CLIENT)).as("byte %d", i).isNull();
			packet[i] ^= 0x40;
		}
		assertThat(DigestLayout.find(ByteBuffer.wrap(packet), HandshakeKey.CLIENT)).isEqualTo(layout);
	}

	@ParameterizedTest
	@Tag("HS6")
	@EnumSource
	void whenKeyIsTheOtherSidesThereIsNoDigest(DigestLayout layout) {
		byte[] packet = random(6);
		layout.install(ByteBuffer.wrap(packet), HandshakeKey.SERVER);
		assertThat(DigestLayout.find(ByteBuffer.wrap(packet), HandshakeKey.CLIENT)).isNull();
		assertThat(DigestLayout.find(ByteBuffer.wrap(packet), HandshakeKey.SERVER)).isEqualTo(layout);
	}

	@ParameterizedTest
	@Tag("HS6")
	@EnumSource
	void whenVersionIsZeroDigestIsNotLookedFor(DigestLayout layout) {
		byte[] packet = random(7);
		ByteBuffer.wrap(packet).putInt(4, 0);
		layout.install(ByteBuffer.wrap(packet), HandshakeKey.CLIENT);
		assertThat(DigestLayout.find(ByteBuffer.wrap(packet), HandshakeKey.CLIENT)).isNull();
	}

	@ParameterizedTest
	@Tag("HS6")
	@EnumSource
	void digestNeverLeavesItsBlock(DigestLayout layout) {
		int block = (layout == DigestLayout.FIRST_BLOCK) ? 8 : 772;
		byte[] packet = new byte[PACKET];
		for (int sum = 0; sum <= 4 * 255; sum++) {
			for (int i = 0; i < 4; i++) {
				packet[block + i] = (byte) Math.max(0, Math.min(255, sum - 255 * i));
			}
			assertThat(layout.position(ByteBuffer.wrap(packet))).as("sum %d", sum)
				.isEqualTo(DigestPackets.position(packet, block))
				.isBetween(block + 4, block + 764 - 32);
		}
	}

	private static byte[] random(long seed) {
		byte[] packet = new byte[PACKET];
		new Random(seed).nextBytes(packet);
		return packet;
	}

}
