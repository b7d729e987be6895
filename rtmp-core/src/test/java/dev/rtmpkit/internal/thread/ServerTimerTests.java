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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerTimer}.
 */
@Tag("I15")
@Timeout(60)
class ServerTimerTests {

	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long LONG = TimeUnit.HOURS.toNanos(1);

	private final TestThreads threads = new TestThreads();

	private final ServerTimer timer = new ServerTimer(this.threads);

	@AfterEach
	void end() {
		this.timer.close();
		this.threads.awaitEnd();
	}

	@Test
	void whenFutureCompletesInTimeSoDoesTheResultAndNothingIsPending() throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		CompletableFuture<String> result = this.timer.within(future, LONG);
		CompletableFuture<String> failed = this.timer.within(future.thenApply((value) -> {
			throw new IllegalStateException(value);
		}), LONG, "otherwise");
		assertThat(this.timer.pending()).isEqualTo(2);
		future.complete("value");
		assertThat(result.get()).isEqualTo("value");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(failed::get)
			.withRootCauseInstanceOf(IllegalStateException.class);
		assertThat(this.timer.pending()).isZero();
	}

	@Test
	void whenTimeIsOverTheResultCompletesAndTheFutureIsLeftAsItIs() throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		CompletableFuture<String> result = this.timer.within(future, SHORT);
		CompletableFuture<Thread> thread = result.handle((value, failure) -> Thread.currentThread());
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(this.timer.within(future, SHORT, "otherwise").get()).isEqualTo("otherwise");
		assertThat(future).isNotDone();
		assertThat(thread.get()).isIn(this.threads.created.peek(), Thread.currentThread());
		assertThat(this.threads.created).hasSize(1);
	}

	@Test
	void whenClosedFuturesCompleteAndNothingIsPending() throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		CompletableFuture<String> result = this.timer.within(future, LONG);
		CompletableFuture<String> otherwise = this.timer.within(future, LONG, "otherwise");
		this.timer.schedule(() -> {
		}, LONG);
		this.timer.close().get(10, TimeUnit.SECONDS);
		assertThat(this.timer.pending()).isZero();
		assertThat(result).isCompletedExceptionally();
		assertThat(otherwise).isCompletedWithValue("otherwise");
		assertThat(this.timer.within(future, LONG, "closed")).isCompletedWithValue("closed");
		assertThat(this.timer.within(CompletableFuture.completedFuture("value"), LONG, ""))
			.isCompletedWithValue("value");
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.timer.schedule(() -> {
		}, 0));
		this.threads.awaitEnd();
	}

	@Test
	void whenTaskFailsTheNextOneRuns() throws Exception {
		this.timer.schedule(() -> {
			throw new StackOverflowError();
		}, 0);
		CompletableFuture<Void> ran = new CompletableFuture<>();
		this.timer.schedule(() -> ran.complete(null), SHORT);
		ran.get(10, TimeUnit.SECONDS);
	}

}
