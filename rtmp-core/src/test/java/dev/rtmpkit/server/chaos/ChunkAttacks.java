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

import dev.rtmpkit.internal.wire.message.AbortMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;

/**
 * Attacks with chunks.
 */
final class ChunkAttacks {

	private ChunkAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("K1 claim unpublished", ChunkAttacks::claimUnpublished),
				new Attack("K1 claim publishing", ChunkAttacks::claimPublishing),
				new Attack("K2 chunk streams", ChunkAttacks::chunkStreams),
				new Attack("K3 changed header", ChunkAttacks::changedHeader),
				new Attack("K4 no header", ChunkAttacks::noHeader),
				new Attack("K5 bad chunk size", ChunkAttacks::badChunkSize),
				new Attack("K5 huge chunk size", ChunkAttacks::hugeChunkSize),
				new Attack("K6 chunks of one byte", ChunkAttacks::tinyChunks),
				new Attack("K7 aborts", ChunkAttacks::aborts), new Attack("K8 too large", ChunkAttacks::tooLarge));
	}

	private static void claimUnpublished(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		client.sendBytes(Hex.bytes("06 000000 00FFFF 09 01000000 // video of 64 KiB - 1")).sendBytes(new byte[100]);
		attacker.assertClosed(client);
	}

	private static void claimPublishing(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.sendBytes(Hex.bytes("06 000000 7FFFFF 09 01000000 // video of 8 MiB - 1")).sendBytes(new byte[100]);
		attacker.assertClosed(client);
	}

	private static void chunkStreams(Attacker attacker) {
		RawRtmpClient client = (attacker.random().nextBoolean()) ? attacker.publishing() : attacker.connected();
		attacker.flood(client, new SetChunkSize(1));
		int count = 100;
		ByteBuffer chunks = ByteBuffer.allocate(count * 14);
		for (int id = 0; id < count; id++) {
			// The first of two bytes of audio
			chunks.put((byte) 0).put((byte) id).put(Hex.bytes("000000 000002 08 01000000 AF"));
		}
		client.sendBytesWhileOpen(chunks.array());
		attacker.assertClosed(client);
	}

	private static void changedHeader(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.sendBytes(Hex.bytes("06 000000 00012C 09 01000000 // video of 300 bytes")).sendBytes(new byte[128]);
		client.sendBytes(Hex.bytes("46 000000 000003 08 AF0100   // the rest is 3 bytes of audio"));
		attacker.assertUnharmed(client);
	}

	private static void noHeader(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		client.sendBytesWhileOpen(attacker.oneOf(List.of(Hex.bytes("94 000000"), Hex.bytes("D4 00"))));
		attacker.assertClosed(client);
	}

	private static void badChunkSize(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		client.sendBytes(Hex.bytes("02 000000 000004 01 00000000"))
			.sendBytesWhileOpen(attacker.oneOf(List.of(Hex.bytes("00000000"), Hex.bytes("80000000"))));
		attacker.assertClosed(client);
	}

	private static void hugeChunkSize(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.send(new SetChunkSize(0x7FFFFFFF)).video(0, attacker.randomBytes(50_000));
		attacker.assertUnharmed(client);
	}

	private static void tinyChunks(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.send(new SetChunkSize(1)).video(0, attacker.randomBytes(100_000));
		attacker.assertUnharmed(client);
	}

	private static void aborts(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		List<RtmpMessage> aborts = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			aborts.add(new AbortMessage(attacker.random().nextInt(40)));
		}
		attacker.flood(client, aborts);
		attacker.assertClosed(client);
	}

	private static void tooLarge(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.sendBytesWhileOpen(Hex.bytes("06 000000 800001 09 01000000 // video of 8 MiB and 1 byte"));
		attacker.assertClosed(client);
	}

}
