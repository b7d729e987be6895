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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.testkit.Stubborn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link OtherThreads}.
 */
@Tag("V2")
class OtherThreadsTests {

	@Test
	void whenExecutorHasNoThreadsFailsAtOnce() {
		assertThatIllegalStateException().isThrownBy(() -> OtherThreads.of(Runnable::run))
			.withMessageContaining("needs threads of its own");
	}

	@Test
	void whenExecutorIsFullForNowItIsTaken() {
		OtherThreads executor = OtherThreads.of((task) -> {
			throw new RejectedExecutionException("full");
		});
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> executor.execute(() -> {
		})).withMessage("full");
	}

	@Test
	void whenFullExecutorRunsOnTheCallerTheTaskIsRejectedAndDoesNotRun() {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		CountDownLatch release = new CountDownLatch(1);
		pool.execute(() -> Stubborn.await(release));
		OtherThreads executor = new OtherThreadsOf(pool).whileNotFull();
		AtomicBoolean ran = new AtomicBoolean();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> executor.execute(() -> ran.set(true)));
		assertThat(ran).isFalse();
		release.countDown();
		pool.shutdown();
	}

	@Test
	void whenThereAreNoMoreThreadsItIsARejection() {
		AtomicBoolean exhausted = new AtomicBoolean();
		Queue<Runnable> queue = new ArrayDeque<>();
		OtherThreads executor = OtherThreads.of((task) -> {
			if (exhausted.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			queue.add(task);
		});
		exhausted.set(true);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> executor.execute(() -> {
		})).withCauseInstanceOf(OutOfMemoryError.class);
	}

	@Test
	void whenThreadRunsLaterWhatItGaveItselfThatIsFine() {
		Queue<Runnable> queue = new ArrayDeque<>();
		OtherThreads executor = OtherThreads.of(queue::add);
		AtomicBoolean ran = new AtomicBoolean();
		executor.execute(() -> ran.set(true));
		queue.forEach(Runnable::run);
		assertThat(ran).isTrue();
	}

	/**
	 * Wraps a full pool, which the attempt at the beginning must not find full.
	 */
	private record OtherThreadsOf(Executor pool) {

		OtherThreads whileNotFull() {
			AtomicBoolean first = new AtomicBoolean(true);
			return OtherThreads.of((task) -> {
				if (!first.getAndSet(false)) {
					this.pool.execute(task);
				}
			});
		}

	}

}
