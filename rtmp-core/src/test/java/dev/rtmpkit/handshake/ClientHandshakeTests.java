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
import java.util.Arrays;
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Fragmentation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientHandshake}.
 */
class ClientHandshakeTests {

	private static final int TIME = 0x01020304;

	private static final int PACKET = 1536;

	private final ClientHandshake handshake = new ClientHandshake(TIME, new Random(1));

	@Test
	void beginsWithVersionAndFirstPacket() {
		ByteBuffer hello = this.handshake.pollOutput();
		assertThat(hello.remaining()).isEqualTo(1 + PACKET);
		assertThat(hello.get(0)).isEqualTo((byte) 3);
		assertThat(hello.getInt(1)).isEqualTo(TIME);
		assertThat(hello.getInt(5)).isZero();
		assertThat(this.handshake.pollOutput()).isNull();
	}

	@Test
	void echoesFirstPacketOfServer() {
		byte[] reply = reply();
		this.handshake.pollOutput();
		this.handshake.receive(ByteBuffer.wrap(reply, 0, PACKET));
		assertThat(this.handshake.pollOutput()).isNull();
		this.handshake.receive(ByteBuffer.wrap(reply, PACKET, 1));
		ByteBuffer echo = this.handshake.pollOutput();
		assertThat(echo.getInt(0)).isEqualTo(ByteBuffer.wrap(reply).getInt(1));
		assertThat(echo.slice(8, PACKET - 8)).isEqualTo(ByteBuffer.wrap(reply, 9, PACKET - 8));
		assertThat(this.handshake.isComplete()).isFalse();
	}

	@Test
	@Tag("HS5")
	void anySecondPacketIsAcceptedAndWhatFollowsIsLeft() {
		byte[] input = Arrays.copyOf(reply(), 1 + 2 * PACKET + 3);
		assertThat(Fragmentation.<Integer>decode(input, (values) -> {
			ClientHandshake client = new ClientHandshake(TIME, new Random(1));
			return (buffer) -> {
				client.receive(buffer);
				if (buffer.remaining() == 3) {
					assertThat(client.isComplete()).isTrue();
					values.accept(buffer.remaining());
				}
			};
		})).containsExactly(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 6, 'H', 255 })
	void whenServerSpeaksAnotherVersionFails(int version) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> this.handshake.receive(ByteBuffer.wrap(new byte[] { (byte) version })))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.VERSION));
	}

	private static byte[] reply() {
		byte[] reply = new byte[1 + 2 * PACKET];
		new Random(7).nextBytes(reply);
		reply[0] = 3;
		return reply;
	}

}
