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

package dev.rtmpkit.internal.connection;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loops that go on after an {@link Error}, such as an {@link OutOfMemoryError}.
 * Those of Netty end their thread, and with it all its connections, or all that would be
 * accepted.
 */
final class ResilientEventLoopGroup extends MultiThreadIoEventLoopGroup {

	ResilientEventLoopGroup(int threads, ThreadFactory threadFactory, IoHandlerFactory handlers, Warnings warnings) {
		super(threads, threadFactory, handlers, warnings);
	}

	@Override
	protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... arguments) {
		// Called by the constructor of the superclass, when there is no field yet
		return new ResilientEventLoop(this, executor, handlers, (Warnings) arguments[0]);
	}

	private static final class ResilientEventLoop extends SingleThreadIoEventLoop {

		private static final Logger logger = LoggerFactory.getLogger(ResilientEventLoop.class);

		/** Keeps an Error that comes back at once from taking a whole processor. */
		private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

		private final Warnings warnings;

		private ResilientEventLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers,
				Warnings warnings) {
			super(parent, executor, handlers);
			this.warnings = warnings;
		}

		@Override
		protected void run() {
			while (!runUntilError()) {
				LockSupport.parkNanos(this, PAUSE_NANOS);
			}
		}

		/**
		 * Run until the loop is shut down.
		 * @return {@code false} if an Error ended it before
		 */
		private boolean runUntilError() {
			try {
				super.run();
				return true;
			}
			catch (Error ex) {
				// What was ready is reported again, as epoll and NIO are level-triggered
				log(ex);
				return false;
			}
		}

		private void log(Error error) {
			try {
				this.warnings.error(logger, "event loop " + error.getClass().getName(),
						MaskedFailure.withoutText(error), "An I/O thread goes on after an error");
			}
			catch (Error ex) {
				// There is no memory for a line either, and the thread is worth more
				return;
			}
		}

	}

}
