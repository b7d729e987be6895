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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;

/**
 * The server's side of the handshake: waits for C0 and C1, answers S0, S1 and S2 at once,
 * with digests if C1 has one, and takes any C2. A client that uses another version is
 * answered with version 3 and may decide (RTMP 1.0, 5.2.2). Not thread-safe.
 */
public final class ServerHandshake extends Handshake {

	/** From here on a first byte is not a version but text, or another protocol. */
	private static final int FIRST_INVALID_VERSION = 32;

	/** Of no known software, but not zero, which says that S1 has a digest. */
	private static final int SOFTWARE_VERSION = 0x0D0E0A0D;

	/**
	 * Create the handshake of a connection.
	 * @param timeMillis the time in milliseconds of any epoch, of which the low 32 bits
	 * are sent
	 * @param random where the random bytes come from
	 */
	public ServerHandshake(long timeMillis, RandomGenerator random) {
		super(timeMillis, random, HandshakeKey.CLIENT);
	}

	@Override
	boolean isVersion(ByteBuffer start) {
		if (!start.hasRemaining()) {
			return false;
		}
		ForeignProtocol[] similar = Arrays.stream(ForeignProtocol.values())
			.filter((protocol) -> protocol.mayBegin(start))
			.toArray(ForeignProtocol[]::new);
		boolean version = (start.get(start.position()) & 0xFF) < FIRST_INVALID_VERSION;
		if (version && Arrays.stream(similar).noneMatch((protocol) -> protocol.begins(start))) {
			return similar.length == 0;
		}
		String titles = Arrays.stream(similar).map(ForeignProtocol::title).collect(Collectors.joining(" or "));
		throw new RtmpProtocolException(ProtocolError.VERSION,
				(titles.isEmpty() ? "An unknown protocol" : titles) + " where RTMP was expected");
	}

	@Override
	ByteBuffer answer(ByteBuffer packet) {
		ByteBuffer reply = ByteBuffer.allocate(1 + 2 * HandshakePacket.BYTES).put(HandshakePacket.VERSION);
		DigestLayout layout = DigestLayout.find(packet, HandshakeKey.CLIENT);
		if (layout == null) {
			HandshakePacket.writeHello(time(), 0, random(), reply);
			HandshakePacket.writeEcho(packet, time(), reply);
		}
		else {
			ByteBuffer hello = reply.slice(1, HandshakePacket.BYTES);
			HandshakePacket.writeHello(time(), SOFTWARE_VERSION, random(), hello);
			sentDigest(layout.install(hello, HandshakeKey.SERVER));
			HandshakePacket.writeSigned(random(), HandshakeKey.SERVER, layout.read(packet),
					reply.slice(1 + HandshakePacket.BYTES, HandshakePacket.BYTES));
		}
		return reply.clear();
	}

}
