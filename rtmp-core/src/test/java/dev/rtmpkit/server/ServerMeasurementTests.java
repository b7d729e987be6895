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

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server measures of handshakes and of its own threads.
 */
@Timeout(30)
class ServerMeasurementTests {

	@Test
	void whenHandshakeCompletesItsTimeCountsOnce() {
		try (TestServer server = new TestServer()) {
			RawRtmpClient.connected(server.port(), "live").close();
			awaitHandshakes(server, Map.of(HandshakeOutcome.COMPLETED, 1L));
			await(() -> statistics(server).activeConnections() == 0);
			assertThat(handshakes(server)).isEqualTo(Map.of(HandshakeOutcome.COMPLETED, 1L));
			assertThat(statistics(server).handshakeTime(HandshakeOutcome.COMPLETED)).isPositive();
			assertThat(statistics(server).handshakeTime(HandshakeOutcome.TIMEOUT)).isZero();
		}
	}

	@Test
	void whenClientTakesTooLongItCountsAsTimeoutOfThatTime() {
		Duration timeout = Duration.ofMillis(200);
		try (TestServer server = new TestServer((builder) -> builder.handshakeTimeout(timeout));
				RawRtmpClient client = RawRtmpClient.open(server.port())) {
			client.awaitClose();
			awaitHandshakes(server, Map.of(HandshakeOutcome.TIMEOUT, 1L));
			assertThat(statistics(server).handshakeTime(HandshakeOutcome.TIMEOUT)).isGreaterThanOrEqualTo(timeout);
		}
	}

	@Test
	void whenClientSpeaksSomethingElseItCountsAsProtocolError() {
		try (TestServer server = new TestServer(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			client.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes());
			client.awaitClose();
			awaitHandshakes(server, Map.of(HandshakeOutcome.PROTOCOL_ERROR, 1L));
		}
	}

	@Test
	void whenClientLeavesItCountsAsLost() {
		try (TestServer server = new TestServer()) {
			RawRtmpClient.open(server.port()).close();
			awaitHandshakes(server, Map.of(HandshakeOutcome.CONNECTION_LOST, 1L));
		}
	}

	@Test
	void whenServerStopsItCountsAsAborted() {
		try (TestServer server = new TestServer(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			await(() -> statistics(server).activeConnections() == 1);
			server.server().close();
			client.awaitClose();
			awaitHandshakes(server, Map.of(HandshakeOutcome.ABORTED, 1L));
		}
	}

	@Test
	void whenServerRunsItsIoThreadsAreCounted() {
		try (TestServer server = new TestServer((builder) -> builder.ioThreads(2))) {
			assertThat(statistics(server).ioThreads()).as("an acceptor and two workers").isEqualTo(3);
			server.server().close();
			assertThat(statistics(server).ioThreads()).isZero();
			assertThat(statistics(server).pendingIoTasks()).isZero();
			server.server().start();
			assertThat(statistics(server).ioThreads()).isEqualTo(3);
		}
	}

	private static RtmpServerStatistics statistics(TestServer server) {
		return server.server().statistics();
	}

	private static void awaitHandshakes(TestServer server, Map<HandshakeOutcome, Long> expected) {
		await(() -> handshakes(server).equals(expected));
	}

	private static Map<HandshakeOutcome, Long> handshakes(TestServer server) {
		Map<HandshakeOutcome, Long> counted = new EnumMap<>(HandshakeOutcome.class);
		for (HandshakeOutcome outcome : HandshakeOutcome.values()) {
			if (statistics(server).handshakes(outcome) != 0) {
				counted.put(outcome, statistics(server).handshakes(outcome));
			}
		}
		return counted;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
