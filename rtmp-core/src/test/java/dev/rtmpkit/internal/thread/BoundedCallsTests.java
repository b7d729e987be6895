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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedCalls}.
 */
class BoundedCallsTests {

	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final Executor threads = (task) -> new Thread(task).start();

	@Test
	void whenCodeReturnsOrThrowsThatIsTheAnswer() throws Exception {
		BoundedCalls calls = new BoundedCalls(this.threads, 1);
		assertThat(calls.call(() -> "answer", FOR_EVER).get()).isEqualTo("answer");
		for (Throwable failure : new Throwable[] { new Exception(), new OutOfMemoryError(), new LinkageError() }) {
			assertThat(failure(calls.call(() -> {
				if (failure instanceof Error error) {
					throw error;
				}
				throw (Exception) failure;
			}, FOR_EVER))).isInstanceOf(ExecutionException.class).hasCause(failure);
		}
		assertThat(failure(calls.call(() -> recurse(0), FOR_EVER))).hasCauseInstanceOf(StackOverflowError.class);
		assertThat(calls.call(() -> "still", FOR_EVER).get()).isEqualTo("still");
	}

	@Test
	@Tag("V1")
	void whenCodeHangsItsPlaceIsTakenUntilItReturnsNotUntilItsTimeIsOver() throws Exception {
		BoundedCalls calls = new BoundedCalls(this.threads, 2);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Boolean> first = calls.call(() -> Stubborn.await(release), SHORT);
		assertThat(failure(first)).isInstanceOf(TimeoutException.class);
		CompletableFuture<Boolean> second = calls.call(() -> Stubborn.await(release), FOR_EVER);
		assertThat(failure(calls.call(() -> "too many", FOR_EVER))).isInstanceOf(RejectedExecutionException.class);
		CompletableFuture<Void> idle = calls.idle();
		assertThat(idle).isNotDone();
		release.countDown();
		assertThat(second.get()).as("interrupted").isFalse();
		idle.get(10, TimeUnit.SECONDS);
		assertThat(calls.call(() -> "again", FOR_EVER).get()).isEqualTo("again");
		assertThat(failure(first)).as("the late answer is nobody's").isInstanceOf(TimeoutException.class);
	}

	@Test
	@Tag("V1")
	void whenTimeIsOverTheCodeIsInterruptedAndWhatItsThreadDoesNextIsNot() throws Exception {
		CompletableFuture<Boolean> after = new CompletableFuture<>();
		BoundedCalls calls = new BoundedCalls((task) -> this.threads.execute(() -> {
			task.run();
			after.complete(Thread.currentThread().isInterrupted());
		}), 1);
		assertThat(failure(calls.call(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return true;
		}, SHORT))).isInstanceOf(TimeoutException.class);
		assertThat(after.get(10, TimeUnit.SECONDS)).isFalse();
	}

	@Test
	@Tag("V1")
	void whenTimeIsOverThatIsToldBeforeTheCodeIsInterrupted() throws Exception {
		BoundedCalls calls = new BoundedCalls(this.threads, 1);
		AtomicBoolean late = new AtomicBoolean();
		CompletableFuture<Boolean> seen = new CompletableFuture<>();
		calls.call(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				seen.complete(late.get());
			}
			return true;
		}, SHORT, () -> late.set(true));
		assertThat(seen.get(10, TimeUnit.SECONDS)).isTrue();
		AtomicBoolean neverLate = new AtomicBoolean();
		calls.idle().get(10, TimeUnit.SECONDS);
		calls.call(() -> "in time", FOR_EVER, () -> neverLate.set(true)).get();
		assertThat(neverLate).isFalse();
	}

	@Test
	@Tag("V1")
	void whenTimeIsOverBeforeItIsCalledItIsNotCalledButCountsAsLongAsItIsQueued() throws Exception {
		Queue<Runnable> queue = new ArrayDeque<>();
		BoundedCalls calls = new BoundedCalls(queue::add, 1);
		AtomicBoolean called = new AtomicBoolean();
		assertThat(failure(calls.call(() -> called.getAndSet(true), SHORT))).isInstanceOf(TimeoutException.class);
		assertThat(failure(calls.call(() -> "queue is bounded", FOR_EVER)))
			.isInstanceOf(RejectedExecutionException.class);
		queue.remove().run();
		assertThat(called).isFalse();
		CompletableFuture<String> next = calls.call(() -> "next", FOR_EVER);
		queue.remove().run();
		assertThat(next.get()).isEqualTo("next");
	}

	@Test
	@Tag("V2")
	void whenExecutorIsFullThePlaceIsFree() throws Exception {
		AtomicBoolean full = new AtomicBoolean(true);
		BoundedCalls calls = new BoundedCalls((task) -> {
			if (full.get()) {
				throw new RejectedExecutionException("full");
			}
			this.threads.execute(task);
		}, 1);
		for (int i = 0; i < 3; i++) {
			assertThat(failure(calls.call(() -> "", FOR_EVER))).hasMessage("full");
		}
		full.set(false);
		assertThat(calls.call(() -> "answer").get()).isEqualTo("answer");
	}

	@Test
	@Tag("V1")
	void whenAnswerIsThereThePlaceIsFreeAlready() {
		BoundedCalls calls = new BoundedCalls(this.threads, 1);
		CompletableFuture<Integer> answer = calls.call(() -> 0, FOR_EVER);
		for (int i = 0; i < 1000; i++) {
			answer = answer.thenCompose((count) -> calls.call(() -> count + 1, FOR_EVER));
		}
		assertThat(answer.join()).isEqualTo(1000);
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	private static Throwable failure(CompletableFuture<?> future) throws InterruptedException {
		try {
			future.get();
			throw new AssertionError("No failure");
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

}
