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
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;

/**
 * Attacks with AMF values.
 */
final class AmfAttacks {

	private static final int COMMAND = 20;

	private static final int COMMAND_AMF3 = 17;

	private static final int SHARED_OBJECT = 19;

	/** As much as a command may have before a publish. */
	private static final int BODY_BYTES = 60_000;

	private static final List<byte[]> AMF3 = List.of(Hex.bytes("00 11 0A 07 03 78 // externalizable"),
			Hex.bytes("00 02 0001 78 11 09 FF FF FF FF // array of 2^28 elements"),
			Hex.bytes("00 02 0001 78 11 0B 15 3C 21 45 4E 54 49 54 59 // XML, cut off"),
			Hex.bytes("00 02 0001 78 11 0A 40 // a reference to nothing"));

	private AmfAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("A1 nested arrays", AmfAttacks::nestedArrays),
				new Attack("A2 claimed count", AmfAttacks::claimedCount),
				new Attack("A3 length past end", AmfAttacks::lengthPastEnd),
				new Attack("A4 AMF3", AmfAttacks::typedObjects), new Attack("A5 many values", AmfAttacks::manyValues),
				new Attack("A6 metadata flood", AmfAttacks::metadataFlood),
				new Attack("A7 numbers that are none", AmfAttacks::notNumbers));
	}

	private static void nestedArrays(Attacker attacker) {
		ByteBuffer body = ByteBuffer.allocate(BODY_BYTES).put(Hex.bytes("02 0001 78 00 3FF0000000000000"));
		while (body.remaining() >= 5) {
			body.put((byte) 0x0A).putInt(1);
		}
		RawRtmpClient client = attacker.connected();
		attacker.flood(client, Attacker.message(COMMAND, 0, body.array()));
		attacker.assertClosed(client);
	}

	private static void claimedCount(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		attacker.flood(client, Attacker.message(COMMAND, 0, Hex.bytes("02 0001 78 00 3FF0000000000000 "
				+ attacker.oneOf(List.of("08 FFFFFFFF // ECMA array", "0A FFFFFFFF // strict array")))));
		attacker.assertServedOrClosed(client);
	}

	private static void lengthPastEnd(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		attacker.flood(client, Attacker.message(COMMAND, 0, attacker.oneOf(List.of(Hex.bytes("02 FFFF 78"),
				Hex.bytes("0C FFFFFFFF 78"), Hex.bytes("0C 7FFFFFFF"), Hex.bytes("02 0001 78 00 3F")))));
		attacker.assertClosed(client);
	}

	private static void typedObjects(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		attacker.flood(client, Attacker.message(COMMAND_AMF3, 0, attacker.oneOf(AMF3)),
				Attacker.message(SHARED_OBJECT, 0, attacker.randomBytes(40)));
		attacker.assertServedOrClosed(client);
	}

	private static void manyValues(Attacker attacker) {
		byte[] body = new byte[BODY_BYTES];
		Arrays.fill(body, (byte) 5);
		byte[] beginning = Hex.bytes("02 0001 78 00 3FF0000000000000 0A 0000EA00");
		System.arraycopy(beginning, 0, body, 0, beginning.length);
		RawRtmpClient client = attacker.connected();
		attacker.flood(client, Attacker.message(COMMAND, 0, body));
		attacker.assertClosed(client);
	}

	private static void metadataFlood(Attacker attacker) {
		AmfString text = new AmfString("x".repeat(15_000));
		ByteBuffer body = Amf0Encoder.encode(new AmfString("@setDataFrame"), new AmfString("onMetaData"),
				AmfObject.builder().put("a", text).put("b", text).put("c", text).put("d", text).build());
		RawRtmpClient client = attacker.publishing();
		for (int i = 0; i < 60; i++) {
			client.send(new DataMessage(1, i, false, body.duplicate()));
		}
		attacker.assertUnharmed(client);
	}

	private static void notNumbers(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		for (double number : new double[] { Double.NaN, Double.NEGATIVE_INFINITY, -1, 1e300 }) {
			client.command(0, "nothing", number, AmfNull.INSTANCE, new AmfNumber(number))
				.command(0, "deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(number))
				.send(new DataMessage(1, 0, false, Amf0Encoder.encode(new AmfString("onMetaData"),
						AmfObject.builder().put("width", number).put("framerate", number).build())));
		}
		client.command(0, "createStream", 3, AmfNull.INSTANCE);
		attacker.assertServed(client);
	}

}
