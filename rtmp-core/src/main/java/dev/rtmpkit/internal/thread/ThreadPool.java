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

import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread for each task that is running, up to a bound, kept for a while for the next
 * one. Beyond the bound tasks wait in order.
 * <p>
 * There is no lock, so that an I/O thread never waits for a worker, which may be a
 * virtual thread without a carrier. A task is added to the queue first, then an idle
 * worker is woken or another one started; a worker declares itself idle first, then looks
 * at the queue once more. So one of the two always sees the other.
 */
final class ThreadPool implements Workers {

	private static final long KEEP_ALIVE = TimeUnit.SECONDS.toNanos(3);

	/**
	 * How long tasks wait when the JVM gets no thread, before it is asked again.
	 */
	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

	private final ThreadFactory factory;

	private final Limits limits;

	private final ServerTimer timer;

	private final long keepAlive;

	private final Queue<Task> queue = new ConcurrentLinkedQueue<>();

	private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	private final AtomicInteger threads = new AtomicInteger();

	private final AtomicInteger unfinished = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	private final LongAdder rejected = new LongAdder();

	private final AtomicBoolean retrying = new AtomicBoolean();

	private final CompletableFuture<Void> terminated = new CompletableFuture<>();

	private volatile boolean closed;

	/**
	 * Create a pool, without any thread yet.
	 * @param factory creates the threads
	 * @param limits how much it may do at a time
	 * @param timer measures when to try again to start a thread
	 */
	ThreadPool(ThreadFactory factory, Limits limits, ServerTimer timer) {
		this(factory, limits, timer, KEEP_ALIVE);
	}

	ThreadPool(ThreadFactory factory, Limits limits, ServerTimer timer, long keepAlive) {
		this.factory = factory;
		this.limits = limits;
		this.timer = timer;
		this.keepAlive = keepAlive;
	}

	@Override
	public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
		Task added = new Task(task, rejected);
		if (this.closed) {
			reject(added, ended());
			return;
		}
		if (!incrementBelow(this.unfinished, this.limits.tasks())) {
			reject(added, new RejectedExecutionException(
					"There are " + this.limits.tasks() + " unfinished tasks, which is the limit"));
			return;
		}
		this.queue.add(added);
		if (!this.closed) {
			provideThread();
		}
		else if (this.queue.remove(added)) {
			drop(added, ended());
		}
	}

	@Override
	public ThreadUsage usage() {
		int active = this.running.get();
		return new ThreadUsage(active, Math.max(0, this.unfinished.get() - active), this.rejected.sum());
	}

	/**
	 * Accept no more tasks.
	 */
	void shutdown() {
		this.closed = true;
	}

	/**
	 * Reject the tasks that wait, interrupt those that run and end the threads.
	 */
	void close() {
		this.closed = true;
		for (Task task = this.queue.poll(); task != null; task = this.queue.poll()) {
			drop(task, ended());
		}
		this.workers.forEach((worker) -> worker.thread.interrupt());
		terminateIfUnused();
	}

	/**
	 * Return when the last thread has run its last task.
	 * @return completes then, once the pool is closed
	 */
	CompletableFuture<Void> terminated() {
		return this.terminated;
	}

	/**
	 * Provide a thread for a task that has just been added, if the bound allows it.
	 */
	private void provideThread() {
		Worker worker = this.idle.poll();
		if (worker != null) {
			worker.choose();
		}
		else if (incrementBelow(this.threads, this.limits.threads())) {
			start();
		}
	}

	private void start() {
		try {
			this.factory.newThread(() -> new Worker().work()).start();
		}
		catch (RuntimeException | Error ex) {
			// An OutOfMemoryError is what the JVM throws when it gets no native thread
			this.threads.decrementAndGet();
			terminateIfUnused();
			notStarted(ex);
		}
	}

	private void notStarted(Throwable failure) {
		if (this.limits.patient()) {
			retryLater();
			return;
		}
		// Perhaps not the task that the thread was for: some worker may have taken that
		Task task = this.queue.poll();
		if (task != null) {
			drop(task, new RejectedExecutionException("There is no thread", failure));
		}
	}

	private void retryLater() {
		if (this.retrying.compareAndSet(false, true)) {
			try {
				this.timer.schedule(this::retry, RETRY);
			}
			catch (RejectedExecutionException ex) {
				// The timer is the last to end: what waits here has been rejected
				this.retrying.set(false);
			}
		}
	}

	private void retry() {
		this.retrying.set(false);
		for (int i = this.queue.size(); i > 0 && !this.retrying.get(); i--) {
			provideThread();
		}
	}

	private void ended(Worker worker) {
		this.workers.remove(worker);
		this.threads.decrementAndGet();
		// A task that found the bound reached a moment ago relies on this worker
		if (!this.closed && !this.queue.isEmpty()) {
			provideThread();
		}
		terminateIfUnused();
	}

	private void terminateIfUnused() {
		if (this.closed && this.threads.get() == 0) {
			this.terminated.complete(null);
		}
	}

	private void drop(Task task, RejectedExecutionException reason) {
		this.unfinished.decrementAndGet();
		reject(task, reason);
	}

	private void reject(Task task, RejectedExecutionException reason) {
		this.rejected.increment();
		task.rejected().accept(reason);
	}

	private static RejectedExecutionException ended() {
		return new RejectedExecutionException("The threads of the server have ended");
	}

	private static boolean incrementBelow(AtomicInteger counter, int limit) {
		int value = counter.get();
		while (value < limit) {
			if (counter.compareAndSet(value, value + 1)) {
				return true;
			}
			value = counter.get();
		}
		return false;
	}

	/**
	 * How much a pool may do at a time.
	 *
	 * @param threads how many tasks may run
	 * @param tasks how many tasks may run or wait
	 * @param patient whether a task waits when the JVM gets no thread for it, rather than
	 * being rejected
	 */
	record Limits(int threads, int tasks, boolean patient) {

		/**
		 * Tasks beyond the number of threads are rejected.
		 * @param threads the number of threads
		 */
		static Limits rejecting(int threads) {
			return new Limits(threads, threads, false);
		}

		/**
		 * Tasks beyond the number of threads wait.
		 * @param threads the number of threads
		 */
		static Limits waiting(int threads) {
			return new Limits(threads, Integer.MAX_VALUE, true);
		}

		/**
		 * The calls themselves are bounded. Each has a thread and, when its time is over,
		 * another one that tells it so. What comes next may begin a moment before those
		 * threads are free, so tasks may wait, but not for a thread that the JVM cannot
		 * create.
		 * @param calls how many calls may be unfinished
		 */
		static Limits forCalls(int calls) {
			return new Limits((int) Math.min(2L * calls, Integer.MAX_VALUE), Integer.MAX_VALUE, false);
		}

	}

	/**
	 * A task.
	 *
	 * @param code what to run
	 * @param rejected called if it is not run
	 */
	private record Task(Runnable code, Consumer<RejectedExecutionException> rejected) {

	}

	/**
	 * One thread and what it does.
	 */
	private final class Worker {

		private final Thread thread = Thread.currentThread();

		private volatile boolean chosen;

		void work() {
			ThreadPool.this.workers.add(this);
			try {
				boolean more = true;
				while (more && !ThreadPool.this.closed) {
					Task task = ThreadPool.this.queue.poll();
					if (task != null) {
						run(task);
					}
					else {
						more = awaitTask();
					}
				}
			}
			finally {
				ended(this);
			}
		}

		private void run(Task task) {
			ThreadPool.this.running.incrementAndGet();
			try {
				task.code().run();
			}
			catch (Throwable ex) {
				// Any failure, an Error too, is that of the task alone
				this.thread.getUncaughtExceptionHandler().uncaughtException(this.thread, ex);
			}
			finally {
				ThreadPool.this.running.decrementAndGet();
				ThreadPool.this.unfinished.decrementAndGet();
				// An interrupt was meant for the task, not for the next one
				Thread.interrupted();
			}
		}

		/**
		 * Wait until there may be a task.
		 * @return whether there may be one; otherwise the thread is not needed
		 */
		private boolean awaitTask() {
			this.chosen = false;
			ThreadPool.this.idle.push(this);
			long deadline = System.nanoTime() + ThreadPool.this.keepAlive;
			long remaining = ThreadPool.this.keepAlive;
			while (!this.chosen && ThreadPool.this.queue.isEmpty() && !ThreadPool.this.closed && remaining > 0) {
				LockSupport.parkNanos(ThreadPool.this, remaining);
				Thread.interrupted();
				remaining = deadline - System.nanoTime();
			}
			if (!this.chosen && ThreadPool.this.idle.remove(this)) {
				return !ThreadPool.this.queue.isEmpty();
			}
			while (!this.chosen) {
				// Another thread has just taken this worker and is about to say so
				Thread.onSpinWait();
			}
			return true;
		}

		void choose() {
			this.chosen = true;
			LockSupport.unpark(this.thread);
		}

	}

}
