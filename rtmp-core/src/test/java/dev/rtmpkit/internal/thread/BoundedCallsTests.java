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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.rtmpkit.internal.thread.ThreadPool.Limits;
import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedCalls}.
 */
@Timeout(60)
class BoundedCallsTests {

	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final TestThreads threads = new TestThreads();

	private final ServerTimer timer = new ServerTimer(new NamedThreads("test-timer", null));

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void end() {
		this.release.countDown();
		this.timer.close();
	}

	@Test
	void whenCodeReturnsOrThrowsThatIsTheAnswer() throws Exception {
		BoundedCalls calls = calls(1);
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
		assertThat(this.timer.pending()).isZero();
	}

	@Test
	@Tag("V1")
	void whenCodeHangsItsPlaceIsTakenUntilItReturnsNotUntilItsTimeIsOver() throws Exception {
		BoundedCalls calls = calls(2);
		CompletableFuture<Boolean> first = calls.call(() -> Stubborn.await(this.release), SHORT);
		assertThat(failure(first)).isInstanceOf(TimeoutException.class);
		CompletableFuture<Boolean> second = calls.call(() -> Stubborn.await(this.release), FOR_EVER);
		assertThat(failure(calls.call(() -> "too many", FOR_EVER))).isInstanceOf(RejectedExecutionException.class);
		assertThat(calls.usage().rejected()).isEqualTo(1);
		CompletableFuture<Void> idle = calls.idle();
		assertThat(idle).isNotDone();
		this.release.countDown();
		assertThat(second.get()).as("interrupted").isFalse();
		idle.get(10, TimeUnit.SECONDS);
		assertThat(calls.call(() -> "again", FOR_EVER).get()).isEqualTo("again");
		assertThat(failure(first)).as("the late answer is nobody's").isInstanceOf(TimeoutException.class);
	}

	@Test
	@Tag("V1")
	void whenTimeIsOverTheCodeIsInterruptedAndWhatItsThreadDoesNextIsNot() throws Exception {
		CompletableFuture<Boolean> after = new CompletableFuture<>();
		BoundedCalls calls = new BoundedCalls(new Starting((task) -> {
			task.run();
			after.complete(Thread.currentThread().isInterrupted());
		}), pool(2), this.timer, 1);
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
		BoundedCalls calls = calls(1);
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
	@Tag("I15")
	void whenWhatIsToldThatTimeIsOverHangsTimeGoesOnAndTheCallCounts() throws Exception {
		BoundedCalls calls = calls(2);
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		CompletableFuture<String> first = calls.call(() -> {
			Stubborn.await(this.release);
			return "";
		}, SHORT, () -> {
			thread.complete(Thread.currentThread());
			Stubborn.await(this.release);
		});
		assertThat(failure(first)).isInstanceOf(TimeoutException.class);
		assertThat(this.threads.created).contains(thread.get(10, TimeUnit.SECONDS));
		// The timer is not held up
		assertThat(failure(calls.call(() -> Stubborn.await(this.release), SHORT))).isInstanceOf(TimeoutException.class);
		assertThat(failure(calls.call(() -> ""))).isInstanceOf(RejectedExecutionException.class);
		CompletableFuture<Void> idle = calls.idle();
		this.release.countDown();
		idle.get(10, TimeUnit.SECONDS);
		assertThat(calls.call(() -> "again").get()).isEqualTo("again");
	}

	@Test
	@Tag("I15")
	void whenWhatIsToldThatTimeIsOverOutlivesTheCodeThePlaceIsTakenUntilBothHaveReturned() throws Exception {
		BoundedCalls calls = calls(1);
		CountDownLatch code = new CountDownLatch(1);
		CompletableFuture<Boolean> first = calls.call(() -> Stubborn.await(code), SHORT,
				() -> Stubborn.await(this.release));
		assertThat(failure(first)).isInstanceOf(TimeoutException.class);
		TestThreads.until(() -> calls.usage().running() == 2);
		code.countDown();
		TestThreads.until(() -> calls.usage().running() == 1);
		assertThat(failure(calls.call(() -> ""))).isInstanceOf(RejectedExecutionException.class);
		CompletableFuture<Void> idle = calls.idle();
		assertThat(idle).isNotDone();
		this.release.countDown();
		idle.get(10, TimeUnit.SECONDS);
	}

	@Test
	@Tag("V1")
	void whenTimeIsOverBeforeItIsCalledItIsNotCalledButCountsAsLongAsItIsQueued() throws Exception {
		CountDownLatch free = new CountDownLatch(1);
		ThreadPool one = pool(1);
		one.execute(() -> Stubborn.await(free), (rejection) -> {
		});
		BoundedCalls calls = new BoundedCalls(one, pool(2), this.timer, 1);
		AtomicBoolean called = new AtomicBoolean();
		assertThat(failure(calls.call(() -> called.getAndSet(true), SHORT))).isInstanceOf(TimeoutException.class);
		assertThat(failure(calls.call(() -> "queue is bounded", FOR_EVER)))
			.isInstanceOf(RejectedExecutionException.class);
		CompletableFuture<Void> idle = calls.idle();
		free.countDown();
		idle.get(10, TimeUnit.SECONDS);
		assertThat(called).isFalse();
		assertThat(calls.call(() -> "next", FOR_EVER).get()).isEqualTo("next");
	}

	@Test
	@Tag("V2")
	void whenThereIsNoThreadThePlaceIsFree() throws Exception {
		this.threads.limit = 0;
		BoundedCalls calls = calls(1);
		for (int i = 0; i < 3; i++) {
			assertThat(failure(calls.call(() -> "", FOR_EVER))).isInstanceOf(RejectedExecutionException.class)
				.hasCauseInstanceOf(OutOfMemoryError.class);
		}
		this.threads.limit = 10;
		assertThat(calls.call(() -> "answer").get()).isEqualTo("answer");
		assertThat(calls.usage().rejected()).isEqualTo(3);
	}

	@Test
	@Tag("V1")
	void whenAnswerIsThereThePlaceIsFreeAlready() {
		BoundedCalls calls = calls(1);
		CompletableFuture<Integer> answer = calls.call(() -> 0, FOR_EVER);
		for (int i = 0; i < 1000; i++) {
			answer = answer.thenCompose((count) -> calls.call(() -> count + 1, FOR_EVER));
		}
		assertThat(answer.join()).isEqualTo(1000);
	}

	@Test
	@Tag("I15")
	void whenClosedUnansweredCallsAreInterruptedAndAnsweredWhetherTheyReturnOrNot() throws Exception {
		BoundedCalls calls = calls(3);
		CompletableFuture<Void> interrupted = new CompletableFuture<>();
		CompletableFuture<Boolean> stubborn = calls.call(() -> Stubborn.await(this.release), FOR_EVER);
		CompletableFuture<Boolean> untimed = calls.call(() -> Stubborn.await(this.release));
		CompletableFuture<Boolean> answer = calls.call(() -> {
			try {
				return new CountDownLatch(1).await(1, TimeUnit.HOURS);
			}
			finally {
				interrupted.complete(null);
			}
		}, FOR_EVER);
		TestThreads.until(() -> calls.usage().running() == 3);
		CompletableFuture<Void> idle = calls.idle();
		calls.close();
		interrupted.get(10, TimeUnit.SECONDS);
		assertThat(failure(answer)).isInstanceOf(RejectedExecutionException.class);
		assertThat(failure(stubborn)).isInstanceOf(RejectedExecutionException.class);
		assertThat(failure(untimed)).isInstanceOf(RejectedExecutionException.class);
		assertThat(this.timer.pending()).isZero();
		assertThat(idle).isNotDone();
		this.release.countDown();
		idle.get(10, TimeUnit.SECONDS);
	}

	private BoundedCalls calls(int limit) {
		ThreadPool pool = new ThreadPool(this.threads, Limits.forCalls(limit), this.timer);
		return new BoundedCalls(pool, pool, this.timer, limit);
	}

	private ThreadPool pool(int threads) {
		return new ThreadPool(this.threads, Limits.waiting(threads), this.timer);
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
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

	/**
	 * Starts a thread for each task.
	 *
	 * @param body what runs the task
	 */
	private record Starting(Consumer<Runnable> body) implements Workers {

		@Override
		public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
			new Thread(() -> this.body.accept(task)).start();
		}

		@Override
		public ThreadUsage usage() {
			return new ThreadUsage(0, 0, 0);
		}

	}

}
