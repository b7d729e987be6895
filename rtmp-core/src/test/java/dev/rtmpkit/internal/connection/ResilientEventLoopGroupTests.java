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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.testkit.LogsFailure;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("I7")
@Timeout(20)
class ResilientEventLoopGroupTests {

	private final FailingHandler handler = new FailingHandler();

	private final ResilientEventLoopGroup group = new ResilientEventLoopGroup(1,
			new DefaultThreadFactory("resilient", true), (executor) -> this.handler, new Warnings());

	@Test
	@LogsFailure(OutOfMemoryError.class)
	void whenInputAndOutputFailWithAnErrorTheThreadGoesOn() throws Exception {
		EventLoop loop = this.group.next();
		Thread thread = loop.submit(Thread::currentThread).get();
		this.handler.failures.set(3);
		this.handler.wakeup();
		while (this.handler.failures.get() > 0) {
			Thread.onSpinWait();
		}
		assertThat(loop.submit(Thread::currentThread).get()).isSameAs(thread);
		assertThat(this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Has nothing to wait for but to be woken up, and fails as often as it should.
	 */
	private static final class FailingHandler implements IoHandler {

		private final AtomicInteger failures = new AtomicInteger();

		private volatile Thread thread = Thread.currentThread();

		@Override
		public int run(IoHandlerContext context) {
			this.thread = Thread.currentThread();
			if (this.failures.get() > 0) {
				this.failures.decrementAndGet();
				throw new OutOfMemoryError("on purpose");
			}
			if (context.canBlock()) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
			}
			return 0;
		}

		@Override
		public void wakeup() {
			LockSupport.unpark(this.thread);
		}

		@Override
		public IoRegistration register(IoHandle handle) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isCompatible(Class<? extends IoHandle> type) {
			return false;
		}

	}

}
