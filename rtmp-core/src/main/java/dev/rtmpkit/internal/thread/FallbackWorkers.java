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
 * Runs tasks that must not be lost: on other workers when the first ones reject them.
 *
 * @param first the workers that run the tasks as a rule
 * @param fallback the workers that run what the first ones reject
 */
record FallbackWorkers(Workers first, Workers fallback) implements Workers {

	@Override
	public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
		this.first.execute(task, (rejection) -> this.fallback.execute(task, rejected));
	}

	@Override
	public ThreadUsage usage() {
		return this.first.usage();
	}

}
