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

package dev.rtmpkit.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs what touches Netty on a thread that ends afterwards. Netty leaves thread-locals on
 * the threads that call it, and a thread of a servlet container outlives the application
 * whose class loader they hold.
 */
final class OwnThread {

	private OwnThread() {
	}

	/**
	 * Run a task and wait for it.
	 * @param task the task
	 * @param <T> the type of its result
	 * @return its result
	 */
	static <T> T call(Supplier<T> task) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(null, () -> complete(result, task), "rtmp-server-control", 0, false);
		thread.setDaemon(true);
		thread.start();
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			if (ex.getCause() instanceof Error failure) {
				throw failure;
			}
			throw ex;
		}
	}

	private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
		try {
			result.complete(task.get());
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
		}
	}

}
