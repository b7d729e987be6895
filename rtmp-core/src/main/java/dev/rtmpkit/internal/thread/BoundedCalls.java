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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Calls code that may hang, so many at a time and no more. Who asks waits for a limited
 * time; the call counts until it has returned, as it holds a thread, or a place in a
 * queue, until then.
 */
public final class BoundedCalls {

	private final Executor executor;

	private final Semaphore free;

	private final Set<Call<?>> unfinished = ConcurrentHashMap.newKeySet();

	/**
	 * Create an instance.
	 * @param executor what runs the calls; one that discards a task without rejecting it
	 * has the call count for ever
	 * @param limit how many calls may be unfinished
	 */
	public BoundedCalls(Executor executor, int limit) {
		this.executor = executor;
		this.free = new Semaphore(limit);
	}

	/**
	 * Call code and wait for its answer for ever.
	 * @param code the code
	 * @param <T> the type of the answer
	 * @return completes with what it returned, exceptionally with an
	 * {@link ExecutionException} of what it threw, or with a
	 * {@link RejectedExecutionException} if it is not called, as too many others have not
	 * returned or the executor is full
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code) {
		return start(new Call<>(code));
	}

	/**
	 * Call code and wait for its answer for a limited time. Then its thread is
	 * interrupted, or it is not called at all if that has not happened yet.
	 * @param code the code
	 * @param timeout the time in nanoseconds
	 * @param <T> the type of the answer
	 * @return completes as in {@link #call(Callable)}, or exceptionally with a
	 * {@link TimeoutException}
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code, long timeout) {
		return call(code, timeout, () -> {
		});
	}

	/**
	 * Call code and wait for its answer for a limited time.
	 * @param code the code
	 * @param timeout the time in nanoseconds
	 * @param late called when the time is over, before the thread is interrupted; must
	 * not block nor throw
	 * @param <T> the type of the answer
	 * @return completes as in {@link #call(Callable, long)}
	 */
	public <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> code, long timeout, Runnable late) {
		Call<T> call = new Call<>(code);
		return start(call).orTimeout(timeout, TimeUnit.NANOSECONDS).whenComplete((answer, failure) -> {
			if (failure instanceof TimeoutException) {
				late.run();
				call.interrupt();
			}
		});
	}

	/**
	 * Return when what is being called now will have returned.
	 * @return completes then
	 */
	public CompletableFuture<Void> idle() {
		return CompletableFuture
			.allOf(this.unfinished.stream().map((call) -> call.finished).toArray(CompletableFuture[]::new));
	}

	private <T extends @Nullable Object> CompletableFuture<T> start(Call<T> call) {
		if (!this.free.tryAcquire()) {
			call.answer.completeExceptionally(new RejectedExecutionException("Too many calls have not returned"));
			return call.answer;
		}
		this.unfinished.add(call);
		try {
			this.executor.execute(() -> run(call));
		}
		catch (RejectedExecutionException ex) {
			finished(call);
			call.answer.completeExceptionally(ex);
		}
		return call.answer;
	}

	private void run(Call<?> call) {
		// What follows from the answer finds the call finished
		Runnable answer = call.run();
		finished(call);
		answer.run();
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

		private @Nullable Thread thread;

		private boolean interrupted;

		Call(Callable<T> code) {
			this.code = code;
		}

		/**
		 * Call the code unless nobody waits for its answer any more.
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
				// Any failure, an Error too, is that of the code alone. Wrapped, lest it
				// is
				// taken for one of ours, or asked for a text that it does not have.
				return () -> this.answer.completeExceptionally(new ExecutionException("The call failed", ex));
			}
			finally {
				end();
			}
		}

		private synchronized boolean begin() {
			boolean wanted = !this.answer.isDone();
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
