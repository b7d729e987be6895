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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.StreamKeyValidator;
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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A validator that hangs or fails in the worst way, and an executor that has no thread
 * for it.
 */
class HangingValidatorTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	@Test
	@Tag("V1")
	void whenValidatorIgnoresItsInterruptionsOnlySoManyThreadsHang() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		AtomicBoolean hang = new AtomicBoolean(true);
		try (TestServer server = server(2, SHORT, (builder) -> builder.validator((request) -> {
			asked.incrementAndGet();
			if (hang.get()) {
				Stubborn.await(release);
			}
			return PublishDecision.acceptKeyAsName();
		}))) {
			for (int i = 0; i < 2; i++) {
				assertRejected(server, RejectReason.VALIDATOR_TIMEOUT, "NetStream.Failed");
			}
			for (int i = 0; i < 5; i++) {
				assertRejected(server, RejectReason.BUSY, "NetStream.Failed");
			}
			assertThat(asked).hasValue(2);
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.BUSY)).isEqualTo(5);
			assertThat(RejectReason.BUSY.tag()).isEqualTo("busy");
			hang.set(false);
			release.countDown();
			publishWhenPossible(server).close();
			assertThat(server.server().statistics().startedPublishes()).as("late answers count for nothing").isOne();
		}
	}

	@Test
	@Tag("V1")
	void whenValidatorCanBeInterruptedItIsAndTheNextOneIsAsked() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(3);
		try (TestServer server = server(1, SHORT, (builder) -> builder.validator((request) -> {
			try {
				new CountDownLatch(1).await();
			}
			finally {
				interrupted.countDown();
			}
			return PublishDecision.acceptKeyAsName();
		}))) {
			while (interrupted.getCount() > 0) {
				try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
					client.awaitClose();
				}
			}
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.VALIDATOR_TIMEOUT))
				.isGreaterThanOrEqualTo(3);
		}
	}

	@Test
	@Tag("V1")
	@LogsFailure(IllegalStateException.class)
	void whenTimeIsOverValidatorHearsOfItWhileItStillHangs() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		List<String> late = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = server(2, SHORT, (builder) -> builder.validator(new StreamKeyValidator() {

			@Override
			public PublishDecision validate(PublishRequest request) {
				if (asked.incrementAndGet() == 1) {
					Stubborn.await(release);
				}
				return PublishDecision.reject("No");
			}

			@Override
			public void timedOut(PublishRequest request) {
				late.add(request.streamKey().value());
				throw new IllegalStateException("Does not matter");
			}

		}))) {
			assertRejected(server, RejectReason.VALIDATOR_TIMEOUT, "NetStream.Failed");
			assertThat(late).containsExactly("key");
			assertRejected(server, RejectReason.DENIED, "NetStream.Publish.Denied");
			release.countDown();
			assertThat(late).containsExactly("key");
		}
	}

	@Test
	@Tag("V1")
	void whenValidatorHangsTheLiveOnesGoOn() {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = server(1, SHORT, (builder) -> builder.validator((request) -> {
			if (request.streamKey().value().equals("hang")) {
				Stubborn.await(release);
			}
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient live = RawRtmpClient.publishing(server.port(), "live", "good")) {
			Started started = server.await(Started.class);
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "hang")) {
				client.awaitStatus("NetStream.Failed");
			}
			server.await(Rejected.class);
			live.audio(0, new byte[10]).deleteStream(1);
			server.await(Stopped.class);
			assertThat(started.stream().statistics().audio().packets()).isOne();
			release.countDown();
		}
	}

	@Test
	@Tag("V1")
	@LogsFailure({ StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class, ThreadDeath.class })
	void whenValidatorThrowsTheWorstErrorsItIsARejectionAndTheNextOneIsAsked() {
		AtomicReference<Error> failure = new AtomicReference<>();
		try (TestServer server = server(2, Duration.ofSeconds(3), (builder) -> builder.validator((request) -> {
			Error error = failure.get();
			if (error instanceof StackOverflowError) {
				recurse(0);
			}
			if (error != null) {
				throw error;
			}
			return PublishDecision.acceptKeyAsName();
		}))) {
			Error[] errors = { new StackOverflowError(), new NoClassDefFoundError("x"), new OutOfMemoryError(),
					new ThreadDeath() };
			for (Error error : errors) {
				failure.set(error);
				assertRejected(server, RejectReason.VALIDATOR_ERROR, "NetStream.Failed");
			}
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.VALIDATOR_ERROR)).isEqualTo(4);
			failure.set(null);
			RawRtmpClient.publishing(server.port(), "live", "key").close();
		}
	}

	@Test
	@Tag("V1")
	void whenFailureCannotEvenBeDescribedItIsARejection() {
		try (TestServer server = server(1, Duration.ofSeconds(3), (builder) -> builder.validator((request) -> {
			throw new IllegalStateException() {

				@Override
				public String toString() {
					throw new UnsupportedOperationException();
				}

			};
		}))) {
			assertRejected(server, RejectReason.VALIDATOR_ERROR, "NetStream.Failed");
		}
	}

	@Test
	@Tag("V2")
	void whenAThousandClientsLeaveWhileTheValidatorHangsItIsBoundedAndNothingIsPublished() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		try (TestServer server = server(16, Duration.ofSeconds(60), (builder) -> builder.validator((request) -> {
			asked.incrementAndGet();
			Stubborn.await(release);
			return PublishDecision.acceptKeyAsName();
		}))) {
			for (int i = 0; i < 10; i++) {
				List<RawRtmpClient> clients = new ArrayList<>();
				for (int j = 0; j < 100; j++) {
					clients.add(RawRtmpClient.connected(server.port(), "live").publish(1, "key" + i + j));
				}
				clients.forEach(RawRtmpClient::reset);
			}
			RtmpServerStatistics statistics = server.server().statistics();
			await(() -> statistics.activeConnections() == 0);
			assertThat(asked).hasValueLessThanOrEqualTo(16);
			assertRefused(server, "NetStream.Failed");
			release.countDown();
			publishWhenPossible(server).close();
			await(() -> statistics.activePublishers() == 0);
			assertThat(statistics.startedPublishes()).isOne();
			assertThat(statistics.rejectedPublishes(RejectReason.BUSY)).isPositive();
		}
	}

	@Test
	@Tag("V1")
	@Tag("V2")
	void whenPasswordsCannotBeLookedUpTheyTakeTheSamePlaces() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		try (TestServer server = server(1, SHORT, (builder) -> builder.credentials((user) -> {
			asked.incrementAndGet();
			Stubborn.await(release);
			return "password";
		}))) {
			for (int i = 0; i < 4; i++) {
				try (RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
					client.command(0, "connect", 1,
							AmfObject.builder()
								.put("app", "live?authmod=adobe&user=u&challenge=c&response=r&opaque=o")
								.build());
					client.awaitCommand("_error");
					client.awaitClose();
				}
			}
			assertThat(asked).hasValueLessThanOrEqualTo(1);
			release.countDown();
		}
	}

	@Test
	@Tag("V2")
	void whenExecutorRunsOnTheCallerTheServerDoesNotStart() {
		for (Consumer<RtmpServerBuilder> mistake : List.<Consumer<RtmpServerBuilder>>of(
				(builder) -> builder.executor(Runnable::run), (builder) -> builder.handlerExecutor(Runnable::run))) {
			RtmpServerBuilder builder = RtmpServer.builder()
				.port(0)
				.validator((request) -> PublishDecision.acceptKeyAsName());
			mistake.accept(builder);
			RtmpServer server = builder.build();
			assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("threads of its own");
			assertThat(server.state()).isEqualTo(RtmpServer.State.STOPPED);
		}
	}

	@Test
	@Tag("V2")
	void whenFullExecutorRunsOnTheCallerNoIoThreadRunsUserCode() {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		CountDownLatch release = new CountDownLatch(1);
		List<String> threads = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = server(8, Duration.ofSeconds(60),
				(builder) -> builder.executor(pool).validator((request) -> {
					threads.add(Thread.currentThread().getName());
					Stubborn.await(release);
					return PublishDecision.acceptKeyAsName();
				})); RawRtmpClient first = RawRtmpClient.connected(server.port(), "live")) {
			await(() -> pool.getActiveCount() == 0);
			first.publish(1, "first");
			await(() -> threads.size() == 1);
			assertRefused(server, "NetStream.Failed");
			release.countDown();
			first.awaitStatus("NetStream.Publish.Start");
			assertThat(threads).hasSize(1).noneMatch((name) -> name.contains("rtmp-server-io"));
		}
		finally {
			pool.shutdown();
		}
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	private static TestServer server(int unanswered, Duration timeout, Consumer<RtmpServerBuilder> customizer) {
		return new TestServer((builder) -> customizer.accept(TestServer.crowded(builder)
			.maxUnansweredDecisions(unanswered)
			.validatorTimeout(timeout)
			.publishTimeout(Duration.ofSeconds(60))));
	}

	private static RawRtmpClient publishWhenPossible(TestServer server) {
		RtmpServerStatistics statistics = server.server().statistics();
		while (true) {
			long refused = statistics.rejectedPublishes(RejectReason.BUSY);
			RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key");
			await(() -> statistics.startedPublishes() > 0 || statistics.rejectedPublishes(RejectReason.BUSY) > refused);
			if (statistics.startedPublishes() > 0) {
				client.awaitStatus("NetStream.Publish.Start");
				return client;
			}
			client.close();
		}
	}

	private static void assertRejected(TestServer server, RejectReason reason, String code) {
		assertRefused(server, code);
		assertThat(server.await(Rejected.class).reason()).isEqualTo(reason);
	}

	private static void assertRefused(TestServer server, String code) {
		try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			client.awaitStatus(code);
			client.awaitClose();
		}
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
