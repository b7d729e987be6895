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
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.rtmpkit.testkit.Hex;

/**
 * Packets of the digest handshake, made and judged without the code under test. A block
 * is where the digest's block begins in its packet: at 8 or at 772.
 */
final class DigestPackets {

	static final int PACKET = 1536;

	static final int DIGEST = 32;

	static final int SIGNED = PACKET - DIGEST;

	private static final byte[] SUFFIX = Hex.bytes("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");

	static final byte[] CLIENT_KEY = "Genuine Adobe Flash Player 001".getBytes(StandardCharsets.US_ASCII);

	static final byte[] SERVER_KEY = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);

	static final byte[] CLIENT_WHOLE_KEY = join(CLIENT_KEY, SUFFIX);

	static final byte[] SERVER_WHOLE_KEY = join(SERVER_KEY, SUFFIX);

	private DigestPackets() {
	}

	/**
	 * Make C0 and C1 of random bytes with a version, and without a digest.
	 */
	static byte[] plainHello(long seed) {
		byte[] hello = new byte[1 + PACKET];
		new Random(seed).nextBytes(hello);
		hello[0] = 3;
		ByteBuffer.wrap(hello).putInt(5, 0x09007C02);
		return hello;
	}

	/**
	 * Make C0 and C1 with a digest.
	 */
	static byte[] hello(long seed, int block) {
		byte[] hello = plainHello(seed);
		install(hello, block, CLIENT_KEY);
		return hello;
	}

	/**
	 * Put a digest into a version byte and a packet, as the packet's offset bytes say.
	 */
	static void install(byte[] hello, int block, byte[] key) {
		byte[] packet = Arrays.copyOfRange(hello, 1, 1 + PACKET);
		System.arraycopy(digest(packet, block, key), 0, hello, 1 + position(packet, block), DIGEST);
	}

	static int position(byte[] packet, int block) {
		int sum = 0;
		for (byte offset : Arrays.copyOfRange(packet, block, block + 4)) {
			sum += Byte.toUnsignedInt(offset);
		}
		return block + 4 + ((sum >= 728) ? sum - 728 : sum);
	}

	/**
	 * Compute the digest that belongs into a packet.
	 */
	static byte[] digest(byte[] packet, int block, byte[] key) {
		int position = position(packet, block);
		return hmac(key, join(Arrays.copyOf(packet, position), Arrays.copyOfRange(packet, position + DIGEST, PACKET)));
	}

	/**
	 * Return what a packet has in the place of its digest.
	 */
	static byte[] digestIn(byte[] packet, int block) {
		int position = position(packet, block);
		return Arrays.copyOfRange(packet, position, position + DIGEST);
	}

	static byte[] signature(byte[] packet, byte[] wholeKey, byte[] digest) {
		return hmac(hmac(wholeKey, digest), Arrays.copyOf(packet, SIGNED));
	}

	/**
	 * Make a second packet of random bytes and its signature.
	 */
	static byte[] signed(long seed, byte[] wholeKey, byte[] digest) {
		byte[] packet = new byte[PACKET];
		new Random(seed).nextBytes(packet);
		System.arraycopy(signature(packet, wholeKey, digest), 0, packet, SIGNED, DIGEST);
		return packet;
	}

	/**
	 * Take the packet out of bytes, where it begins at a position.
	 */
	static byte[] packet(ByteBuffer bytes, int position) {
		byte[] packet = new byte[PACKET];
		bytes.get(bytes.position() + position, packet);
		return packet;
	}

	static byte[] join(byte[] first, byte[] second) {
		byte[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

	private static byte[] hmac(byte[] key, byte[] data) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
