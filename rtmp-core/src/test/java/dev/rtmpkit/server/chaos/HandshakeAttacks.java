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

package dev.rtmpkit.server.chaos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks in front of the dialogue: on the handshake and with connections.
 */
final class HandshakeAttacks {

	private static final int HELLO_BYTES = 1537;

	private static final int CROWD = 30;

	/** As many as the default limits let in before they publish. */
	private static final int LET_IN = 10;

	private static final List<byte[]> FOREIGN = List.of(text("GET / HTTP/1.1\r\n\r\n"),
			text("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"), text("SSH-2.0-x\r\n"), Hex.bytes("FF"),
			Hex.bytes("16 03 01 02 00 01 00 01 FC 03 03"),
			Hex.bytes("0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A 21 11 00 0C"));

	private HandshakeAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("H1 silent", HandshakeAttacks::silent),
				new Attack("H2 trickle", HandshakeAttacks::trickle),
				new Attack("H3 never C2", HandshakeAttacks::neverFinishing),
				new Attack("H4 foreign protocol", HandshakeAttacks::foreign),
				new Attack("D1 crowd", HandshakeAttacks::crowd),
				new Attack("D4 reset anywhere", HandshakeAttacks::resetAnywhere),
				new Attack("K10 garbage", HandshakeAttacks::garbage));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static void silent(Attacker attacker) {
		List<RawRtmpClient> clients = new ArrayList<>();
		for (int i = 0; i < LET_IN - 2; i++) {
			clients.add(attacker.open());
		}
		clients.forEach((client) -> attacker.assertAtMost(attacker.assertClosed(client), 0));
	}

	private static void trickle(Attacker attacker) {
		RawRtmpClient client = attacker.open().sendBytes(new byte[] { 3 });
		int sent = 1;
		while (!client.isClosedWithin(Duration.ofMillis(200))) {
			client.sendBytesWhileOpen(new byte[1]);
			assertThat(++sent).as("bytes that it took").isLessThan(50);
		}
	}

	private static void neverFinishing(Attacker attacker) {
		byte[] hello = new byte[HELLO_BYTES];
		hello[0] = 3;
		RawRtmpClient client = attacker.open().sendBytes(hello);
		attacker.assertAtMost(attacker.assertClosed(client), 2 * HELLO_BYTES - 1);
	}

	private static void foreign(Attacker attacker) {
		RawRtmpClient client = attacker.open().sendBytes(attacker.oneOf(FOREIGN));
		attacker.assertAtMost(attacker.assertClosed(client), 0);
	}

	private static void crowd(Attacker attacker) {
		List<RawRtmpClient> clients = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			clients.add(attacker.open());
		}
		for (int look = 0; look < 20 && clients.size() > LET_IN; look++) {
			clients.removeIf((client) -> client.isClosedWithin(Duration.ofMillis(5)));
		}
		assertThat(clients).as("those let in").hasSizeLessThanOrEqualTo(LET_IN);
	}

	private static void resetAnywhere(Attacker attacker) {
		byte[] session = session(attacker.name("reset"));
		// Most of the states are behind the handshake's many bytes
		int cut = (attacker.random().nextInt(4) == 0) ? attacker.random().nextInt(2 * HELLO_BYTES)
				: 2 * HELLO_BYTES + attacker.random().nextInt(session.length - 2 * HELLO_BYTES);
		RawRtmpClient client = attacker.open().sendBytesWhileOpen(Arrays.copyOf(session, cut));
		client.isClosedWithin(Duration.ofMillis(attacker.random().nextInt(60)));
		client.reset();
	}

	private static byte[] session(String key) {
		byte[] messages = Attacker.bytes(call("connect", 1, AmfObject.builder().put("app", "live").build()),
				call("createStream", 2, AmfNull.INSTANCE),
				new CommandMessage(1, "publish", 3, AmfNull.INSTANCE,
						List.of(new AmfString(key), new AmfString("live"))),
				new SetChunkSize(4096), new VideoMessage(1, 0, ByteBuffer.allocate(3000)),
				new AudioMessage(1, 0, ByteBuffer.allocate(300)), call("deleteStream", 0, AmfNull.INSTANCE));
		byte[] session = new byte[2 * HELLO_BYTES - 1 + messages.length];
		session[0] = 3;
		System.arraycopy(messages, 0, session, 2 * HELLO_BYTES - 1, messages.length);
		return session;
	}

	private static CommandMessage call(String name, int transactionId, AmfValue object) {
		return new CommandMessage(0, name, transactionId, object, List.of());
	}

	private static void garbage(Attacker attacker) {
		RawRtmpClient client = attacker.handshaken();
		client.sendBytesWhileOpen(attacker.randomBytes(200 + attacker.random().nextInt(5000)));
		attacker.assertClosed(client);
	}

}
