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

package dev.rtmpkit.internal.connection;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.server.AddressRange;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Encoders that come when many others are at the door, with the default limits.
 */
@Timeout(60)
@Tag("heavy")
class CrowdedEntranceTests {

	private static final int WRONG_KEYS = 12;

	private final Queue<RawRtmpClient> clients = new ConcurrentLinkedQueue<>();

	private final ScheduledExecutorService encoders = Executors.newScheduledThreadPool(220);

	@AfterEach
	void close() {
		this.encoders.shutdownNow();
		this.clients.forEach(RawRtmpClient::close);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TCP4 198.51.100.%d 192.0.2.1", "TCP6 2001:db8:1:%d::1 2001:db8::1",
			"TCP6 2001:db8:%d:1::1 2001:db8::1" })
	@Tag("I11")
	void whenSilentClientsOf26NetworksTakeAllPlacesEveryEncoderGetsIn(String stranger) {
		try (TestServer server = new TestServer((builder) -> builder
			.proxyProtocol(List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1")))
			.handshakeTimeout(Duration.ofMinutes(1)))) {
			RtmpServerStatistics statistics = server.server().statistics();
			for (int i = 0; i < 260; i++) {
				visit(server, String.format(stranger, 10 + i % 26));
			}
			await(() -> statistics.acceptedConnections() == 260);
			for (int i = 0; i < 51; i++) {
				long accepted = statistics.acceptedConnections();
				visit(server, String.format(stranger, 10 + i % 26));
				await(() -> statistics.acceptedConnections() > accepted);
				visit(server, "TCP4 203.0.113." + i + " 192.0.2.1").handshake()
					.connect("live", 0)
					.publish(1, "key" + i)
					.awaitStatus("NetStream.Publish.Start");
			}
			assertThat(statistics.activePublishers()).isEqualTo(51);
			await(() -> statistics.activeConnections() <= 51 + 250);
			assertThat(statistics.rejectedConnections(ConnectionRejection.UNAUTHENTICATED)
					+ statistics.rejectedConnections(ConnectionRejection.PER_IP))
				.isGreaterThanOrEqualTo(61);
		}
	}

	@Test
	@Tag("I12")
	void when200EncodersOfOneAddressComeAtOnceBesideWrongKeysAllAreLive() throws InterruptedException {
		try (TestServer server = new TestServer()) {
			for (int i = 0; i < WRONG_KEYS; i++) {
				this.encoders.execute(() -> tryWrongKeys(server));
			}
			CountDownLatch live = new CountDownLatch(200);
			for (int i = 0; i < 200; i++) {
				String key = "key" + i;
				this.encoders.execute(() -> publish(server, key, live));
			}
			assertThat(live.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(server.server().statistics().activePublishers()).isEqualTo(200);
		}
	}

	@Test
	@Tag("I12")
	void whenTwelveWrongKeysWaitForTheirRefusalRightOnesOfTheirAddressArePublished() {
		try (TestServer server = new TestServer()) {
			RtmpServerStatistics statistics = server.server().statistics();
			for (int i = 0; i < WRONG_KEYS; i++) {
				this.encoders.execute(() -> tryWrongKeys(server));
			}
			await(() -> statistics.delayedRefusals() >= 2 * WRONG_KEYS);
			for (int i = 0; i < 50; i++) {
				RawRtmpClient.publishing(server.port(), "live", "key" + i).close();
			}
			assertThat(statistics.startedPublishes()).isEqualTo(50);
			assertThat(statistics.rejectedPublishes(RejectReason.TOO_MANY_FAILURES)).isZero();
			assertThat(statistics.rejectedConnections(ConnectionRejection.PER_IP)).isZero();
		}
	}

	@Test
	@Tag("I12")
	void whenAnAddressGuessesKeysWithoutWaitingAnEncoderThatWasThereBeforeComesBack() {
		try (TestServer server = new TestServer((builder) -> TestServer.crowded(builder)
			.validator((request) -> (request.streamKey().matches("right")) ? PublishDecision.accept("name")
					: PublishDecision.reject("Wrong.")))) {
			RtmpServerStatistics statistics = server.server().statistics();
			RawRtmpClient.publishing(server.port(), "live", "right").close();
			int guesses = 0;
			while (statistics.rejectedPublishes(RejectReason.TOO_MANY_FAILURES) < 10) {
				RawRtmpClient guess = RawRtmpClient.connected(server.port(), "live").publish(1, "guess" + guesses++);
				long refused = guesses;
				await(() -> statistics.rejectedPublishes(RejectReason.DENIED)
						+ statistics.rejectedPublishes(RejectReason.TOO_MANY_FAILURES) == refused);
				guess.reset();
			}
			assertThat(guesses).isGreaterThan(128);
			RawRtmpClient.publishing(server.port(), "live", "right").close();
		}
	}

	private void publish(TestServer server, String key, CountDownLatch live) {
		try {
			this.clients.add(RawRtmpClient.publishing(server.port(), "live", key));
			live.countDown();
		}
		catch (UncheckedIOException | AssertionError ex) {
			this.encoders.schedule(() -> publish(server, key, live), 5, TimeUnit.SECONDS);
		}
	}

	private void tryWrongKeys(TestServer server) {
		while (!this.encoders.isShutdown()) {
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "no-expired")) {
				this.clients.add(client);
				client.awaitStatus("NetStream.Publish.Denied");
			}
			catch (UncheckedIOException | AssertionError ex) {
				// Closed by the test or the server
				continue;
			}
		}
	}

	private RawRtmpClient visit(TestServer server, String header) {
		RawRtmpClient client = RawRtmpClient.open(server.port())
			.sendBytes(("PROXY " + header + " 51000 1935\r\n").getBytes(StandardCharsets.US_ASCII));
		this.clients.add(client);
		return client;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
