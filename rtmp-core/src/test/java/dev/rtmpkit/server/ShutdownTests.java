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

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import io.netty.util.internal.InternalThreadLocalMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * A server that is shut down while something hangs is gone a second after the grace
 * period at the latest.
 */
@Tag("S5")
class ShutdownTests {

	private static final Duration GRACE = Duration.ofMillis(500);

	private final CountDownLatch release = new CountDownLatch(1);

	private final Set<Thread> before = threads();

	@Test
	void whenClientsAreAnywhereInTheirDialogueAllAreClosedAndStopsAreExact() {
		List<RawRtmpClient> clients = new ArrayList<>();
		try (TestServer server = new TestServer()) {
			RawRtmpClient silent = RawRtmpClient.open(server.port());
			RawRtmpClient hello = RawRtmpClient.open(server.port()).sendBytes(new byte[] { 3, 1, 2, 3 });
			RawRtmpClient shaken = RawRtmpClient.open(server.port()).handshake();
			RawRtmpClient connected = RawRtmpClient.connected(server.port(), "live");
			RawRtmpClient one = RawRtmpClient.publishing(server.port(), "live", "one");
			RawRtmpClient two = RawRtmpClient.publishing(server.port(), "live", "two").video(0, new byte[1000]);
			clients.addAll(List.of(silent, hello, shaken, connected, one, two));
			server.await(Started.class);
			server.await(Started.class);
			assertShutDown(server);
			one.awaitStatus("NetConnection.Connect.AppShutdown");
			clients.forEach(RawRtmpClient::awaitClose);
			await(() -> this.before.containsAll(threads()));
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			assertThat(server.isQuiet()).isTrue();
		}
		finally {
			clients.forEach(RawRtmpClient::close);
		}
	}

	@Test
	void whenValidatorHangsNobodyWaitsForIt() {
		CountDownLatch asked = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
			asked.countDown();
			Stubborn.await(this.release);
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			Stubborn.await(asked);
			assertShutDown(server);
			client.awaitStatus("NetConnection.Connect.AppShutdown");
			client.awaitClose();
			this.release.countDown();
			assertThat(server.server().statistics().startedPublishes()).isZero();
			assertThat(server.isQuiet()).isTrue();
		}
	}

	@Test
	void whenHandlerHangsBeforeThePublishBeginsItIsStoppedOnce() {
		CountDownLatch entered = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			entered.countDown();
			Stubborn.await(this.release);
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			Stubborn.await(entered);
			server.await(Started.class);
			assertShutDown(server, false);
			client.awaitStatus("NetConnection.Connect.AppShutdown");
			client.awaitClose();
			this.release.countDown();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			assertThat(server.isQuiet()).isTrue();
		}
	}

	@Test
	void whenClientDoesNotReadItIsClosedAllTheSame() {
		try (TestServer server = new TestServer((builder) -> builder.commandsPerSecond(1_000_000));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			// Replies fill what the network holds and then what the server does
			RtmpMessage[] calls = new RtmpMessage[1000];
			Arrays.fill(calls, new CommandMessage(0, "releaseStream", 9, AmfNull.INSTANCE, List.of()));
			while (stream.stopReason() == null) {
				client.send(calls);
			}
			assertShutDown(server);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.PROTOCOL_ERROR);
			assertThat(server.isQuiet()).isTrue();
		}
	}

	@Test
	void whenListenerHangsAnywhereTheServerGoesAndStopsAreToldLater() {
		for (String where : List.of("started", "stopped", "rejected")) {
			CountDownLatch hold = new CountDownLatch(1);
			CountDownLatch entered = new CountDownLatch(1);
			try (TestServer server = new TestServer(new Hanging(where, entered, hold), (builder) -> {
			}); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
				client.publish(1, (where.equals("rejected")) ? "no" : "key");
				if (where.equals("stopped")) {
					client.awaitStatus("NetStream.Publish.Start");
				}
				else {
					Stubborn.await(entered);
				}
				assertShutDown(server, false);
				client.awaitClose();
				hold.countDown();
				if (where.equals("rejected")) {
					server.await(Rejected.class);
				}
				else {
					server.await(Started.class);
					assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
				}
			}
		}
	}

	@Test
	void whenRejectionsAreStillToBeToldShutdownWaitsForThem() {
		CountDownLatch entered = new CountDownLatch(1);
		AtomicInteger told = new AtomicInteger();
		try (TestServer server = new TestServer(new RtmpServerListener() {

			@Override
			public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
				entered.countDown();
				Stubborn.await(ShutdownTests.this.release);
				told.incrementAndGet();
			}

		}, (builder) -> {
		}); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "no")) {
			client.awaitStatus("NetStream.Publish.Denied");
			client.awaitClose();
			client.close();
			Stubborn.await(entered);
			CompletableFuture<Boolean> shutdown = server.server().shutdown(Duration.ofSeconds(60));
			await(() -> server.server().statistics().activeConnections() == 0);
			assertThat(shutdown).isNotDone();
			this.release.countDown();
			assertThat(shutdown.join()).isTrue();
			assertThat(told).hasValue(1);
		}
	}

	@Test
	@Tag("I14")
	void whenGracePeriodIsNullItIsRefusedAndTheServerGoesOn() {
		try (TestServer server = new TestServer()) {
			assertThatNullPointerException().isThrownBy(() -> server.server().shutdown(null));
			assertThat(server.server().state()).isEqualTo(RtmpServer.State.RUNNING);
			try (RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
				server.await(Started.class);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
			assertShutDown(server, true);
		}
	}

	private void assertShutDown(TestServer server, boolean inTime) {
		assertThat(assertShutDown(server)).isEqualTo(inTime);
	}

	private boolean assertShutDown(TestServer server) {
		int port = server.port();
		long start = System.nanoTime();
		boolean inTime = server.server().shutdown(GRACE).join();
		// A second is promised, the rest is for a busy machine
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GRACE.plusSeconds(1 + 4));
		RtmpServerStatistics statistics = server.server().statistics();
		assertThat(server.server().state()).isEqualTo(RtmpServer.State.STOPPED);
		assertThat(statistics.activeConnections()).isZero();
		assertThat(statistics.activePublishers()).isZero();
		await(() -> threads().stream()
			.filter((thread) -> !this.before.contains(thread))
			.noneMatch((thread) -> thread.getName().startsWith("rtmp-server")));
		RtmpServer again = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(port)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build();
		again.start();
		again.close();
		return inTime;
	}

	private static Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("rtmp-"));
		return threads;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	@Test
	@Tag("I15")
	void whenStoppedTheThreadsThatStartedAndStoppedItKeepNothingOfNetty() throws Exception {
		AtomicReference<Object> left = new AtomicReference<>("not run");
		Thread container = new Thread(() -> {
			try (TestServer server = new TestServer()) {
				left.set(server.server().state());
			}
			left.set(InternalThreadLocalMap.getIfSet());
		});
		container.start();
		container.join();
		assertThat(left).hasValue(null);
	}

	private record Hanging(String where, CountDownLatch entered, CountDownLatch hold) implements RtmpServerListener {

		@Override
		public void publishStarted(PublishEvent event) {
			hang("started");
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			hang("rejected");
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			hang("stopped");
		}

		private void hang(String place) {
			if (place.equals(this.where)) {
				this.entered.countDown();
				Stubborn.await(this.hold);
			}
		}

	}

}
