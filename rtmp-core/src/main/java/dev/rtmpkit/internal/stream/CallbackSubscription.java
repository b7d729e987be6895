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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.CallbackThread;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Calls a consumer, on an executor or on the publisher's thread: at most one task at a
 * time, so that the calls are in order and never concurrent, and no task at all while
 * there is nothing to deliver.
 */
final class CallbackSubscription extends QueuedSubscription implements Runnable {

	/**
	 * After so many packets the executor's thread is given back, so that streams share it
	 * fairly.
	 */
	static final int BATCH = 256;

	private final PacketConsumer consumer;

	private final Executor executor;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final BlockingWatch watch = new BlockingWatch();

	private volatile CallbackThread thread;

	private volatile boolean finished;

	CallbackSubscription(SubscriptionOptions options, FanOut fanOut, PacketConsumer consumer, Executor executor) {
		super(options, fanOut);
		this.consumer = consumer;
		this.executor = executor;
		this.thread = options.callbackThread();
	}

	@Override
	void wakeUpFromPublisher() {
		if (this.thread == CallbackThread.MEDIA) {
			wakeUp();
		}
		else if (this.scheduled.compareAndSet(false, true)) {
			run();
		}
	}

	@Override
	void wakeUp() {
		if (this.scheduled.get() || !this.scheduled.compareAndSet(false, true)) {
			return;
		}
		boolean accepted = false;
		try {
			accepted = tryExecute();
		}
		finally {
			if (!accepted) {
				// An Error, too, must not leave it waiting for a task that does not exist
				this.scheduled.set(false);
			}
		}
		if (!accepted) {
			abandon();
		}
	}

	/**
	 * Ask for a thread.
	 * @return {@code false} if there is none, as the threads of the server have ended
	 */
	private boolean tryExecute() {
		// Where the publisher's thread has ended, a thread for callbacks tells the end
		if (this.thread == CallbackThread.EVENT_LOOP && executeAtPublisher(this)) {
			return true;
		}
		try {
			this.executor.execute(this);
			return true;
		}
		catch (RejectedExecutionException ex) {
			if (!queue().isDone()) {
				fail(ex);
			}
			return false;
		}
	}

	/**
	 * End without a call of the consumer, for which there is no thread: the one that asks
	 * may be an I/O thread.
	 */
	private void abandon() {
		queue().close(null);
		this.finished = true;
		finished().complete(null);
	}

	/**
	 * Deliver what is queued. Called by the thread that calls the consumer.
	 */
	@Override
	public void run() {
		boolean owner = true;
		while (owner) {
			if (drainBatch()) {
				// A thread that cannot be given back goes on
				owner = !tryExecute();
			}
			else {
				this.scheduled.set(false);
				owner = hasWork() && this.scheduled.compareAndSet(false, true);
			}
		}
	}

	private boolean hasWork() {
		return !queue().isEmpty() || (queue().isDone() && !this.finished);
	}

	private boolean drainBatch() {
		for (int i = 0; i < BATCH; i++) {
			MediaPacket packet = take();
			if (packet == null) {
				if (queue().isDone()) {
					finish();
				}
				return false;
			}
			if (this.thread == CallbackThread.MEDIA) {
				deliver(packet);
			}
			else if (!deliverWithoutBlocking(packet)) {
				return true;
			}
		}
		return true;
	}

	/**
	 * Deliver a packet and look at the clock.
	 * @return {@code false} if the consumer has to go on elsewhere
	 */
	private boolean deliverWithoutBlocking(MediaPacket packet) {
		long start = System.nanoTime();
		deliver(packet);
		long end = System.nanoTime();
		if (!this.watch.called(start, end)) {
			return true;
		}
		this.thread = CallbackThread.MEDIA;
		reportBlocking(Duration.ofNanos(end - start));
		return false;
	}

	private void deliver(MediaPacket packet) {
		try {
			this.consumer.onPacket(packet);
		}
		catch (Throwable ex) {
			// any failure of a consumer, an Error too, costs this subscription alone
			restoreInterrupt(ex);
			fail(ex);
		}
	}

	private void finish() {
		if (this.finished) {
			return;
		}
		this.finished = true;
		try {
			this.consumer.onEnd(queue().failure());
		}
		catch (Throwable ex) {
			Thread thread = Thread.currentThread();
			thread.getUncaughtExceptionHandler().uncaughtException(thread, ex);
		}
		finished().complete(null);
	}

	private static void restoreInterrupt(Throwable failure) {
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
	}

}
