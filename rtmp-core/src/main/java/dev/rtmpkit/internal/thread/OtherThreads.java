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

import org.jspecify.annotations.Nullable;

/**
 * An executor that never runs a task on the thread that gives it, which may be one that
 * must not wait. Where the executor behind it does so, always or when it is full, the
 * task is not run but rejected.
 */
public final class OtherThreads implements Executor {

	private final Executor executor;

	private OtherThreads(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Create an executor.
	 * @param executor what runs the tasks; it is tried at once
	 * @return the executor
	 * @throws IllegalStateException if it runs them on the thread that gives them
	 */
	public static OtherThreads of(Executor executor) {
		Handover probe = new Handover(() -> {
		}, Thread.currentThread());
		try {
			executor.execute(probe);
		}
		catch (RejectedExecutionException ex) {
			// Full for now, and it says so: that is how it should be
			return new OtherThreads(executor);
		}
		finally {
			probe.giver = null;
		}
		if (probe.refused) {
			throw new IllegalStateException("The executor " + executor + " runs tasks on the thread that gives them"
					+ " to it, which may be one that serves connections: it needs threads of its own");
		}
		return new OtherThreads(executor);
	}

	/**
	 * Run a task on another thread.
	 * @param task the task
	 * @throws RejectedExecutionException if there is none
	 */
	@Override
	public void execute(Runnable task) {
		Handover handover = new Handover(task, Thread.currentThread());
		try {
			this.executor.execute(handover);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// Out of memory is what the JVM says when it gets no more threads
			throw (ex instanceof RejectedExecutionException rejection) ? rejection : new RejectedExecutionException(ex);
		}
		finally {
			handover.giver = null;
		}
		if (handover.refused) {
			throw new RejectedExecutionException("The executor runs tasks on the thread that gives them to it");
		}
	}

	/**
	 * A task on its way. The giver's thread alone sees itself here, so that nothing needs
	 * to be visible to others; later it may run the task in another role.
	 */
	private static final class Handover implements Runnable {

		private final Runnable task;

		private @Nullable Thread giver;

		private boolean refused;

		Handover(Runnable task, Thread giver) {
			this.task = task;
			this.giver = giver;
		}

		@Override
		public void run() {
			if (Thread.currentThread() == this.giver) {
				this.refused = true;
				return;
			}
			this.task.run();
		}

	}

}
