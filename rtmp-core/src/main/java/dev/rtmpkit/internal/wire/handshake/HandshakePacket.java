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
import java.util.random.RandomGenerator;

/**
 * The 1536-byte packets of the handshake (RTMP 1.0, 5.2.3 and 5.2.4).
 */
final class HandshakePacket {

	/** The version byte that both sides send. */
	static final byte VERSION = 3;

	static final int BYTES = 1536;

	private static final int HEADER_BYTES = 8;

	private HandshakePacket() {
	}

	/**
	 * Write a first packet: time, version of the sender's software, random bytes.
	 * @param version zero in the simple handshake
	 */
	static void writeHello(int time, int version, RandomGenerator random, ByteBuffer output) {
		output.putInt(time).putInt(version).put(noise(random, BYTES - HEADER_BYTES));
	}

	/**
	 * Write an echo: the peer's time, the time at which its packet was read, its random
	 * bytes.
	 */
	static void writeEcho(ByteBuffer hello, int time, ByteBuffer output) {
		output.putInt(hello.getInt(0)).putInt(time).put(hello.slice(HEADER_BYTES, BYTES - HEADER_BYTES));
	}

	/**
	 * Write a second packet that is signed instead of being an echo.
	 * @param key the key of the sender
	 * @param digest the digest in the first packet of the receiver
	 */
	static void writeSigned(RandomGenerator random, HandshakeKey key, byte[] digest, ByteBuffer output) {
		HandshakeDigest.sign(output.put(noise(random, BYTES)), key, digest);
	}

	private static byte[] noise(RandomGenerator random, int count) {
		byte[] noise = new byte[count];
		random.nextBytes(noise);
		return noise;
	}

	/**
	 * Move bytes into a packet until it is full.
	 * @return whether it is full
	 */
	static boolean fill(ByteBuffer packet, ByteBuffer input) {
		int count = Math.min(packet.remaining(), input.remaining());
		packet.put(input.slice(input.position(), count));
		input.position(input.position() + count);
		return !packet.hasRemaining();
	}

}
