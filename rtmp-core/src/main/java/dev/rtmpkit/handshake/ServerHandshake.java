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

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the handshake: waits for C0 and C1, answers S0, S1 and S2 at once,
 * skips C2 whatever it holds. Not thread-safe.
 */
public final class ServerHandshake {

	/**
	 * From here on a first byte is not a version but text, or another protocol (5.2.2).
	 */
	private static final int FIRST_INVALID_VERSION = 32;

	private static final int TLS_HANDSHAKE = 0x16;

	private static final int PROXY_SIGNATURE = 0x0D;

	private final int time;

	private final RandomGenerator random;

	private @Nullable ByteBuffer packet;

	private @Nullable ByteBuffer output;

	private int echoBytes = HandshakePacket.BYTES;

	private HandshakeState state = HandshakeState.UNINITIALIZED;

	/**
	 * Create the handshake of a connection.
	 * @param timeMillis the time in milliseconds of any epoch, of which the low 32 bits
	 * are sent
	 * @param random where the random bytes come from
	 */
	public ServerHandshake(long timeMillis, RandomGenerator random) {
		this.time = (int) timeMillis;
		this.random = random;
	}

	/**
	 * Take bytes from the client.
	 * @param input the bytes as they come; what follows the handshake is left in it
	 * @throws RtmpProtocolException if the first byte shows that this is not RTMP
	 */
	public void receive(ByteBuffer input) {
		if (this.state == HandshakeState.UNINITIALIZED && input.hasRemaining()) {
			checkVersion(input.get() & 0xFF);
			this.packet = ByteBuffer.allocate(HandshakePacket.BYTES);
			this.state = HandshakeState.VERSION_RECEIVED;
		}
		if (this.packet != null && HandshakePacket.fill(this.packet, input)) {
			answer(this.packet);
			this.packet = null;
			this.state = HandshakeState.ACK_AWAITED;
		}
		if (this.state == HandshakeState.ACK_AWAITED) {
			int skipped = Math.min(this.echoBytes, input.remaining());
			input.position(input.position() + skipped);
			this.echoBytes -= skipped;
			this.state = (this.echoBytes == 0) ? HandshakeState.DONE : this.state;
		}
	}

	private static void checkVersion(int version) {
		String lookalike = lookalike(version);
		if (lookalike != null) {
			throw new RtmpProtocolException(ProtocolError.VERSION, "This is not RTMP but looks like " + lookalike);
		}
		if (version >= FIRST_INVALID_VERSION) {
			throw new RtmpProtocolException(ProtocolError.VERSION, "This is not RTMP: version " + version);
		}
	}

	private static @Nullable String lookalike(int firstByte) {
		return switch (firstByte) {
			case TLS_HANDSHAKE -> "TLS, on a port without it";
			case PROXY_SIGNATURE -> "a PROXY protocol header";
			case 'G', 'O', 'H' -> "HTTP";
			case 'P' -> "HTTP or a PROXY protocol header";
			default -> null;
		};
	}

	private void answer(ByteBuffer hello) {
		ByteBuffer reply = ByteBuffer.allocate(1 + 2 * HandshakePacket.BYTES);
		reply.put(HandshakePacket.VERSION);
		HandshakePacket.writeHello(this.time, this.random, reply);
		HandshakePacket.writeEcho(hello, this.time, reply);
		this.output = reply.flip();
	}

	/**
	 * Return what is to be sent to the client.
	 * @return the bytes or {@code null} if there are none
	 */
	public @Nullable ByteBuffer pollOutput() {
		ByteBuffer bytes = this.output;
		this.output = null;
		return bytes;
	}

	/**
	 * Return where the handshake stands.
	 * @return the state
	 */
	public HandshakeState state() {
		return this.state;
	}

	/**
	 * Return whether the chunk stream begins with the next byte.
	 * @return whether the handshake is done
	 */
	public boolean isComplete() {
		return this.state == HandshakeState.DONE;
	}

}
