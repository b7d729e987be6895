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

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Creates threads and numbers them.
 */
final class NamedThreads implements ThreadFactory {

	private final String prefix;

	private final ThreadFactory factory;

	private final AtomicInteger last = new AtomicInteger();

	/**
	 * Create an instance.
	 * @param prefix what the names begin with
	 * @param factory creates the threads, {@code null} for daemon platform threads
	 */
	NamedThreads(String prefix, @Nullable ThreadFactory factory) {
		this.prefix = prefix;
		this.factory = (factory != null) ? factory : daemons(Thread.currentThread().getContextClassLoader());
	}

	@Override
	public Thread newThread(Runnable task) {
		Thread thread = this.factory.newThread(task);
		thread.setName(this.prefix + "-" + this.last.incrementAndGet());
		return thread;
	}

	/**
	 * A thread is created by whichever thread needs it, perhaps one that serves a request
	 * of the application: it inherits neither that thread's variables nor its class
	 * loader.
	 */
	private static ThreadFactory daemons(@Nullable ClassLoader loader) {
		return (task) -> {
			Thread thread = new Thread(null, task, "rtmp", 0, false);
			thread.setDaemon(true);
			thread.setPriority(Thread.NORM_PRIORITY);
			thread.setContextClassLoader(loader);
			return thread;
		};
	}

}
