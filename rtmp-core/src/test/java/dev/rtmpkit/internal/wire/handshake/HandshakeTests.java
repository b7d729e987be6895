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
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients and servers with and without digests understand each other. Those without are
 * as simple as RTMP 1.0 has them.
 */
class HandshakeTests {

	private static final int PACKET = 1536;

	@Test
	@Tag("HS6")
	@Tag("HS7")
	void whenBothHaveDigestsBothAreVerified() {
		ClientHandshake client = new ClientHandshake(1, new Random(2));
		ServerHandshake server = new ServerHandshake(2, new Random(3));
		converse(client, server);
		assertThat(client.isPeerVerified()).isTrue();
		assertThat(server.isPeerVerified()).isTrue();
	}

	@ParameterizedTest
	@Tag("HS6")
	@Tag("HS7")
	@ValueSource(longs = { 0, -1 })
	void whenRandomBytesAreExtremeBothAreVerified(long bits) {
		ClientHandshake client = new ClientHandshake(1, () -> bits);
		ServerHandshake server = new ServerHandshake(2, () -> bits);
		converse(client, server);
		assertThat(client.isPeerVerified()).isTrue();
		assertThat(server.isPeerVerified()).isTrue();
	}

	private static void converse(ClientHandshake client, ServerHandshake server) {
		server.receive(client.pollOutput());
		client.receive(server.pollOutput());
		assertThat(client.isComplete()).isTrue();
		server.receive(client.pollOutput());
		assertThat(server.isComplete()).isTrue();
		assertThat(client.pollOutput()).isNull();
		assertThat(server.pollOutput()).isNull();
	}

	@Test
	@Tag("HS3")
	@Tag("HS4")
	void whenOnlyServerHasDigestsTheyEcho() {
		byte[] hello = new byte[1 + PACKET];
		new Random(4).nextBytes(hello);
		hello[0] = 3;
		Arrays.fill(hello, 5, 9, (byte) 0);
		ServerHandshake server = new ServerHandshake(2, new Random(3));
		server.receive(ByteBuffer.wrap(hello));
		ByteBuffer reply = server.pollOutput();
		assertThat(reply.getInt(5)).isZero();
		assertThat(reply.slice(1 + PACKET + 8, PACKET - 8)).isEqualTo(ByteBuffer.wrap(hello, 9, PACKET - 8));
		server.receive(reply.slice(1, PACKET));
		assertThat(server.isComplete()).isTrue();
		assertThat(server.isPeerVerified()).isFalse();
	}

	@Test
	@Tag("HS4")
	@Tag("HS8")
	void whenOnlyClientHasDigestsTheyEcho() {
		ClientHandshake client = new ClientHandshake(1, new Random(2));
		byte[] s1 = new byte[PACKET];
		new Random(5).nextBytes(s1);
		Arrays.fill(s1, 4, 8, (byte) 0);
		byte[] c1 = DigestPackets.packet(client.pollOutput(), 1);
		client.receive(ByteBuffer.wrap(new byte[] { 3 }));
		client.receive(ByteBuffer.wrap(s1));
		assertThat(client.pollOutput()).isEqualTo(ByteBuffer.wrap(s1));
		client.receive(ByteBuffer.wrap(c1));
		assertThat(client.isComplete()).isTrue();
		assertThat(client.isPeerVerified()).isFalse();
	}

	@Test
	@Tag("HS5")
	void whenDoneTakesNothingMore() {
		ClientHandshake client = new ClientHandshake(1, new Random(2));
		ServerHandshake server = new ServerHandshake(2, new Random(3));
		converse(client, server);
		ByteBuffer chunks = ByteBuffer.wrap(new byte[] { 3, 0, 0 });
		server.receive(chunks);
		client.receive(chunks);
		assertThat(chunks.remaining()).isEqualTo(3);
		assertThat(server.isPeerVerified()).isTrue();
	}

}
