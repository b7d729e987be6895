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

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.rtmpkit.internal.thread.ThreadPool.Limits;
import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThreadPool}.
 */
@Timeout(60)
class ThreadPoolTests {

	private static final long LONG = TimeUnit.HOURS.toNanos(1);

	private static final Consumer<RejectedExecutionException> NEVER = (rejection) -> {
		throw new AssertionError(rejection);
	};

	private final TestThreads threads = new TestThreads();

	private final ServerTimer timer = new ServerTimer(new NamedThreads("test-timer", null));

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void end() {
		this.release.countDown();
		this.timer.close();
	}

	@Test
	void whenTasksRunEachHasAThreadUpToTheBoundAndTheOthersWaitInOrder() {
		ThreadPool pool = pool(Limits.waiting(3));
		Queue<Integer> ran = new ConcurrentLinkedQueue<>();
		CountDownLatch first = new CountDownLatch(1);
		pool.execute(() -> Stubborn.await(first), NEVER);
		hang(pool, 2);
		for (int i = 0; i < 100; i++) {
			int number = i;
			pool.execute(() -> ran.add(number), NEVER);
		}
		TestThreads.until(() -> pool.usage().running() == 3);
		assertThat(pool.usage()).isEqualTo(new ThreadUsage(3, 100, 0));
		assertThat(ran).isEmpty();
		first.countDown();
		TestThreads.until(() -> pool.usage().waiting() == 0);
		assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
		assertThat(this.threads.created).hasSize(3);
	}

	@Test
	void whenTaskIsDoneItsThreadRunsTheNextOne() {
		ThreadPool pool = pool(Limits.waiting(10));
		for (int i = 0; i < 50; i++) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			pool.execute(() -> done.complete(null), NEVER);
			done.join();
			// Parked again
			TestThreads.until(() -> this.threads.created.stream()
				.allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
		}
		assertThat(this.threads.created).hasSize(1);
	}

	@Test
	void whenBoundIsReachedAPoolWithoutAQueueRejects() {
		ThreadPool pool = pool(Limits.rejecting(2));
		hang(pool, 2);
		List<RejectedExecutionException> rejections = new ArrayList<>();
		pool.execute(NEVER_RUN, rejections::add);
		assertThat(rejections).singleElement()
			.satisfies((rejection) -> assertThat(rejection).hasMessageContaining("2"));
		assertThat(pool.usage().rejected()).isEqualTo(1);
		this.release.countDown();
		TestThreads.until(() -> pool.usage().equals(new ThreadUsage(0, 0, 1)));
		CompletableFuture<Void> again = new CompletableFuture<>();
		pool.execute(() -> again.complete(null), NEVER);
		again.join();
	}

	@Test
	@Tag("I3")
	void whenNoThreadCanBeCreatedATaskWaitsUntilOneCan() {
		this.threads.limit = 0;
		ThreadPool pool = pool(Limits.waiting(10));
		CountDownLatch ran = new CountDownLatch(5);
		for (int i = 0; i < 5; i++) {
			pool.execute(() -> {
				ran.countDown();
				Stubborn.await(this.release);
			}, NEVER);
		}
		assertThat(pool.usage()).isEqualTo(new ThreadUsage(0, 5, 0));
		this.threads.limit = 2;
		TestThreads.until(() -> ran.getCount() == 3);
		assertThat(pool.usage()).isEqualTo(new ThreadUsage(2, 3, 0));
		// The two that hang need not return for the others to go on
		this.threads.limit = 5;
		TestThreads.until(() -> ran.getCount() == 0);
		this.release.countDown();
		TestThreads.until(() -> pool.usage().equals(new ThreadUsage(0, 0, 0)));
	}

	@Test
	@Tag("I3")
	void whenNoThreadCanBeCreatedAPoolWithoutAQueueRejectsAndItsCountStaysRight() {
		this.threads.limit = 1;
		ThreadPool pool = pool(Limits.rejecting(10));
		hang(pool, 1);
		List<RejectedExecutionException> rejections = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			pool.execute(NEVER_RUN, rejections::add);
		}
		assertThat(rejections).hasSize(20)
			.allSatisfy((rejection) -> assertThat(rejection).hasCauseInstanceOf(OutOfMemoryError.class));
		assertThat(pool.usage()).isEqualTo(new ThreadUsage(1, 0, 20));
		this.threads.limit = Integer.MAX_VALUE;
		hang(pool, 9);
		pool.execute(NEVER_RUN, rejections::add);
		assertThat(rejections).hasSize(21);
	}

	@Test
	void whenManyGiveTasksNoneIsLostAndNoThreadIsTooMany() throws InterruptedException {
		for (int round = 0; round < 20; round++) {
			TestThreads created = new TestThreads();
			// So short that threads end and begin all the time
			ThreadPool pool = new ThreadPool(created, Limits.waiting(3), this.timer, 1000);
			CountDownLatch ran = new CountDownLatch(4 * 2000);
			AtomicInteger running = new AtomicInteger();
			AtomicInteger most = new AtomicInteger();
			for (int giver = 0; giver < 4; giver++) {
				new Thread(() -> {
					for (int i = 0; i < 2000; i++) {
						pool.execute(() -> {
							most.accumulateAndGet(running.incrementAndGet(), Math::max);
							running.decrementAndGet();
							ran.countDown();
						}, NEVER);
						if (i % 16 == 0) {
							Thread.yield();
						}
					}
				}).start();
			}
			assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(most.get()).isBetween(1, 3);
			pool.close();
			pool.terminated().join();
			created.awaitEnd();
		}
	}

	@Test
	void whenTaskComesWhileTheOnlyThreadGoesIdleItRuns() {
		ThreadPool pool = pool(Limits.waiting(1));
		giveOneByOne(pool, 50_000, 100);
		assertThat(this.threads.created).hasSize(1);
	}

	@Test
	void whenTaskComesWhileTheOnlyThreadEndsItRuns() {
		giveOneByOne(new ThreadPool(this.threads, Limits.waiting(1), this.timer, 1), 20_000, 1000);
	}

	@Test
	void whenThreadIsIdleForLongItEnds() {
		ThreadPool pool = new ThreadPool(this.threads, Limits.waiting(3), this.timer, TimeUnit.MILLISECONDS.toNanos(5));
		for (int i = 0; i < 3; i++) {
			pool.execute(() -> {
			}, NEVER);
		}
		this.threads.awaitEnd();
		CompletableFuture<Void> next = new CompletableFuture<>();
		pool.execute(() -> next.complete(null), NEVER);
		next.join();
	}

	@Test
	void whenTaskThrowsItIsReportedAndItsThreadGoesOn() {
		ThreadPool pool = pool(Limits.waiting(1));
		Error failure = new StackOverflowError();
		pool.execute(() -> {
			throw failure;
		}, NEVER);
		CompletableFuture<Void> next = new CompletableFuture<>();
		pool.execute(() -> next.complete(null), NEVER);
		next.join();
		assertThat(this.threads.failures).containsExactly(failure);
		assertThat(this.threads.created).hasSize(1);
	}

	@Test
	void whenTaskLeavesItsThreadInterruptedTheNextOneIsNot() {
		ThreadPool pool = pool(Limits.waiting(1));
		pool.execute(() -> Thread.currentThread().interrupt(), NEVER);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()), NEVER);
		assertThat(interrupted.join()).isFalse();
	}

	@Test
	void whenClosedWhatRunsIsInterruptedAndWhatWaitsIsRejected() {
		ThreadPool pool = pool(Limits.waiting(2));
		CompletableFuture<Void> interrupted = new CompletableFuture<>();
		pool.execute(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.complete(null);
			}
		}, NEVER);
		pool.execute(() -> Stubborn.await(this.release), NEVER);
		TestThreads.until(() -> pool.usage().running() == 2);
		List<RejectedExecutionException> rejections = new ArrayList<>();
		pool.execute(NEVER_RUN, rejections::add);
		assertThat(rejections).isEmpty();
		pool.close();
		pool.execute(NEVER_RUN, rejections::add);
		assertThat(rejections).hasSize(2);
		interrupted.join();
		assertThat(pool.terminated()).isNotDone();
		this.release.countDown();
		pool.terminated().join();
		this.threads.awaitEnd();
		assertThat(pool.usage()).isEqualTo(new ThreadUsage(0, 0, 2));
	}

	@Test
	void whenClosedUnusedOrIdleItEndsAtOnce() {
		ThreadPool unused = pool(Limits.waiting(2));
		unused.close();
		assertThat(unused.terminated()).isCompleted();
		ThreadPool idle = pool(Limits.waiting(2));
		idle.execute(() -> {
		}, NEVER);
		TestThreads.until(() -> this.threads.created.peek().getState() == Thread.State.TIMED_WAITING);
		idle.close();
		idle.terminated().join();
		this.threads.awaitEnd();
	}

	private static final Runnable NEVER_RUN = () -> {
		throw new AssertionError("Must not run");
	};

	private ThreadPool pool(Limits limits) {
		return new ThreadPool(this.threads, limits, this.timer, LONG);
	}

	private static void giveOneByOne(ThreadPool pool, int tasks, int longestPause) {
		AtomicInteger ran = new AtomicInteger();
		for (int i = 1; i <= tasks; i++) {
			// A little later each time, so that each step of the thread is met
			for (int pause = i % longestPause; pause > 0; pause--) {
				Thread.onSpinWait();
			}
			pool.execute(ran::incrementAndGet, NEVER);
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
			while (ran.get() < i) {
				if (System.nanoTime() > deadline) {
					throw new AssertionError("Task " + i + " is lost");
				}
				Thread.onSpinWait();
			}
		}
	}

	private void hang(ThreadPool pool, int tasks) {
		CountDownLatch hanging = new CountDownLatch(tasks);
		for (int i = 0; i < tasks; i++) {
			pool.execute(() -> {
				hanging.countDown();
				Stubborn.await(this.release);
			}, NEVER);
		}
		TestThreads.until(() -> hanging.getCount() == 0);
	}

}
