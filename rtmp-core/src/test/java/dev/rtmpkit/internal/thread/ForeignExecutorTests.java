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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ForeignExecutor}.
 */
@Tag("I2")
@Timeout(60)
class ForeignExecutorTests {

	private final TestThreads threads = new TestThreads();

	private final ServerTimer timer = new ServerTimer(new NamedThreads("test-timer", null));

	private final CountDownLatch release = new CountDownLatch(1);

	private final BlockingQueue<RejectedExecutionException> rejections = new LinkedBlockingQueue<>();

	@AfterEach
	void end() {
		this.release.countDown();
		this.timer.close();
	}

	@Test
	@Tag("V2")
	void whenExecutorHasNoThreadsTheCheckFails() {
		assertThatIllegalStateException().isThrownBy(() -> ForeignExecutor.check(Runnable::run))
			.withMessageContaining("needs threads of its own");
		ForeignExecutor.check((task) -> new Thread(task).start());
		ForeignExecutor.check((task) -> {
			throw new RejectedExecutionException("full for now");
		});
	}

	@Test
	void whenExecuteBlocksItsCallerDoesNotAndTheQueueIsBounded() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		Queue<Integer> ran = new ConcurrentLinkedQueue<>();
		ForeignExecutor executor = foreign((task) -> {
			blocked.countDown();
			Stubborn.await(this.release);
			new Thread(task).start();
		}, 3);
		for (int i = 0; i < 5; i++) {
			int number = i;
			executor.execute(() -> ran.add(number), this.rejections::add);
		}
		assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.rejections).hasSize(2);
		assertThat(executor.usage()).isEqualTo(new ThreadUsage(0, 3, 2));
		this.release.countDown();
		TestThreads.until(() -> executor.usage().waiting() == 0 && executor.usage().running() == 0);
		assertThat(ran).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(this.threads.created).hasSize(1);
	}

	@Test
	@Tag("V2")
	void whenFullExecutorRunsOnTheCallerTheTaskIsRejectedAndDoesNotRun() throws Exception {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		ForeignExecutor executor = foreign(pool, 10);
		executor.execute(() -> Stubborn.await(this.release), this.rejections::add);
		TestThreads.until(() -> executor.usage().running() == 1);
		AtomicBoolean ran = new AtomicBoolean();
		executor.execute(() -> ran.set(true), this.rejections::add);
		assertThat(this.rejections.poll(10, TimeUnit.SECONDS)).hasMessageContaining("on the thread that gives");
		assertThat(ran).isFalse();
		assertThat(executor.usage()).isEqualTo(new ThreadUsage(1, 0, 1));
		pool.shutdown();
	}

	@Test
	@Tag("V2")
	void whenExecutorFailsTheTaskIsRejected() throws Exception {
		List<Throwable> failures = new ArrayList<>(List.of(new RejectedExecutionException("full"),
				new IllegalStateException("limit"), new OutOfMemoryError("unable to create native thread")));
		ForeignExecutor executor = foreign((task) -> {
			Throwable failure = failures.remove(0);
			if (failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) failure;
		}, 10);
		for (int i = 0; i < 3; i++) {
			executor.execute(() -> {
			}, this.rejections::add);
		}
		assertThat(this.rejections.poll(10, TimeUnit.SECONDS)).hasMessage("full").hasNoCause();
		assertThat(this.rejections.poll(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
		assertThat(this.rejections.poll(10, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
		assertThat(executor.usage()).isEqualTo(new ThreadUsage(0, 0, 3));
	}

	@Test
	void whenExecutorRunsATaskThatItAlsoRejectsOnlyTheFirstCounts() throws Exception {
		ForeignExecutor executor = foreign((task) -> {
			Thread thread = new Thread(task);
			thread.start();
			TestThreads.until(() -> !thread.isAlive());
			throw new RejectedExecutionException();
		}, 10);
		CompletableFuture<Void> ran = new CompletableFuture<>();
		executor.execute(() -> ran.complete(null), this.rejections::add);
		ran.get(10, TimeUnit.SECONDS);
		executor.dispatcher().close();
		executor.dispatcher().terminated().get(10, TimeUnit.SECONDS);
		assertThat(this.rejections).isEmpty();
		assertThat(executor.usage()).isEqualTo(new ThreadUsage(0, 0, 0));
	}

	@Test
	@Tag("I3")
	void whenRejectedTasksFallBackTheyRunOnABoundedNumberOfThreads() {
		ThreadPool fallback = new ThreadPool(this.threads, ThreadPool.Limits.waiting(2), this.timer);
		Workers workers = new FallbackWorkers(foreign((task) -> {
			throw new RejectedExecutionException();
		}, 1000), fallback);
		CountDownLatch ran = new CountDownLatch(50);
		for (int i = 0; i < 50; i++) {
			workers.execute(() -> {
				Stubborn.await(this.release);
				ran.countDown();
			}, this.rejections::add);
		}
		TestThreads.until(() -> fallback.usage().equals(new ThreadUsage(2, 48, 0)));
		assertThat(this.threads.created).as("and the one that gives tasks").hasSize(3);
		this.release.countDown();
		TestThreads.until(() -> ran.getCount() == 0);
		assertThat(this.rejections).isEmpty();
	}

	private ForeignExecutor foreign(Executor executor, int queued) {
		return new ForeignExecutor(executor, this.threads, queued, this.timer);
	}

}
