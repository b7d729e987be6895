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

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Creates threads, until there are no more, and remembers them and what they failed with.
 */
final class TestThreads implements ThreadFactory {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	final Queue<Thread> created = new ConcurrentLinkedQueue<>();

	final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	volatile int limit = Integer.MAX_VALUE;

	@Override
	public Thread newThread(Runnable task) {
		if (this.created.size() >= this.limit) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.setUncaughtExceptionHandler((failed, failure) -> this.failures.add(failure));
		this.created.add(thread);
		return thread;
	}

	void awaitEnd() {
		until(() -> this.created.stream().noneMatch(Thread::isAlive));
	}

	static void until(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("Waited in vain");
			}
			LockSupport.parkNanos(100_000);
		}
	}

}
