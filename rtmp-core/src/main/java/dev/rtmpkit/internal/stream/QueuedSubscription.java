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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: a queue, what the publisher's thread puts into it, and a consumer that
 * is woken up when there is something to take.
 */
abstract sealed class QueuedSubscription implements Subscription permits CallbackSubscription, ReaderSubscription {

	private final PacketQueue queue = new PacketQueue();

	private final SubscriptionOptions options;

	private final Delivery delivery;

	private final FanOut fanOut;

	private boolean offered;

	/** The cost of the packet that the consumer works on. */
	private final AtomicInteger inHand = new AtomicInteger();

	private long released;

	private final CompletableFuture<Void> finished = new CompletableFuture<>();

	QueuedSubscription(SubscriptionOptions options, FanOut fanOut) {
		this.options = options;
		this.delivery = Delivery.of(options, this.queue, fanOut.counters());
		this.fanOut = fanOut;
	}

	/**
	 * Tell the consumer that the queue has changed. Called by any thread, must not block.
	 */
	abstract void wakeUp();

	/**
	 * Tell the consumer that there is something new for it. Called by the publisher's
	 * thread.
	 */
	void wakeUpFromPublisher() {
		wakeUp();
	}

	/**
	 * Return when the consumer is done: it has seen the end, failed or closed.
	 * @return completes then
	 */
	final CompletableFuture<Void> finished() {
		return this.finished;
	}

	final SubscriptionOptions options() {
		return this.options;
	}

	final PacketQueue queue() {
		return this.queue;
	}

	final void begin(List<MediaPacket> replay, StreamHeaders current, boolean decodable) {
		this.delivery.begin(replay, current, decodable);
		if (!replay.isEmpty()) {
			wakeUp();
		}
	}

	final void offer(MediaPacket packet, StreamHeaders current) {
		if (!this.queue.isClosed()) {
			this.delivery.offer(packet, current);
			this.offered = true;
		}
	}

	/**
	 * Wake the consumer up if there is something new for it.
	 */
	final void flush() {
		if (this.offered) {
			this.offered = false;
			wakeUpFromPublisher();
		}
	}

	/**
	 * Note that what comes from now on is from a publisher that began anew.
	 */
	final void publisherReturned() {
		this.delivery.publisherReturned();
	}

	final boolean isFull() {
		return this.delivery.isFull() && !this.queue.isClosed();
	}

	final boolean isStalled(long nanoTime) {
		return isFull() && this.delivery.isStalled(nanoTime);
	}

	/**
	 * End after what is queued.
	 * @param failure why, or {@code null} if the stream has ended
	 */
	final void end(@Nullable Throwable failure) {
		this.queue.end(failure);
		wakeUp();
	}

	/**
	 * End at once because of the consumer, and report it unless it has failed before.
	 * @param failure what is wrong with it
	 */
	final void fail(Throwable failure) {
		boolean reported = this.queue.failure() != null;
		this.queue.close(failure);
		this.fanOut.detach(this);
		if (!reported) {
			this.fanOut.report(failure);
		}
	}

	/**
	 * Run a task on the publisher's thread.
	 * @param task the task
	 * @return whether that thread still takes tasks
	 */
	final boolean executeAtPublisher(Runnable task) {
		return this.fanOut.execute(task);
	}

	/**
	 * Report that the consumer blocked the publisher's thread, which it had promised not
	 * to do.
	 * @param last how long the last call took
	 */
	final void reportBlocking(Duration last) {
		this.fanOut.reportBlocking(last);
	}

	/**
	 * End at once and forget what is queued, because there is no room for it. Called by
	 * any thread.
	 * @param failure why
	 */
	final void discard(Throwable failure) {
		this.queue.close(failure);
		wakeUp();
	}

	/**
	 * Take the next packet, which tells that the consumer is done with the one before.
	 * Called by the consumer's thread.
	 * @return the packet or {@code null} if there is none now
	 */
	final @Nullable MediaPacket take() {
		MediaPacket packet = this.queue.poll();
		release(packet);
		if (packet != null && this.delivery.drained()) {
			this.fanOut.resumeIfDrained();
		}
		return packet;
	}

	private void release(@Nullable MediaPacket next) {
		this.released += this.inHand.getPlain();
		// written by one thread at a time
		this.inHand.lazySet((next != null) ? Backlog.cost(next) : 0);
		if (this.released >= StreamMemory.GRAIN || (next == null && this.released > 0)) {
			this.fanOut.memory().released();
			this.released = 0;
		}
	}

	/**
	 * Return what the subscription keeps from being collected: what is queued and what
	 * its consumer works on. Called by any thread.
	 * @return the cost in bytes
	 */
	final long heldBytes() {
		return (this.finished.isDone()) ? 0 : this.queue.cost() + this.inHand.get();
	}

	final long queuedBytes(DeliveryMode mode) {
		return (this.options.mode() == mode) ? queuedBytes() : 0;
	}

	@Override
	public final long queuedBytes() {
		return this.queue.bytes();
	}

	@Override
	public final long droppedPackets() {
		return this.delivery.dropped();
	}

	@Override
	public final boolean isActive() {
		return !this.queue.isDone();
	}

	@Override
	public final void close() {
		if (!this.queue.isClosed()) {
			this.queue.close(null);
			this.fanOut.detach(this);
			wakeUp();
		}
	}

}
