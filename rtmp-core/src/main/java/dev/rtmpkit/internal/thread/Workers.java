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

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs tasks on threads that are not the caller's.
 */
public interface Workers {

	/**
	 * Run a task. Never blocks and never runs the task on the calling thread, so that I/O
	 * threads may call it.
	 * @param task the task
	 * @param rejected called instead of the task if there is no thread for it, on the
	 * calling thread or later on another one; must neither block nor throw
	 */
	void execute(Runnable task, Consumer<RejectedExecutionException> rejected);

	/**
	 * Return how much there is to do.
	 * @return the figures
	 */
	ThreadUsage usage();

}
