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
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/**
 * Which threads run the application's code.
 *
 * @param factory creates the threads and must not block, {@code null} for daemon platform
 * threads. The threads get the names of this server.
 * @param executor an executor of the application that runs decisions, notifications and
 * callbacks of subscriptions, {@code null} for threads of the server's own
 * @param handlerExecutor an executor of the application that runs handlers, {@code null}
 * for threads of the server's own
 * @param bounds how many threads each kind may have
 */
public record ThreadSettings(@Nullable ThreadFactory factory, @Nullable Executor executor,
		@Nullable Executor handlerExecutor, ThreadBounds bounds) {

	/**
	 * Own platform threads within the default bounds.
	 */
	public static final ThreadSettings DEFAULTS = new ThreadSettings(null, null, null, ThreadBounds.DEFAULTS);

	/**
	 * Return these settings with another factory.
	 * @param factory the factory
	 * @return the settings
	 */
	public ThreadSettings withFactory(@Nullable ThreadFactory factory) {
		return new ThreadSettings(factory, this.executor, this.handlerExecutor, this.bounds);
	}

	/**
	 * Return these settings with another executor for all but handlers.
	 * @param executor the executor
	 * @return the settings
	 */
	public ThreadSettings withExecutor(@Nullable Executor executor) {
		return new ThreadSettings(this.factory, executor, this.handlerExecutor, this.bounds);
	}

	/**
	 * Return these settings with another executor for handlers.
	 * @param handlerExecutor the executor
	 * @return the settings
	 */
	public ThreadSettings withHandlerExecutor(@Nullable Executor handlerExecutor) {
		return new ThreadSettings(this.factory, this.executor, handlerExecutor, this.bounds);
	}

	/**
	 * Return these settings with other bounds.
	 * @param bounds the bounds
	 * @return the settings
	 */
	public ThreadSettings withBounds(ThreadBounds bounds) {
		return new ThreadSettings(this.factory, this.executor, this.handlerExecutor, bounds);
	}

}
