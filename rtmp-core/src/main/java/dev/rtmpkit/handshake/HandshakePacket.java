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
	 * Write a first packet: time, zero, random bytes.
	 */
	static void writeHello(int time, RandomGenerator random, ByteBuffer output) {
		byte[] noise = new byte[BYTES - HEADER_BYTES];
		random.nextBytes(noise);
		output.putInt(time).putInt(0).put(noise);
	}

	/**
	 * Write an echo: the peer's time, the time at which its packet was read, its random
	 * bytes.
	 */
	static void writeEcho(ByteBuffer hello, int time, ByteBuffer output) {
		output.putInt(hello.getInt(0)).putInt(time).put(hello.duplicate().position(HEADER_BYTES).limit(BYTES));
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
