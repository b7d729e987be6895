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

package dev.rtmpkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.internal.wire.handshake.Handshake;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A handshake with a peer that sends anything: the outcome does not depend on how the
 * network cuts the bytes, and none are lost that follow the handshake.
 */
final class HandshakeRun implements Consumer<ByteBuffer> {

	private static final int PACKETS = 1 + 2 * 1536;

	private final Handshake handshake;

	private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

	private int unread;

	private HandshakeRun(Handshake handshake) {
		this.handshake = handshake;
		send();
	}

	static void check(FuzzedDataProvider data, Supplier<Handshake> handshakes) {
		long seed = data.consumeLong();
		byte[] bytes = data.consumeRemainingAsBytes();
		HandshakeRun whole = new HandshakeRun(handshakes.get());
		ProtocolError error = Network.deliver(bytes, whole);
		assertThat(error).isIn(null, ProtocolError.VERSION);
		assertThat(whole.handshake.isComplete()).isEqualTo(error == null && bytes.length >= PACKETS);
		assertThat(whole.unread).isEqualTo((error != null) ? 0 : Math.max(0, bytes.length - PACKETS));
		HandshakeRun pieces = new HandshakeRun(handshakes.get());
		assertThat(Network.deliverInPieces(bytes, seed, pieces)).isEqualTo(error);
		assertThat(pieces.handshake.state()).isEqualTo(whole.handshake.state());
		assertThat(pieces.handshake.isPeerVerified()).isEqualTo(whole.handshake.isPeerVerified());
		assertThat(ByteBuffer.wrap(pieces.sent.toByteArray())).isEqualTo(ByteBuffer.wrap(whole.sent.toByteArray()));
		assertThat(pieces.unread).isEqualTo(whole.unread);
	}

	@Override
	public void accept(ByteBuffer input) {
		this.handshake.receive(input);
		this.unread += input.remaining();
		send();
	}

	private void send() {
		ByteBuffer output;
		while ((output = this.handshake.pollOutput()) != null) {
			byte[] bytes = new byte[output.remaining()];
			output.get(bytes);
			this.sent.writeBytes(bytes);
		}
	}

}
