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
import java.util.function.Consumer;

/**
 * Threads of a server that are whatever a test runs its tasks on.
 */
public final class DirectThreads {

	private DirectThreads() {
	}

	/**
	 * Create threads.
	 * @param all runs everything but handlers
	 * @param handlers runs handlers
	 * @return the threads
	 */
	public static ServerThreads on(Executor all, Executor handlers) {
		return new ServerThreads(new Direct(all), new Direct(handlers));
	}

	private record Direct(Executor executor) implements Workers {

		@Override
		public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
			try {
				this.executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				rejected.accept(ex);
			}
		}

		@Override
		public ThreadUsage usage() {
			return new ThreadUsage(0, 0, 0);
		}

	}

}
