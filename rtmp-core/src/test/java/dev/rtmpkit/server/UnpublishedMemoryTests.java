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

package dev.rtmpkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.testkit.TestServer;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client that has not published can make the server hold. The clients live in the
 * same heap and count as well, little as they are.
 */
@Timeout(60)
class UnpublishedMemoryTests {

	private static final int CLIENTS = 100;

	private static final long BOUND = 96 << 10;

	private static final int HANDSHAKE = 1536;

	@ParameterizedTest(name = "{0}")
	@MethodSource("attackers")
	@Tag("H1")
	@Tag("H3")
	@Tag("K1")
	@Tag("K2")
	@Tag("M5")
	void whenManyHoldWhatTheyCanItIsLittleForEach(String name, byte[] bytes, int read) throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> {
			TestServer.crowded(builder);
			builder.validator((request) -> {
				never.await();
				return PublishDecision.reject("Too late.");
			});
			builder.maxUnansweredDecisions(CLIENTS);
		})) {
			List<Socket> clients = new ArrayList<>();
			attack(server, bytes, read, 1, clients);
			long before = held();
			attack(server, bytes, read, CLIENTS, clients);
			long each = (held() - before) / CLIENTS;
			System.out.printf("%s: %d bytes for each client%n", name, each);
			assertThat(each).isLessThanOrEqualTo(BOUND);
			assertThat(server.server().statistics().activeConnections()).isEqualTo(CLIENTS + 1);
			for (Socket client : clients) {
				client.close();
			}
			never.countDown();
		}
	}

	private static void attack(TestServer server, byte[] bytes, int read, int count, List<Socket> clients)
			throws IOException {
		RtmpServerStatistics statistics = server.server().statistics();
		for (int i = 0; i < count; i++) {
			long received = statistics.receivedBytes(TrafficKind.CONTROL);
			long open = statistics.activeConnections();
			Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
			client.getOutputStream().write(bytes);
			clients.add(client);
			while (statistics.activeConnections() == open
					|| statistics.receivedBytes(TrafficKind.CONTROL) - received < read) {
				Thread.onSpinWait();
			}
			drain(client.getInputStream());
		}
	}

	private static void drain(InputStream input) throws IOException {
		input.skip(input.available());
	}

	private static long held() {
		for (int i = 0; i < 4; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory() + PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()
				+ PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
	}

	static Stream<Arguments> attackers() {
		byte[] hello = new byte[1 + HANDSHAKE];
		hello[0] = 3;
		byte[] shaken = new byte[1 + 2 * HANDSHAKE];
		shaken[0] = 3;
		byte[] asked = join(shaken, dialogue());
		// Nothing is read while the validator thinks, but for what came along
		return Stream.of(attacker("silent", new byte[0]), attacker("half a handshake", hello),
				attacker("a handshake and silence", shaken),
				attacker("one unfinished message", join(shaken, unfinished(1, 62_000))),
				attacker("an unfinished message on each of some chunk streams", join(shaken, unfinished(4, 4000))),
				Arguments.of("media while the validator thinks", join(asked, unfinished(1, 60_000)), asked.length));
	}

	private static Arguments attacker(String name, byte[] bytes) {
		return Arguments.of(name, bytes, bytes.length);
	}

	private static byte[] dialogue() {
		ByteBuffer bytes = new MessageWriter().write(
				List.of(new CommandMessage(0, "connect", 1, AmfObject.builder().put("app", "live").build(), List.of()),
						new CommandMessage(0, "createStream", 2, AmfNull.INSTANCE, List.of()), new CommandMessage(1,
								"publish", 3, AmfNull.INSTANCE, List.of(new AmfString("key"), new AmfString("live")))));
		byte[] dialogue = new byte[bytes.remaining()];
		bytes.get(dialogue);
		return dialogue;
	}

	/**
	 * Messages that lack their end, each on a chunk stream of its own, after a chunk size
	 * that lets each come in one piece.
	 */
	private static byte[] unfinished(int streams, int size) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(new byte[] { 2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0 });
		bytes.writeBytes(ByteBuffer.allocate(4).putInt(size).array());
		for (int i = 0; i < streams; i++) {
			bytes.writeBytes(new byte[] { (byte) (3 + i), 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, 20, 0, 0, 0, 0 });
			bytes.writeBytes(new byte[size]);
		}
		return bytes.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

}
