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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Calls code that may hang, up to a number of calls at a time. The caller waits for a
 * limited time; the call counts until the code has returned, as it holds a thread, or a
 * place in a queue, until then.
 */
public final class BoundedCalls {

	private final Workers workers;

	private final Workers lateWorkers;

	private final ServerTimer timer;

	private final Semaphore free;

	private final LongAdder rejected = new LongAdder();

	private final Set<Call<?>> unfinished = ConcurrentHashMap.newKeySet();

	/**
	 * Create an instance.
	 * @param workers run the calls
	 * @param lateWorkers tell the code that its time is over, and interrupt it; threads
	 * that it cannot occupy
	 * @param timer measures the time
	 * @param limit how many calls may be unfinished
	 */
	BoundedCalls(Workers workers, Workers lateWorkers, ServerTimer timer, int limit) {
		this.workers = workers;
		this.lateWorkers = lateWorkers;
		this.timer = timer;
		this.free = new Semaphore(limit);
	}

	/**
	 * Call code and wait for its answer without a time-out.
	 * @param code the code
	 * @param <T> the type of the answer
	 * @return completes with what it returned, exceptionally with an
	 * {@link ExecutionException} of what it threw, or with a
	 * {@link RejectedExecutionException} if it is not called, as too many others have not
	 * returned or there is no thread
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code) {
		Call<T> call = new Call<>(code, false);
		start(call);
		return call.answer;
	}

	/**
	 * Call code and wait for its answer for a limited time. Then its thread is
	 * interrupted, or it is not called at all if that has not happened yet.
	 * @param code the code
	 * @param timeout the time in nanoseconds
	 * @param <T> the type of the answer
	 * @return completes as in {@link #call(Callable)}, or exceptionally with a
	 * {@link TimeoutException}. What depends on it may run on the timer's thread, so it
	 * must neither block nor call code of the application.
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code, long timeout) {
		return call(code, timeout, () -> {
		});
	}

	/**
	 * Call code and wait for its answer for a limited time.
	 * @param code the code
	 * @param timeout the time in nanoseconds
	 * @param late called on a thread for the application's code when the time is over,
	 * before the code is interrupted; the call counts until it has returned, too
	 * @param <T> the type of the answer
	 * @return completes as in {@link #call(Callable, long)}
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code, long timeout, Runnable late) {
		Call<T> call = new Call<>(code, true);
		if (start(call)) {
			try {
				ScheduledFuture<?> deadline = this.timer.schedule(() -> expire(call, late), timeout);
				call.answer.whenComplete((answer, failure) -> deadline.cancel(false));
			}
			catch (RejectedExecutionException ex) {
				abandon(call, ex);
			}
		}
		return call.answer;
	}

	/**
	 * Return when what is being called now will have returned.
	 * @return completes then
	 */
	public CompletableFuture<Void> idle() {
		return CompletableFuture
			.allOf(this.unfinished.stream().map((call) -> call.finished).toArray(CompletableFuture[]::new));
	}

	/**
	 * Return how much there is to do.
	 * @return the figures
	 */
	public ThreadUsage usage() {
		ThreadUsage usage = this.workers.usage();
		return new ThreadUsage(usage.running(), usage.waiting(), this.rejected.sum());
	}

	/**
	 * Give up the calls that have not returned.
	 */
	void close() {
		this.unfinished
			.forEach((call) -> abandon(call, new RejectedExecutionException("The threads of the server have ended")));
	}

	private <T extends @Nullable Object> boolean start(Call<T> call) {
		if (!this.free.tryAcquire()) {
			this.rejected.increment();
			call.answer.completeExceptionally(new RejectedExecutionException("Too many calls have not returned"));
			return false;
		}
		this.unfinished.add(call);
		this.workers.execute(() -> run(call), (rejection) -> reject(call, rejection));
		return true;
	}

	private void run(Call<?> call) {
		Runnable answer = call.run();
		if (call.settle()) {
			// What follows from the answer finds the call finished
			finished(call);
			answer.run();
		}
		else {
			partFinished(call);
		}
	}

	private void reject(Call<?> call, RejectedExecutionException rejection) {
		this.rejected.increment();
		if (call.settle()) {
			finished(call);
			call.answer.completeExceptionally(rejection);
		}
		else {
			partFinished(call);
		}
	}

	private void expire(Call<?> call, Runnable late) {
		if (!call.settle()) {
			return;
		}
		this.lateWorkers.execute(() -> {
			try {
				late.run();
			}
			finally {
				interrupt(call);
			}
		}, (rejection) -> interrupt(call));
		call.answer.completeExceptionally(new TimeoutException());
	}

	private void abandon(Call<?> call, RejectedExecutionException reason) {
		if (call.settle()) {
			call.answer.completeExceptionally(reason);
			call.interrupt();
			if (call.timed) {
				// There is nothing to tell the code any more
				partFinished(call);
			}
		}
	}

	private void interrupt(Call<?> call) {
		call.interrupt();
		partFinished(call);
	}

	private void partFinished(Call<?> call) {
		if (call.parts.decrementAndGet() == 0) {
			finished(call);
		}
	}

	private void finished(Call<?> call) {
		this.unfinished.remove(call);
		this.free.release();
		call.finished.complete(null);
	}

	/**
	 * One call.
	 *
	 * @param <T> the type of the answer
	 */
	private static final class Call<T extends @Nullable Object> {

		private final Callable<T> code;

		private final CompletableFuture<T> answer = new CompletableFuture<>();

		private final CompletableFuture<Void> finished = new CompletableFuture<>();

		private final AtomicBoolean settled = new AtomicBoolean();

		/**
		 * How much has not returned once the time is over: the code, and what tells it
		 * so.
		 */
		private final AtomicInteger parts;

		private final boolean timed;

		private @Nullable Thread thread;

		private boolean interrupted;

		Call(Callable<T> code, boolean timed) {
			this.code = code;
			this.timed = timed;
			this.parts = new AtomicInteger((timed) ? 2 : 1);
		}

		/**
		 * Decide what the answer is: the first to ask decides.
		 * @return whether it is the first
		 */
		boolean settle() {
			return this.settled.compareAndSet(false, true);
		}

		/**
		 * Call the code unless it is too late.
		 * @return gives the answer
		 */
		Runnable run() {
			if (!begin()) {
				return () -> {
				};
			}
			try {
				T result = this.code.call();
				return () -> this.answer.complete(result);
			}
			catch (Throwable ex) {
				// Any failure, an Error too, is that of the code alone. It is wrapped, so
				// that it is not taken for one of ours.
				return () -> this.answer.completeExceptionally(new ExecutionException("The call failed", ex));
			}
			finally {
				end();
			}
		}

		private synchronized boolean begin() {
			boolean wanted = !this.settled.get();
			this.thread = (wanted) ? Thread.currentThread() : null;
			return wanted;
		}

		private synchronized void end() {
			this.thread = null;
			if (this.interrupted) {
				// Meant for the code, not for what its thread does next
				Thread.interrupted();
			}
		}

		synchronized void interrupt() {
			if (this.thread != null) {
				this.interrupted = true;
				this.thread.interrupt();
			}
		}

	}

}
