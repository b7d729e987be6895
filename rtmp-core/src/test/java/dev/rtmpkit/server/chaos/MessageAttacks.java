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
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.AggregateMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;

/**
 * Attacks with commands and other messages, and on what the server sends.
 */
final class MessageAttacks {

	/** What a server may have to say to a client that it knows nothing good about. */
	private static final int REPLY_BYTES = 128 << 10;

	private MessageAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("M1 createStream", MessageAttacks::createStreams),
				new Attack("M2 publish", MessageAttacks::publishes),
				new Attack("M3 publish twice", MessageAttacks::publishTwice),
				new Attack("M3 connect twice", MessageAttacks::connectTwice),
				new Attack("M3 publish first", MessageAttacks::publishBeforeConnect),
				new Attack("M4 unknown commands", MessageAttacks::unknownCommands),
				new Attack("M5 media before decision", MessageAttacks::pipelinedMedia),
				new Attack("M6 unknown messages", MessageAttacks::unknownMessages),
				new Attack("M7 bad aggregates", MessageAttacks::badAggregates),
				new Attack("M7 empty parts", MessageAttacks::emptyParts),
				new Attack("O1 never reading", MessageAttacks::neverReading),
				new Attack("O2 user control", MessageAttacks::userControl),
				new Attack("N5 huge tcUrl", MessageAttacks::hugeUrl));
	}

	private static CommandMessage call(String name, int transactionId) {
		return new CommandMessage(0, name, transactionId, AmfNull.INSTANCE, List.of());
	}

	private static void createStreams(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		List<RtmpMessage> calls = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			calls.add(call("createStream", i + 3));
		}
		attacker.flood(client, calls);
		attacker.assertAtMost(attacker.assertClosed(client), 4096);
	}

	private static void publishes(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		List<RtmpMessage> calls = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			calls.add(new CommandMessage(1, "publish", i + 3, AmfNull.INSTANCE,
					List.of(new AmfString(ChaosValidator.DENIED + i), new AmfString("live"))));
		}
		attacker.flood(client, calls);
		attacker.assertClosed(client);
	}

	private static void publishTwice(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.publish(1, attacker.name("again")).awaitStatus("NetStream.Publish.BadName");
		attacker.assertUnharmed(client);
	}

	private static void connectTwice(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.command(0, "connect", 9, AmfObject.builder().put("app", "other").build()).awaitCommand("_error");
		attacker.assertUnharmed(client);
	}

	private static void publishBeforeConnect(Attacker attacker) {
		RawRtmpClient client = attacker.handshaken().publish(1, attacker.name(ChaosValidator.DENIED));
		attacker.assertClosed(client);
	}

	private static void unknownCommands(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		List<RtmpMessage> calls = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			calls.add(call("call" + i, i + 3));
		}
		attacker.flood(client, calls);
		// Without a limit it would be half a megabyte
		attacker.assertAtMost(attacker.assertClosed(client), 3 * REPLY_BYTES);
	}

	private static void pipelinedMedia(Attacker attacker) {
		RawRtmpClient client = attacker.connected().publish(1, attacker.name(ChaosValidator.DENIED_SLOWLY));
		for (int i = 0; i < 100; i++) {
			client.sendBytesWhileOpen(Attacker.bytes(Attacker.message(8, 1, new byte[1000])));
		}
		attacker.assertClosed(client);
	}

	private static void unknownMessages(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		for (int type : new int[] { 0, 7, 10, 14, 16, 19, 21, 255 }) {
			client.send(Attacker.message(type, 1, attacker.randomBytes(attacker.random().nextInt(500))));
		}
		attacker.assertUnharmed(client);
	}

	private static void badAggregates(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		attacker.flood(client, new AggregateMessage(1, 0,
				ByteBuffer.wrap(attacker.oneOf(List.of(
						Hex.bytes("16 00000F 000000 00 000000 08 000000 000000 00 000000 0000000B 0000001A // nested"),
						Hex.bytes("08 000004 000000 00 000000 AF // past the end"), Hex.bytes("08 0000 // cut off"),
						new byte[11 * 5000])))));
		attacker.assertClosed(client);
	}

	private static void emptyParts(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		ByteBuffer parts = ByteBuffer.allocate(15 * 4000);
		while (parts.hasRemaining()) {
			parts.put(Hex.bytes("08 000000 000000 00 000000 0000000B"));
		}
		client.send(new AggregateMessage(1, 0, parts.flip()));
		attacker.assertUnharmed(client);
	}

	private static void neverReading(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		List<RtmpMessage> messages = new ArrayList<>(List.of(new WindowAcknowledgementSize(1)));
		for (int i = 0; i < 2000; i++) {
			messages.add(UserControl.of(UserControl.PING_REQUEST, i));
			messages.add(call("_checkbw", i + 3));
		}
		attacker.flood(client, messages);
		attacker.assertAtMost(attacker.assertClosed(client), REPLY_BYTES);
	}

	private static void userControl(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.send(Attacker.message(4, 0, new byte[1]), Attacker.message(4, 0, new byte[0]));
		for (int event : new int[] { 6, 7, 26, 3, 0xFFFF }) {
			client.send(new UserControl(event, ByteBuffer.wrap(new byte[attacker.random().nextInt(9)])));
		}
		attacker.assertUnharmed(client);
	}

	private static void hugeUrl(Attacker attacker) {
		StringBuilder url = new StringBuilder("rtmp://127.0.0.1/live?");
		for (int i = 0; i < 4000; i++) {
			url.append("a%").append(i).append("&%zz=");
		}
		RawRtmpClient client = attacker.handshaken();
		client.command(0, "connect", 1,
				AmfObject.builder()
					.put("app", "live")
					.put("tcUrl", url.substring(0, attacker.oneOf(List.of(16_000, url.length()))))
					.build());
		attacker.assertServedOrClosed(client);
	}

}
