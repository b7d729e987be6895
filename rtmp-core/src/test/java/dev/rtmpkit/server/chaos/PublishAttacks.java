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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.server.chaos.Attacker.NotBegun;
import dev.rtmpkit.testkit.RawRtmpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks on the way to a publish, on names, and on what the application does with a
 * publish.
 */
final class PublishAttacks {

	/** Text that must not get into a log line as it is. */
	private static final List<String> NAMES = List.of("a\r\nERROR b", "a\u001B[2Jb", "a\u0000b", "a\u202Eb", "a\u2028b",
			"\uD800", "${jndi:ldap://127.0.0.1/a}", "%n%s{}", "../../etc/passwd", "..%2f..%2fa", "C:\\a",
			"x".repeat(4097), "");

	private PublishAttacks() {
	}

	static List<Attack> all() {
		return List.of(new Attack("V1 validator", PublishAttacks::validator),
				new Attack("V1 validator hangs", PublishAttacks::hangingValidator),
				new Attack("V2 leave meanwhile", PublishAttacks::leave),
				new Attack("V3 brute force", PublishAttacks::bruteForce),
				new Attack("V5 other's name", PublishAttacks::intrude),
				new Attack("V6 reconnect storm", PublishAttacks::reconnect),
				new Attack("S1 stalling consumer", PublishAttacks::stall),
				new Attack("S1 failing handler", (attacker) -> publish(attacker, ChaosHandler.FAILING)),
				new Attack("S1 failing consumer", (attacker) -> publish(attacker, ChaosHandler.FAILING_LATER)),
				new Attack("S2 failing listener", (attacker) -> publish(attacker, EventLedger.FAILING)),
				new Attack("L1 hostile names", PublishAttacks::hostileName));
	}

	private static void validator(Attacker attacker) {
		RawRtmpClient client = attacker.connected();
		client.publish(1, attacker.name(attacker.oneOf(ChaosValidator.BROKEN)));
		attacker.assertClosed(client);
	}

	private static void hangingValidator(Attacker attacker) {
		RawRtmpClient client = attacker.connected().publish(1, attacker.name(ChaosValidator.HANGING));
		attacker.assertClosed(client);
	}

	private static void leave(Attacker attacker) {
		RawRtmpClient client = attacker.connected().publish(1, attacker.name(ChaosValidator.SLOW));
		client.isClosedWithin(Duration.ofMillis(attacker.random().nextInt(2 * ChaosValidator.SLOW_MILLIS)));
		if (attacker.random().nextBoolean()) {
			client.reset();
		}
		else {
			client.close();
		}
	}

	private static void bruteForce(Attacker attacker) {
		RawRtmpClient client = attacker.connected().publish(1, attacker.name(ChaosValidator.DENIED));
		attacker.assertClosed(client);
	}

	/**
	 * Ask for a name that a healthy publisher has, with another key that is good.
	 */
	private static void intrude(Attacker attacker) {
		RawRtmpClient client = attacker.connected().publish(1, attacker.name(ChaosValidator.INTRUDING));
		client.awaitStatus("NetStream.Publish.BadName");
		attacker.assertClosed(client);
	}

	/**
	 * Come back as soon as gone, each time: the server turns most of it away, and never
	 * for good.
	 */
	private static void reconnect(Attacker attacker) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
		for (int published = 0; published < 5;) {
			try {
				attacker.publishing("storm").video(0, (byte) 0x17, (byte) 1).reset();
				published++;
			}
			catch (NotBegun ex) {
				assertThat(System.nanoTime()).as("time to get through").isLessThan(end);
			}
		}
	}

	/**
	 * Publish to a consumer that stands still for a while: the publisher waits for it.
	 */
	private static void stall(Attacker attacker) {
		RawRtmpClient client = attacker.publishing(attacker.name(ChaosHandler.STALLING));
		byte[] frame = attacker.randomBytes(50_000);
		for (int i = 0; i < 20; i++) {
			client.video(i, frame);
		}
		attacker.assertUnharmed(client);
	}

	private static void publish(Attacker attacker, String prefix) {
		RawRtmpClient client = attacker.publishing(attacker.name(prefix));
		client.video(0, attacker.randomBytes(5000)).audio(0, attacker.randomBytes(500));
		attacker.assertUnharmed(client);
	}

	private static void hostileName(Attacker attacker) {
		String name = attacker.oneOf(NAMES);
		RawRtmpClient client = attacker.handshaken();
		client.command(0, "connect", 1, AmfObject.builder().put("app", name).put("flashVer", name).build())
			.await(CommandMessage.class, (answer) -> answer.name().startsWith("_"));
		attacker.flood(client, new CommandMessage(1, "publish", 3, AmfNull.INSTANCE,
				List.of(new AmfString(name), new AmfString("live"))));
		attacker.assertServedOrClosed(client);
	}

}
