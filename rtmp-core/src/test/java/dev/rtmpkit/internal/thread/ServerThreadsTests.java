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

package dev.rtmpkit.internal.thread;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServerThreads}.
 */
@Timeout(60)
class ServerThreadsTests {

	private static final int MANY = 300;

	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long LONG = TimeUnit.HOURS.toNanos(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	private final List<ServerThreads> started = new ArrayList<>();

	@AfterEach
	void end() throws Exception {
		this.release.countDown();
		for (ServerThreads threads : this.started) {
			threads.close().get(20, TimeUnit.SECONDS);
		}
		TestThreads.until(() -> ours().isEmpty());
	}

	@Test
	@Tag("I1")
	void whenMediaCallbacksHangEverythingElseGoesOn() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		hangMedia(threads, MANY);
		assertGoesOn(threads);
		TestThreads.until(() -> threads.usage(ThreadKind.MEDIA).equals(new ThreadUsage(MANY, 0, 0)));
	}

	@Test
	@Tag("I1")
	void whenListenersHangEverythingElseGoesOn() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		for (int i = 0; i < MANY; i++) {
			threads.events().run("hanging" + i, () -> Stubborn.await(this.release));
		}
		TestThreads.until(() -> threads.usage(ThreadKind.EVENT).running() == MANY);
		assertGoesOn(threads);
	}

	@Test
	@Tag("I1")
	@Tag("I5")
	void whenHandlersAndRejectionsTakeAllTheirThreadsEverythingElseGoesOn() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withBounds(new ThreadBounds(4, 4, 4, 4, 4, 4)));
		List<RejectedExecutionException> rejections = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			threads.handlers().execute(() -> Stubborn.await(this.release), rejections::add);
			threads.rejections().call(() -> Stubborn.await(this.release));
		}
		assertThat(rejections).hasSize(2);
		TestThreads.until(() -> threads.usage(ThreadKind.HANDLER).equals(new ThreadUsage(4, 0, 2)));
		TestThreads.until(() -> threads.usage(ThreadKind.REJECTION).equals(new ThreadUsage(4, 0, 2)));
		assertDecides(threads);
		assertTells(threads);
		assertDelivers(threads);
	}

	@Test
	@Tag("I1")
	void whenValidatorsHangOnlyDecisionsAreRefused() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withBounds(new ThreadBounds(4, 4, 4, 4, 4, 4)));
		List<CompletableFuture<Boolean>> answers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			answers.add(threads.decisions().call(() -> Stubborn.await(this.release), SHORT));
		}
		for (CompletableFuture<Boolean> answer : answers) {
			assertThat(failure(answer)).isInstanceOf(TimeoutException.class);
		}
		assertThat(failure(threads.decisions().call(() -> ""))).isInstanceOf(RejectedExecutionException.class);
		assertTells(threads);
		assertDelivers(threads);
		assertHandles(threads);
	}

	@Test
	@Tag("I1")
	void whenListenerIsSlowOnlyLaterEventsOfItsStreamWait() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		Queue<Integer> told = new ConcurrentLinkedQueue<>();
		threads.events().run("slow", () -> Stubborn.await(this.release));
		List<CompletableFuture<Void>> later = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			int number = i;
			later.add(threads.events().run("slow", () -> told.add(number)));
		}
		assertTells(threads);
		assertThat(told).isEmpty();
		this.release.countDown();
		CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
		assertThat(told).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	@Tag("I1")
	void whenMediaThreadsAreAllTakenCallbacksWaitInOrderOnNoOtherThread() {
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withBounds(new ThreadBounds(4, 4, 4, 2, 4, 4)));
		hangMedia(threads, 2);
		Queue<Integer> ran = new ConcurrentLinkedQueue<>();
		Set<String> names = new HashSet<>();
		for (int i = 0; i < MANY; i++) {
			int number = i;
			threads.media().execute(() -> {
				synchronized (names) {
					names.add(Thread.currentThread().getName());
					ran.add(number);
				}
			});
		}
		assertThat(threads.usage(ThreadKind.MEDIA)).isEqualTo(new ThreadUsage(2, MANY, 0));
		assertThat(ran).isEmpty();
		this.release.countDown();
		TestThreads.until(() -> ran.size() == MANY);
		assertThat(names).isSubsetOf("rtmp-media-1", "rtmp-media-2");
	}

	@Test
	@Tag("I15")
	void whenClosedNoThreadAndNoTimeOutIsLeft() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		assertGoesOn(threads);
		CompletableFuture<String> never = new CompletableFuture<>();
		CompletableFuture<String> waiting = threads.timer().within(never, LONG);
		CompletableFuture<Boolean> unanswered = threads.decisions()
			.call(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS), LONG);
		threads.media().execute(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		assertThat(names()).contains("rtmp-timer-1", "rtmp-decision-1", "rtmp-event-1", "rtmp-rejection-1",
				"rtmp-media-1", "rtmp-handler-1");
		threads.close().get(20, TimeUnit.SECONDS);
		TestThreads.until(() -> ours().isEmpty());
		assertThat(threads.timer().pending()).isZero();
		assertThat(waiting).isCompletedExceptionally();
		assertThat(unanswered).isCompletedExceptionally();
		assertThat(never).isNotDone();
		assertThat(threads.close()).isCompleted();
	}

	@Test
	@Tag("I15")
	void whenClosedNothingIsAccepted() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		threads.close().get(20, TimeUnit.SECONDS);
		assertThat(failure(threads.decisions().call(() -> ""))).isInstanceOf(RejectedExecutionException.class);
		assertThat(failure(threads.decisions().call(() -> "", LONG))).isInstanceOf(RejectedExecutionException.class);
		AtomicInteger ran = new AtomicInteger();
		threads.events().run("name", ran::incrementAndGet).get(20, TimeUnit.SECONDS);
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> threads.media().execute(ran::incrementAndGet));
		List<RejectedExecutionException> rejections = new ArrayList<>();
		threads.handlers().execute(ran::incrementAndGet, rejections::add);
		assertThat(rejections).hasSize(1);
		assertThat(ran).hasValue(0);
	}

	@Test
	@Tag("I15")
	void whenCodeIgnoresItsInterruptCloseDoesNotBlockAndTheOthersEnd() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		hangMedia(threads, 1);
		CompletableFuture<Boolean> unanswered = threads.decisions().call(() -> Stubborn.await(this.release), LONG);
		TestThreads.until(() -> threads.usage(ThreadKind.DECISION).running() == 1);
		CompletableFuture<Void> closed = threads.close();
		assertThat(failure(unanswered)).isInstanceOf(RejectedExecutionException.class);
		TestThreads.until(() -> ours().size() == 2);
		assertThat(closed).isNotDone();
	}

	@Test
	@Tag("I15")
	void whenThreadOfTheApplicationGivesATaskItsVariablesAreNotInherited() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS);
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		InheritableThreadLocal<String> variable = new InheritableThreadLocal<>();
		CompletableFuture<String> seen = new CompletableFuture<>();
		CompletableFuture<ClassLoader> seenLoader = new CompletableFuture<>();
		Thread request = new Thread(() -> {
			variable.set("secret");
			threads.media().execute(() -> {
				seen.complete(String.valueOf(variable.get()));
				seenLoader.complete(Thread.currentThread().getContextClassLoader());
			});
		});
		request.setContextClassLoader(new ClassLoader(loader) {
		});
		request.start();
		assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("null");
		assertThat(seenLoader.get(20, TimeUnit.SECONDS)).isSameAs(loader);
	}

	@Test
	@Tag("I3")
	void whenNoThreadCanBeCreatedMediaAndEventsWaitAndDecisionsAreRefused() throws Exception {
		TestThreads factory = new TestThreads();
		factory.limit = 0;
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withFactory(factory));
		CompletableFuture<Void> delivered = new CompletableFuture<>();
		threads.media().execute(() -> delivered.complete(null));
		CompletableFuture<Void> told = threads.events().run("name", () -> {
		});
		assertThat(failure(threads.decisions().call(() -> ""))).isInstanceOf(RejectedExecutionException.class);
		assertThat(delivered).isNotDone();
		assertThat(told).isNotDone();
		factory.limit = Integer.MAX_VALUE;
		delivered.get(20, TimeUnit.SECONDS);
		told.get(20, TimeUnit.SECONDS);
		assertDecides(threads);
	}

	@Test
	@Tag("I1")
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whenThreadsAreVirtualTheyAreNamedAndIsolated() throws Exception {
		Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
		Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withFactory((ThreadFactory) factory.invoke(builder)));
		hangMedia(threads, MANY);
		assertGoesOn(threads);
		Thread thread = threads.decisions().call(Thread::currentThread).get(20, TimeUnit.SECONDS);
		assertThat(thread.getName()).startsWith("rtmp-decision-");
		assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
	}

	@Test
	@Tag("I2")
	void whenExecutorOfTheApplicationBlocksNoCallerDoesAndTimeOutsStrike() throws Exception {
		Semaphore permits = new Semaphore(3);
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withExecutor((task) -> {
			permits.acquireUninterruptibly();
			Thread thread = new Thread(() -> {
				try {
					task.run();
				}
				finally {
					permits.release();
				}
			});
			thread.setDaemon(true);
			thread.start();
		}));
		for (int i = 0; i < MANY; i++) {
			threads.media().execute(() -> Stubborn.await(this.release));
		}
		TestThreads.until(() -> threads.usage(ThreadKind.MEDIA).running() == 3);
		CompletableFuture<String> answer = threads.decisions().call(() -> "answer", SHORT);
		CompletableFuture<Void> told = threads.events().run("name", () -> {
		});
		assertThat(failure(answer)).isInstanceOf(TimeoutException.class);
		assertHandles(threads);
		this.release.countDown();
		told.get(20, TimeUnit.SECONDS);
		TestThreads.until(() -> threads.usage(ThreadKind.MEDIA).equals(new ThreadUsage(0, 0, 0)));
		assertDecides(threads);
	}

	@Test
	@Tag("I2")
	void whenAllThreadsOfTheApplicationHangInDecisionsTheirTimeOutsInterruptThem() throws Exception {
		Semaphore permits = new Semaphore(1);
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withExecutor((task) -> {
			permits.acquireUninterruptibly();
			new Thread(() -> {
				task.run();
				permits.release();
			}).start();
		}));
		for (int i = 0; i < 3; i++) {
			assertThat(failure(threads.decisions().call(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS), SHORT)))
				.isInstanceOf(TimeoutException.class);
		}
		assertDecides(threads);
	}

	@Test
	@Tag("I3")
	void whenExecutorOfTheApplicationRejectsEventsAndMediaAreNotLost() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withExecutor((task) -> {
			throw new RejectedExecutionException("full");
		}).withBounds(new ThreadBounds(4, 4, MANY, MANY, 4, 2)));
		AtomicInteger ran = new AtomicInteger();
		for (int i = 0; i < MANY; i++) {
			threads.media().execute(() -> {
				Stubborn.await(this.release);
				ran.incrementAndGet();
			});
		}
		TestThreads.until(() -> threads.usage(ThreadKind.FALLBACK).equals(new ThreadUsage(2, MANY - 2, 0)));
		CompletableFuture<Void> told = threads.events().run("name", () -> {
		});
		assertThat(failure(threads.decisions().call(() -> ""))).hasMessage("full");
		this.release.countDown();
		told.get(20, TimeUnit.SECONDS);
		TestThreads.until(() -> ran.get() == MANY);
		assertThat(threads.usage(ThreadKind.MEDIA).rejected()).isEqualTo(MANY);
	}

	@Test
	@Tag("I2")
	void whenHandlerExecutorRejectsTheHandlerIsRejected() throws Exception {
		ServerThreads threads = start(ThreadSettings.DEFAULTS.withHandlerExecutor((task) -> {
			throw new RejectedExecutionException("full");
		}));
		CompletableFuture<RejectedExecutionException> rejection = new CompletableFuture<>();
		threads.handlers().execute(() -> {
		}, rejection::complete);
		assertThat(rejection.get(20, TimeUnit.SECONDS)).hasMessage("full");
		assertDecides(threads);
	}

	@Test
	@Tag("V2")
	void whenExecutorOfTheApplicationHasNoThreadsTheStartFailsAndLeavesNothing() {
		Executor none = Runnable::run;
		assertThatIllegalStateException()
			.isThrownBy(() -> ServerThreads.start(ThreadSettings.DEFAULTS.withExecutor(none)));
		assertThatIllegalStateException()
			.isThrownBy(() -> ServerThreads.start(ThreadSettings.DEFAULTS.withHandlerExecutor(none)));
		assertThat(ours()).isEmpty();
	}

	@Test
	void whenBoundIsNotPositiveItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ThreadBounds(1, 1, 0, 1, 1, 1))
			.withMessageContaining("events");
	}

	private ServerThreads start(ThreadSettings settings) {
		ServerThreads threads = ServerThreads.start(settings);
		this.started.add(threads);
		return threads;
	}

	private void hangMedia(ServerThreads threads, int callbacks) {
		for (int i = 0; i < callbacks; i++) {
			threads.media().execute(() -> Stubborn.await(this.release));
		}
		TestThreads.until(() -> threads.usage(ThreadKind.MEDIA).running() == callbacks);
	}

	private static void assertGoesOn(ServerThreads threads) throws Exception {
		assertDecides(threads);
		assertTells(threads);
		assertDelivers(threads);
		assertHandles(threads);
		threads.rejections().call(() -> "").get(20, TimeUnit.SECONDS);
	}

	private static void assertDecides(ServerThreads threads) throws Exception {
		assertThat(threads.decisions().call(() -> "answer", LONG).get(20, TimeUnit.SECONDS)).isEqualTo("answer");
	}

	private static void assertTells(ServerThreads threads) throws Exception {
		assertThat(threads.events().isBusy("other")).isFalse();
		threads.events().run("other", () -> {
		}).get(20, TimeUnit.SECONDS);
	}

	private static void assertDelivers(ServerThreads threads) throws Exception {
		CompletableFuture<Void> delivered = new CompletableFuture<>();
		threads.media().execute(() -> delivered.complete(null));
		delivered.get(20, TimeUnit.SECONDS);
		TestThreads.until(() -> threads.usage(ThreadKind.MEDIA).waiting() == 0);
	}

	private static void assertHandles(ServerThreads threads) throws Exception {
		CompletableFuture<Void> handled = new CompletableFuture<>();
		threads.handlers().execute(() -> handled.complete(null), handled::completeExceptionally);
		handled.get(20, TimeUnit.SECONDS);
	}

	private Set<Thread> ours() {
		Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
		ours.removeAll(this.before);
		ours.removeIf((thread) -> !thread.getName().startsWith("rtmp-"));
		return ours;
	}

	private List<String> names() {
		return ours().stream().map(Thread::getName).toList();
	}

	private static Throwable failure(CompletableFuture<?> future) throws Exception {
		try {
			future.get(20, TimeUnit.SECONDS);
			throw new AssertionError("No failure");
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

}
