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

/**
 * Runs on another executor, or on a thread made for the purpose when that one is full or
 * shut down: for what must happen, and never on an event loop. Bounded by what it is used
 * for, one task at a time for each stream's events and for each subscription.
 *
 * @param executor the executor
 */
public record LastResort(Executor executor) implements Executor {

	@Override
	public void execute(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			Thread thread = new Thread(task, "rtmp-last-resort");
			thread.setDaemon(true);
			thread.start();
		}
	}

}
