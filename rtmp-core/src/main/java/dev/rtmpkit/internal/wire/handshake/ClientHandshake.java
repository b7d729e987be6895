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

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;

/**
 * The client's side of the handshake: sends C0 and C1 with a digest, answers a server's
 * digest with a signed C2 and any other S1 with its echo, and takes any S2. A server that
 * knows no digests takes that of C1 for random bytes. Not thread-safe.
 */
public final class ClientHandshake extends Handshake {

	/** As clients with digests have it; zero would say that there is none. */
	private static final int SOFTWARE_VERSION = 0x80000702;

	/**
	 * Create the handshake of a connection. C0 and C1 are ready to be polled.
	 * @param timeMillis the time in milliseconds of any epoch, of which the low 32 bits
	 * are sent
	 * @param random where the random bytes come from
	 */
	public ClientHandshake(long timeMillis, RandomGenerator random) {
		super(timeMillis, random, HandshakeKey.SERVER);
		ByteBuffer start = ByteBuffer.allocate(1 + HandshakePacket.BYTES).put(HandshakePacket.VERSION);
		ByteBuffer hello = start.slice();
		HandshakePacket.writeHello(time(), SOFTWARE_VERSION, random, hello);
		sentDigest(DigestLayout.FIRST_BLOCK.install(hello, HandshakeKey.CLIENT));
		output(start.clear());
	}

	@Override
	boolean isVersion(ByteBuffer start) {
		if (!start.hasRemaining()) {
			return false;
		}
		int version = start.get(start.position()) & 0xFF;
		if (version != HandshakePacket.VERSION) {
			throw new RtmpProtocolException(ProtocolError.VERSION, "The server speaks version " + version);
		}
		return true;
	}

	@Override
	ByteBuffer answer(ByteBuffer packet) {
		ByteBuffer reply = ByteBuffer.allocate(HandshakePacket.BYTES);
		DigestLayout layout = DigestLayout.find(packet, HandshakeKey.SERVER);
		if (layout == null) {
			// Unchanged even where the time of reading belongs: so do the clients that
			// servers are used to, and some compare
			reply.put(packet.duplicate());
		}
		else {
			HandshakePacket.writeSigned(random(), HandshakeKey.CLIENT, layout.read(packet), reply);
		}
		return reply.clear();
	}

}
