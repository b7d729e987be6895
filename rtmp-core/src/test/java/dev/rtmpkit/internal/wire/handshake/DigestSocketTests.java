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

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The digest handshake over a real socket, and the dialogue behind it.
 */
class DigestSocketTests {

	private static final int PACKET = 1536;

	@ParameterizedTest
	@CsvSource({ "8, 3", "772, 3", "8, 6", "772, 31" })
	@Tag("HS1")
	@Tag("HS7")
	@Tag("HS9")
	void whenClientSignsItsC2TheDialogueBegins(int block, byte version) {
		try (RtmpServer server = start(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			byte[] hello = DigestPackets.hello(7, block);
			hello[0] = version;
			byte[] c1 = Arrays.copyOfRange(hello, 1, 1 + PACKET);
			ByteBuffer reply = ByteBuffer.wrap(client.sendBytes(hello).readBytes(1 + 2 * PACKET));
			assertThat(reply.get(0)).isEqualTo((byte) 3);
			byte[] s1 = DigestPackets.packet(reply, 1);
			byte[] s2 = DigestPackets.packet(reply, 1 + PACKET);
			byte[] digest = DigestPackets.digestIn(s1, block);
			assertThat(digest).isEqualTo(DigestPackets.digest(s1, block, DigestPackets.SERVER_KEY));
			assertThat(Arrays.copyOfRange(s2, DigestPackets.SIGNED, PACKET)).isEqualTo(
					DigestPackets.signature(s2, DigestPackets.SERVER_WHOLE_KEY, DigestPackets.digestIn(c1, block)));
			client.sendBytes(DigestPackets.signed(9, DigestPackets.CLIENT_WHOLE_KEY, digest));
			client.command(0, "connect", 1, AmfObject.builder().put("app", "live").build());
			client.awaitCommand("_result");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@Tag("HS2")
	@Tag("HS5")
	void whenEverythingUpToConnectComesAtOnceTheDialogueBegins(boolean digest) {
		byte[] hello = (digest) ? DigestPackets.hello(7, 8) : DigestPackets.plainHello(7);
		ByteBuffer connect = new MessageWriter().write(List
			.of(new CommandMessage(0, "connect", 1, AmfObject.builder().put("app", "live").build(), List.of())));
		byte[] start = Arrays.copyOf(hello, 1 + 2 * PACKET + connect.remaining());
		connect.get(start, 1 + 2 * PACKET, connect.remaining());
		try (RtmpServer server = start(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			client.sendBytes(start).readBytes(1 + 2 * PACKET);
			client.awaitCommand("_result");
		}
	}

	private static RtmpServer start() {
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build();
		server.start();
		return server;
	}

}
