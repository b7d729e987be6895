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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on an executor of the application. When it is full it may block the thread
 * that gives it a task, or run the task there. So a thread of the server's own gives it
 * the tasks, from a bounded queue, and a task that runs on that thread is rejected.
 */
final class ForeignExecutor implements Workers {

	private final Executor executor;

	private final ThreadPool dispatcher;

	private final AtomicInteger unfinished = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	private final LongAdder rejected = new LongAdder();

	/**
	 * Create an instance.
	 * @param executor the executor; one that discards a task without rejecting it leaves
	 * the task counted
	 * @param factory creates the thread that gives it the tasks
	 * @param queued how many tasks may wait for that thread
	 * @param timer a timer
	 */
	ForeignExecutor(Executor executor, ThreadFactory factory, int queued, ServerTimer timer) {
		this.executor = executor;
		this.dispatcher = new ThreadPool(factory, new ThreadPool.Limits(1, queued, true), timer);
	}

	/**
	 * Check that an executor has threads of its own, by giving it a task.
	 * @param executor the executor
	 * @throws IllegalStateException if it runs tasks on the thread that gives them
	 */
	static void check(Executor executor) {
		Handover probe = new Handover(() -> {
		}, Thread.currentThread());
		try {
			executor.execute(probe);
		}
		catch (RejectedExecutionException ex) {
			// Full for now, and it says so, as it should
			return;
		}
		finally {
			probe.giver = null;
		}
		if (probe.returned) {
			throw new IllegalStateException("The executor " + executor + " runs tasks on the thread that gives them"
					+ " to it: it needs threads of its own");
		}
	}

	@Override
	public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
		AtomicBoolean taken = new AtomicBoolean();
		this.unfinished.incrementAndGet();
		Consumer<RejectedExecutionException> rejection = (reason) -> {
			if (taken.compareAndSet(false, true)) {
				this.unfinished.decrementAndGet();
				this.rejected.increment();
				rejected.accept(reason);
			}
		};
		this.dispatcher.execute(() -> give(() -> {
			if (taken.compareAndSet(false, true)) {
				run(task);
			}
		}, rejection), rejection);
	}

	private void give(Runnable task, Consumer<RejectedExecutionException> rejected) {
		Handover handover = new Handover(task, Thread.currentThread());
		try {
			this.executor.execute(handover);
		}
		catch (RejectedExecutionException ex) {
			rejected.accept(ex);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// An OutOfMemoryError is what the JVM throws when it gets no native thread
			rejected.accept(new RejectedExecutionException(ex));
		}
		finally {
			handover.giver = null;
		}
		if (handover.returned) {
			rejected
				.accept(new RejectedExecutionException("The executor runs tasks on the thread that gives them to it"));
		}
	}

	private void run(Runnable task) {
		this.running.incrementAndGet();
		try {
			task.run();
		}
		finally {
			this.running.decrementAndGet();
			this.unfinished.decrementAndGet();
		}
	}

	@Override
	public ThreadUsage usage() {
		int active = this.running.get();
		return new ThreadUsage(active, Math.max(0, this.unfinished.get() - active), this.rejected.sum());
	}

	/**
	 * Return the pool of the thread that gives the tasks, which is to be closed.
	 */
	ThreadPool dispatcher() {
		return this.dispatcher;
	}

	/**
	 * A task on its way. Only the thread that gives it can find itself here, so that the
	 * fields need not be visible to others.
	 */
	private static final class Handover implements Runnable {

		private final Runnable task;

		private @Nullable Thread giver;

		private boolean returned;

		Handover(Runnable task, Thread giver) {
			this.task = task;
			this.giver = giver;
		}

		@Override
		public void run() {
			if (Thread.currentThread() == this.giver) {
				this.returned = true;
				return;
			}
			this.task.run();
		}

	}

}
