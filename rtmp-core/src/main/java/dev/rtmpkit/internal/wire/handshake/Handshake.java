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

import dev.rtmpkit.RtmpProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What precedes the chunk stream on a connection, seen from one side (RTMP 1.0, 5.2): a
 * version byte and two packets each way. Both sides either echo each other's first packet
 * or, in the digest handshake, sign what they send. Not thread-safe.
 */
public abstract sealed class Handshake permits ClientHandshake, ServerHandshake {

	private final int time;

	private final RandomGenerator random;

	private final HandshakeKey peerKey;

	private @Nullable ByteBuffer received = ByteBuffer.allocate(1 + HandshakePacket.BYTES);

	private @Nullable ByteBuffer output;

	private byte @Nullable [] sentDigest;

	private boolean peerVerified;

	private HandshakeState state = HandshakeState.UNINITIALIZED;

	Handshake(long timeMillis, RandomGenerator random, HandshakeKey peerKey) {
		this.time = (int) timeMillis;
		this.random = random;
		this.peerKey = peerKey;
	}

	/**
	 * Take bytes from the peer.
	 * @param input the bytes as they come; what follows the handshake is left in it
	 * @throws RtmpProtocolException if the first bytes show that the peer does not speak
	 * this protocol
	 */
	public final void receive(ByteBuffer input) {
		ByteBuffer packet = this.received;
		if (packet != null && this.state != HandshakeState.ACK_AWAITED) {
			receiveFirst(packet, input);
		}
		if (packet != null && this.state == HandshakeState.ACK_AWAITED) {
			receiveSecond(packet, input);
		}
	}

	private void receiveFirst(ByteBuffer packet, ByteBuffer input) {
		boolean complete = HandshakePacket.fill(packet, input);
		if (this.state == HandshakeState.UNINITIALIZED && isVersion(packet.duplicate().flip())) {
			this.state = HandshakeState.VERSION_RECEIVED;
		}
		if (complete) {
			this.output = answer(packet.slice(1, HandshakePacket.BYTES));
			packet.clear().limit(HandshakePacket.BYTES);
			this.state = HandshakeState.ACK_AWAITED;
		}
	}

	private void receiveSecond(ByteBuffer packet, ByteBuffer input) {
		if (HandshakePacket.fill(packet, input)) {
			byte[] digest = this.sentDigest;
			this.peerVerified = digest != null && HandshakeDigest.isSigned(packet, this.peerKey, digest);
			this.received = null;
			this.state = HandshakeState.DONE;
		}
	}

	/**
	 * Judge the first bytes.
	 * @param start what came so far, possibly nothing
	 * @return whether it begins with a version; {@code false} if more bytes must tell
	 */
	abstract boolean isVersion(ByteBuffer start);

	/**
	 * Answer the peer's first packet.
	 * @param packet the packet
	 * @return what to send
	 */
	abstract ByteBuffer answer(ByteBuffer packet);

	final int time() {
		return this.time;
	}

	final RandomGenerator random() {
		return this.random;
	}

	final void output(ByteBuffer bytes) {
		this.output = bytes;
	}

	/**
	 * Keep the digest in this side's first packet, which the peer is to sign.
	 */
	final void sentDigest(byte[] digest) {
		this.sentDigest = digest;
	}

	/**
	 * Return what is to be sent to the peer.
	 * @return the bytes or {@code null} if there are none
	 */
	public final @Nullable ByteBuffer pollOutput() {
		ByteBuffer bytes = this.output;
		this.output = null;
		return bytes;
	}

	/**
	 * Return where the handshake stands.
	 * @return the state
	 */
	public final HandshakeState state() {
		return this.state;
	}

	/**
	 * Return whether the chunk stream begins with the next byte.
	 * @return whether the handshake is done
	 */
	public final boolean isComplete() {
		return this.state == HandshakeState.DONE;
	}

	/**
	 * Return whether the peer signed its second packet as the digest handshake wants it.
	 * That it did not is no reason to refuse it: many never do.
	 * @return whether the handshake is done, with digests, and the signature is right
	 */
	public final boolean isPeerVerified() {
		return this.peerVerified;
	}

}
