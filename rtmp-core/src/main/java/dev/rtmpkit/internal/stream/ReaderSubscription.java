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

package dev.rtmpkit.internal.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;

/**
 * Parks the reading thread until there is something to read. Holds no monitor while it
 * does, so that a virtual thread gives its carrier back.
 */
final class ReaderSubscription extends QueuedSubscription implements PacketReader {

	private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

	ReaderSubscription(SubscriptionOptions options, FanOut fanOut) {
		super(options, fanOut);
	}

	@Override
	void wakeUp() {
		if (queue().isClosed()) {
			finished().complete(null);
		}
		Thread thread = this.waiter.get();
		if (thread != null) {
			LockSupport.unpark(thread);
		}
	}

	@Override
	public @Nullable MediaPacket next() throws InterruptedException {
		try {
			return await(false, 0);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public @Nullable MediaPacket next(Duration timeout) throws InterruptedException, TimeoutException {
		return await(true, System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout));
	}

	private @Nullable MediaPacket await(boolean timed, long deadline) throws InterruptedException, TimeoutException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		MediaPacket packet = take();
		if (packet != null || queue().isDone()) {
			return (packet != null) ? packet : atEnd();
		}
		if (!this.waiter.compareAndSet(null, Thread.currentThread())) {
			throw new IllegalStateException("Another thread is reading");
		}
		try {
			return park(timed, deadline);
		}
		finally {
			this.waiter.set(null);
		}
	}

	private @Nullable MediaPacket park(boolean timed, long deadline) throws InterruptedException, TimeoutException {
		while (true) {
			// looked at again after the waiter became visible, else a packet could be
			// slept through
			MediaPacket packet = take();
			if (packet != null) {
				return packet;
			}
			if (queue().isDone()) {
				return atEnd();
			}
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			if (!timed) {
				LockSupport.park(this);
				continue;
			}
			long remaining = deadline - System.nanoTime();
			if (remaining <= 0) {
				throw new TimeoutException("No packet in time");
			}
			LockSupport.parkNanos(this, remaining);
		}
	}

	private @Nullable MediaPacket atEnd() {
		finished().complete(null);
		Throwable failure = queue().failure();
		if (failure != null) {
			// created here, so that its stack trace shows the reader
			throw new SubscriptionStalledException(String.valueOf(failure.getMessage()));
		}
		return null;
	}

}
