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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers and consumers that hang or fail while another publisher is live.
 */
@Tag("S1")
class HangingHandlerTests {

	private static final Duration SHORT = Duration.ofSeconds(1);

	@Test
	void whenHandlerNeitherSubscribesNorReturnsThePublishEndsAndTheHandlerIsInterrupted() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		try (TestServer server = server((builder) -> builder.handler(onBad((stream) -> {
			try {
				new CountDownLatch(1).await();
			}
			finally {
				interrupted.countDown();
			}
		})));
				RawRtmpClient good = publishing(server, "good");
				RawRtmpClient bad = connected(server).publish(1, "bad")) {
			bad.awaitStatus("NetStream.Failed");
			bad.awaitClose();
			assertThat(server.await(Started.class).stream().name()).isEqualTo("public-bad");
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
			interrupted.await();
			assertGoesOn(server, good);
		}
	}

	@Test
	void whenHandlerOfASecondMessageStreamHangsItIsBoundedToo() {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = server((builder) -> builder.handler(onBad((stream) -> Stubborn.await(release))));
				RawRtmpClient good = publishing(server, "good");
				RawRtmpClient client = publishing(server, "first")) {
			server.await(Started.class);
			client.command(0, "createStream", 7, AmfNull.INSTANCE).awaitCommand("_result");
			client.publish(2, "bad").awaitStatus("NetStream.Failed");
			client.awaitClose();
			server.await(Started.class);
			release.countDown();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
			assertGoesOn(server, good);
		}
	}

	@Test
	void whenEncoderLeavesAHandlerThatHangsItIsInterruptedAllTheSame() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		try (TestServer server = server((builder) -> builder.handler((stream) -> {
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			finally {
				interrupted.countDown();
			}
		})); RawRtmpClient client = connected(server).publish(1, "key")) {
			entered.await();
			client.reset();
			interrupted.await();
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
		}
	}

	@Test
	void whenHandlerHasSubscribedItMayTakeAsLongAsItLikes() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		try (TestServer server = server((builder) -> builder.handler((stream) -> {
			stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
			});
			interrupted.complete(Stubborn.await(release));
		})); RawRtmpClient client = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			long deadline = System.nanoTime() + 2 * SHORT.toNanos();
			for (int i = 0; System.nanoTime() < deadline; i++) {
				client.audio(i, new byte[10]);
			}
			assertThat(stream.stopReason()).isNull();
			release.countDown();
			assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
			client.deleteStream(1);
			server.await(Stopped.class);
		}
	}

	@Test
	void whenThereIsNoThreadForAHandlerThePublishEndsWithAStatus() {
		AtomicInteger threads = new AtomicInteger();
		try (TestServer server = server((builder) -> builder.handler((stream) -> {
		}).handlerExecutor((task) -> {
			// the first is the attempt at the start of the server
			if (threads.incrementAndGet() > 2) {
				throw new RejectedExecutionException("full");
			}
			new Thread(task).start();
		})); RawRtmpClient good = publishing(server, "good"); RawRtmpClient bad = connected(server).publish(1, "bad")) {
			bad.awaitStatus("NetStream.Failed");
			bad.awaitClose();
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
			assertGoesOn(server, good);
		}
	}

	@Test
	@LogsFailure({ StackOverflowError.class, LinkageError.class, OutOfMemoryError.class })
	void whenHandlerOrConsumerThrowsAnythingThePublishAndTheOthersGoOn() {
		Error[] errors = { new StackOverflowError(), new LinkageError(), new OutOfMemoryError() };
		AtomicInteger next = new AtomicInteger();
		try (TestServer server = server((builder) -> builder.handler(onBad((stream) -> {
			throw errors[next.get()];
		})).handler(onBad((stream) -> {
			stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
				throw errors[next.get()];
			});
			throw errors[next.get()];
		}))); RawRtmpClient good = publishing(server, "good")) {
			for (int i = 0; i < errors.length; i++) {
				next.set(i);
				try (RawRtmpClient bad = publishing(server, "bad")) {
					LiveStream stream = server.await(Started.class).stream();
					bad.audio(0, new byte[10]).audio(1, new byte[10]).deleteStream(1);
					assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
					assertThat(stream.statistics().audio().packets()).isEqualTo(2);
				}
			}
			assertGoesOn(server, good);
		}
	}

	@Test
	void whenLiveConsumerHangsPacketsAreDroppedAndItsQueueIsBounded() {
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Subscription> subscription = new CompletableFuture<>();
		int queueBytes = 100_000;
		try (TestServer server = server((builder) -> builder.handler(onBad((stream) -> subscription.complete(stream
			.subscribe(SubscriptionOptions.live().queueBytes(queueBytes), (packet) -> Stubborn.await(release))))));
				RawRtmpClient good = publishing(server, "good");
				RawRtmpClient bad = publishing(server, "bad")) {
			server.await(Started.class);
			for (int i = 0; i < 1000; i++) {
				bad.audio(i, new byte[10_000]);
			}
			await(() -> subscription.join().droppedPackets() > 900);
			assertThat(subscription.join().queuedBytes()).isLessThanOrEqualTo(queueBytes);
			bad.deleteStream(1);
			assertGoesOnUntilStopped(server, good);
			release.countDown();
		}
	}

	@Test
	void whenLosslessConsumerHangsOthersAreNotDelayedAndItsQueueIsBounded() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicLong queued = new AtomicLong();
		SubscriptionOptions options = SubscriptionOptions.lossless()
			.queueBytes(100_000)
			.stallDeadline(Duration.ofSeconds(1));
		try (TestServer server = server((builder) -> builder.handler(onBad((stream) -> {
			CompletableFuture<Subscription> subscription = new CompletableFuture<>();
			subscription.complete(stream.subscribe(options, (packet) -> {
				Stubborn.await(release);
				queued.accumulateAndGet(subscription.join().queuedBytes(), Math::max);
			}));
		}))); RawRtmpClient good = publishing(server, "good"); RawRtmpClient bad = publishing(server, "bad")) {
			LiveStream stream = server.await(Started.class).stream();
			Thread flood = new Thread(() -> {
				for (int i = 0; i < 1000; i++) {
					bad.audio(i, new byte[10_000]);
				}
			});
			flood.start();
			// Closed after its deadline, whereupon the publisher is free
			await(() -> stream.statistics().audio().packets() == 1000);
			bad.deleteStream(1);
			assertGoesOnUntilStopped(server, good);
			release.countDown();
			await(() -> queued.get() > 0);
			assertThat(queued.get()).as("the bound and what one read brought").isLessThan(100_000 + (2 << 20));
		}
	}

	@Test
	void whenManyHandlersNeverReturnThereAreNoMorePublishesUntilOneDoes() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		try (TestServer server = server(
				(builder) -> builder.maxUnfinishedStreams(2).drainTimeout(Duration.ofMillis(1)).handler((stream) -> {
					stream.subscribe(SubscriptionOptions.live(), (packet) -> {
					});
					running.incrementAndGet();
					Stubborn.await(release);
				}))) {
			for (int i = 0; i < 2; i++) {
				publishing(server, "key" + i).deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
				server.await(Started.class);
				server.await(Stopped.class);
			}
			try (RawRtmpClient client = connected(server).publish(1, "key")) {
				client.awaitStatus("NetStream.Failed");
				assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.BUSY);
			}
			assertThat(running).hasValue(2);
			release.countDown();
			RtmpServerStatistics statistics = server.server().statistics();
			while (statistics.startedPublishes() < 3) {
				connected(server).publish(1, "key").awaitCommand("onStatus");
			}
		}
	}

	private static StreamHandler onBad(StreamHandler handler) {
		return (stream) -> {
			if (stream.name().equals("public-bad")) {
				handler.handle(stream);
			}
		};
	}

	private static TestServer server(Consumer<RtmpServerBuilder> customizer) {
		return new TestServer((builder) -> customizer.accept(TestServer.crowded(builder)
			.publishTimeout(SHORT)
			.drainTimeout(SHORT)
			.firstMediaTimeout(Duration.ofSeconds(60))));
	}

	private static RawRtmpClient connected(TestServer server) {
		return RawRtmpClient.connected(server.port(), "live");
	}

	private static RawRtmpClient publishing(TestServer server, String key) {
		RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", key);
		if (key.equals("good")) {
			server.await(Started.class);
		}
		return client;
	}

	private static void assertGoesOnUntilStopped(TestServer server, RawRtmpClient good) {
		assertThat(server.await(Stopped.class).stream().name()).isEqualTo("public-bad");
		assertGoesOn(server, good);
	}

	private static void assertGoesOn(TestServer server, RawRtmpClient good) {
		good.audio(0, new byte[10]).deleteStream(1);
		Stopped stopped = server.await(Stopped.class);
		assertThat(stopped.stream().name()).isEqualTo("public-good");
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.stream().statistics().audio().packets()).isOne();
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
