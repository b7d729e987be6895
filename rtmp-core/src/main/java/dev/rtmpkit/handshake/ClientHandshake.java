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
 * The client's side of the handshake: sends C0 and C1, echoes S1 as C2, skips S2. Not
 * thread-safe.
 */
public final class ClientHandshake {

	private final int time;

	private final ByteBuffer packet = ByteBuffer.allocate(HandshakePacket.BYTES);

	private @Nullable ByteBuffer output;

	private int echoBytes = HandshakePacket.BYTES;

	private HandshakeState state = HandshakeState.UNINITIALIZED;

	/**
	 * Create the handshake of a connection. C0 and C1 are ready to be polled.
	 * @param timeMillis the time in milliseconds of any epoch, of which the low 32 bits
	 * are sent
	 * @param random where the random bytes come from
	 */
	public ClientHandshake(long timeMillis, RandomGenerator random) {
		this.time = (int) timeMillis;
		ByteBuffer hello = ByteBuffer.allocate(1 + HandshakePacket.BYTES).put(HandshakePacket.VERSION);
		HandshakePacket.writeHello(this.time, random, hello);
		this.output = hello.flip();
	}

	/**
	 * Take bytes from the server.
	 * @param input the bytes as they come; what follows the handshake is left in it
	 * @throws RtmpProtocolException if the server speaks another version
	 */
	public void receive(ByteBuffer input) {
		if (this.state == HandshakeState.UNINITIALIZED && input.hasRemaining()) {
			int version = input.get() & 0xFF;
			if (version != HandshakePacket.VERSION) {
				throw new RtmpProtocolException(ProtocolError.VERSION, "The server speaks version " + version);
			}
			this.state = HandshakeState.VERSION_RECEIVED;
		}
		if (this.state == HandshakeState.VERSION_RECEIVED && HandshakePacket.fill(this.packet, input)) {
			ByteBuffer echo = ByteBuffer.allocate(HandshakePacket.BYTES);
			HandshakePacket.writeEcho(this.packet, this.time, echo);
			this.output = echo.flip();
			this.state = HandshakeState.ACK_AWAITED;
		}
		if (this.state == HandshakeState.ACK_AWAITED) {
			int skipped = Math.min(this.echoBytes, input.remaining());
			input.position(input.position() + skipped);
			this.echoBytes -= skipped;
			this.state = (this.echoBytes == 0) ? HandshakeState.DONE : this.state;
		}
	}

	/**
	 * Return what is to be sent to the server.
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
