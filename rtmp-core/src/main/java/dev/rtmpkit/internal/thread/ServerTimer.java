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

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Time-outs on one thread of the server's own. The timer of {@link CompletableFuture}
 * lives as long as the JVM and would hold the class loader of an application that has
 * been undeployed.
 */
public final class ServerTimer {

	private final Scheduler scheduler;

	private final Set<Runnable> expiries = ConcurrentHashMap.newKeySet();

	/**
	 * Create a timer and start its thread.
	 * @param factory creates the thread
	 */
	ServerTimer(ThreadFactory factory) {
		this.scheduler = new Scheduler(factory);
		this.scheduler.prestartCoreThread();
	}

	/**
	 * Run a task later.
	 * @param task the task, which must neither block nor call code of the application
	 * @param delay the delay in nanoseconds
	 * @return what cancels it
	 * @throws RejectedExecutionException if the threads of the server have ended
	 */
	public ScheduledFuture<?> schedule(Runnable task, long delay) {
		return this.scheduler.schedule(task, delay, TimeUnit.NANOSECONDS);
	}

	/**
	 * Wait for a future for a limited time. What depends on the result may run on the
	 * timer's thread, so it must neither block nor call code of the application.
	 * @param future the future, which is left as it is when the time is over
	 * @param timeout the time in nanoseconds; it is over early if the threads of the
	 * server end
	 * @param <T> the type of the value
	 * @return completes as the future does, or exceptionally with a
	 * {@link TimeoutException}
	 */
	public <T extends @Nullable Object> CompletableFuture<T> within(CompletableFuture<T> future, long timeout) {
		return limit(future, timeout, (result) -> result.completeExceptionally(new TimeoutException()));
	}

	/**
	 * Wait for a future for a limited time.
	 * @param future the future, which is left as it is when the time is over
	 * @param timeout the time in nanoseconds; it is over early if the threads of the
	 * server end
	 * @param otherwise the value when the time is over
	 * @param <T> the type of the value
	 * @return completes as the future does, or with the other value
	 */
	public <T extends @Nullable Object> CompletableFuture<T> within(CompletableFuture<T> future, long timeout,
			T otherwise) {
		return limit(future, timeout, (result) -> result.complete(otherwise));
	}

	private <T extends @Nullable Object> CompletableFuture<T> limit(CompletableFuture<T> future, long timeout,
			Consumer<CompletableFuture<T>> expired) {
		CompletableFuture<T> result = future.copy();
		if (!result.isDone()) {
			Runnable expiry = () -> expired.accept(result);
			this.expiries.add(expiry);
			try {
				ScheduledFuture<?> deadline = schedule(expiry, timeout);
				result.whenComplete((value, failure) -> deadline.cancel(false));
			}
			catch (RejectedExecutionException ex) {
				expiry.run();
			}
			result.whenComplete((value, failure) -> this.expiries.remove(expiry));
		}
		return result;
	}

	/**
	 * Run a task on the timer's thread now.
	 */
	void execute(Runnable task) {
		this.scheduler.execute(task);
	}

	/**
	 * Return how many tasks have been scheduled and neither run nor cancelled.
	 */
	int pending() {
		return this.scheduler.getQueue().size();
	}

	/**
	 * End the thread. Futures that wait for a time-out complete as if it were over, as
	 * their time will not be measured any more.
	 * @return completes when the thread has ended
	 */
	CompletableFuture<Void> close() {
		this.scheduler.shutdown();
		this.expiries.forEach(Runnable::run);
		return this.scheduler.terminated;
	}

	CompletableFuture<Void> terminated() {
		return this.scheduler.terminated;
	}

	/**
	 * One thread that forgets what is cancelled, and everything when it is shut down.
	 */
	private static final class Scheduler extends ScheduledThreadPoolExecutor {

		private final CompletableFuture<Void> terminated = new CompletableFuture<>();

		Scheduler(ThreadFactory factory) {
			super(1, factory);
			setRemoveOnCancelPolicy(true);
			setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		}

		@Override
		protected void terminated() {
			super.terminated();
			this.terminated.complete(null);
		}

	}

}
