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
import java.util.List;

import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;

/**
 * Attacks with media. None of them is a reason to end a session: consumers get what was
 * sent.
 */
final class MediaAttacks {

	private static final List<byte[]> BROKEN = List.of(new byte[0], Hex.bytes("17"), Hex.bytes("17 00 000000 01"),
			Hex.bytes("17 00 000000 01 64001F FF FF FFFF // 31 parameter sets of 64 KiB"),
			Hex.bytes("17 00 000000 01 64001F FF E1 0008 67 64 00 00 00 00 00 00 // endless Exp-Golomb code"),
			Hex.bytes("17 00 000000 01 64001F FF E1 0009 67 42 00 1F FF FF FF FF FF // a giant picture"),
			Hex.bytes("1C 00 000000 01 FF FF FF // HEVC, cut off"), Hex.bytes("27 01 000000 FFFFFFFF // a giant NALU"));

	private static final List<byte[]> ENHANCED = List.of(Hex.bytes("90"), Hex.bytes("91 3F3F3F3F 00 // unknown"),
			Hex.bytes("90 61763031 81 // av1C, cut off"), Hex.bytes("96 01 68766331 00 FFFFFF // track too long"),
			Hex.bytes("96 F0 // unknown kind of multitrack"), Hex.bytes("97 FF // ModEx, cut off"),
			Hex.bytes("94 61766331 02 0009 // colours, cut off"));

	private MediaAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("F1 broken media", MediaAttacks::broken),
				new Attack("F2 broken Enhanced RTMP", MediaAttacks::enhanced),
				new Attack("F2 ModEx chain", MediaAttacks::modifiers), new Attack("F4 timestamps", MediaAttacks::times),
				new Attack("F5 tiny frames", MediaAttacks::tinyFrames),
				new Attack("F5 endless GOP", MediaAttacks::endlessGop),
				new Attack("Z1 random media", MediaAttacks::random));
	}

	private static void broken(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		client.audio(0).audio(0, (byte) 0xAF).audio(0, (byte) 0xAF, (byte) 0);
		BROKEN.forEach((payload) -> client.video(0, payload));
		attacker.assertUnharmed(client);
	}

	private static void enhanced(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		ENHANCED.forEach((payload) -> client.video(0, payload));
		client.audio(0, Hex.bytes("95 01 4F707573 00 FFFFFF")).audio(0, (byte) 0x9F);
		attacker.assertUnharmed(client);
	}

	private static void modifiers(Attacker attacker) {
		ByteBuffer chain = ByteBuffer.allocate(1 + 10_000 * 3).put((byte) 0x97);
		while (chain.hasRemaining()) {
			chain.put(Hex.bytes("00 00 07 // one byte, then one more modifier"));
		}
		RawRtmpClient client = attacker.publishing();
		client.video(0, chain.array());
		attacker.assertUnharmed(client);
	}

	private static void times(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		for (long time : new long[] { 0xFFFFFFFFL, 0, 0xFFFFFF, 0xFFFFFE, 0x80000000L, 0x7FFFFFFF, 3_600_000, 0 }) {
			client.video(time, (byte) 0x17, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 7).audio(time, new byte[9]);
		}
		attacker.assertUnharmed(client);
	}

	private static void tinyFrames(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		for (int i = 0; i < 1000; i++) {
			client.video(i, (byte) 0x27);
		}
		attacker.assertUnharmed(client);
	}

	private static void endlessGop(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		byte[] frame = attacker.randomBytes(20_000);
		frame[0] = 0x17;
		frame[1] = 1;
		for (int i = 0; i < 50; i++) {
			client.video(i, frame);
			frame[0] = 0x27;
		}
		attacker.assertUnharmed(client);
	}

	private static void random(Attacker attacker) {
		RawRtmpClient client = attacker.publishing();
		for (int i = 0; i < 50; i++) {
			client.video(i, attacker.randomBytes(attacker.random().nextInt(300)))
				.audio(i, attacker.randomBytes(attacker.random().nextInt(300)));
		}
		attacker.assertUnharmed(client);
	}

}
