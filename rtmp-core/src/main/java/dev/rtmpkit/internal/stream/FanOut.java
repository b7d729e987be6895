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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a stream and the brake on its publisher. The list and the brake
 * belong to the publisher's thread; other threads hand over to it.
 */
final class FanOut {

	private static final QueuedSubscription[] NONE = {};

	private final Reports reports;

	private final SubscriptionCounters counters;

	private volatile Publisher publisher;

	private final StreamMemory memory = new StreamMemory();

	private volatile QueuedSubscription[] subscriptions = NONE;

	private volatile boolean paused;

	private boolean stopping;

	/**
	 * Create the fan-out of a stream.
	 * @param control the publisher's connection
	 * @param publisherThread the publisher's thread
	 * @param reports told what is wrong with subscriptions
	 * @param counters count what slow consumers miss
	 */
	FanOut(PublisherControl control, Executor publisherThread, Reports reports, SubscriptionCounters counters) {
		this.reports = reports;
		this.counters = counters;
		this.publisher = new Publisher(control, publisherThread);
	}

	PublisherControl control() {
		return this.publisher.control();
	}

	/**
	 * Go on with another publisher. Called by the thread of the previous publisher, which
	 * must not touch this object from now on.
	 * @param control the other publisher's connection
	 * @param publisherThread the other publisher's thread
	 */
	void handOver(PublisherControl control, Executor publisherThread) {
		flush();
		for (QueuedSubscription subscription : this.subscriptions) {
			subscription.publisherReturned();
		}
		if (this.paused) {
			// Ahead of the publication of the other thread: a consumer that makes room
			// from then on resumes this control, and a pause after that would be the last
			// word
			control.pause();
		}
		this.stopping = false;
		// Last, as the other thread goes on from here
		this.publisher = new Publisher(control, publisherThread);
	}

	/**
	 * Run a task on the publisher's thread, whichever that is by then. Called by any
	 * thread.
	 * @param task the task
	 * @return whether that thread still takes tasks
	 */
	boolean execute(Runnable task) {
		Publisher current = this.publisher;
		try {
			current.thread().execute(() -> {
				if (this.publisher == current) {
					task.run();
				}
				else {
					execute(task);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	int size() {
		return this.subscriptions.length;
	}

	SubscriptionCounters counters() {
		return this.counters;
	}

	/**
	 * Return whether the publisher has to wait for a consumer. Called by any thread.
	 */
	boolean isPaused() {
		return this.paused;
	}

	StreamMemory memory() {
		return this.memory;
	}

	void attach(QueuedSubscription subscription) {
		if (subscription.queue().isClosed()) {
			return;
		}
		QueuedSubscription[] current = this.subscriptions;
		QueuedSubscription[] changed = Arrays.copyOf(current, current.length + 1);
		changed[current.length] = subscription;
		subscriptions(changed);
		pauseIf(subscription.isFull());
	}

	/**
	 * Forget a subscription. Called by any thread.
	 * @param subscription the subscription
	 */
	void detach(QueuedSubscription subscription) {
		execute(() -> remove(subscription));
	}

	private void remove(QueuedSubscription subscription) {
		this.memory.left(subscription);
		subscriptions(Arrays.stream(this.subscriptions)
			.filter((candidate) -> candidate != subscription)
			.toArray(QueuedSubscription[]::new));
		resumeUnlessFull();
	}

	private void subscriptions(QueuedSubscription[] changed) {
		this.subscriptions = changed;
		this.memory.subscribed(changed);
	}

	void deliver(MediaPacket packet, StreamHeaders current) {
		boolean full = false;
		for (QueuedSubscription subscription : this.subscriptions) {
			subscription.offer(packet, current);
			full |= subscription.isFull();
		}
		pauseIf(full);
	}

	void flush() {
		for (QueuedSubscription subscription : this.subscriptions) {
			subscription.flush();
		}
	}

	private void pauseIf(boolean full) {
		if (full && !this.paused) {
			this.paused = true;
			control().pause();
		}
	}

	/**
	 * Read on from the publisher, if no consumer has to be waited for. Called by any
	 * thread.
	 */
	void resumeIfDrained() {
		execute(this::resumeUnlessFull);
	}

	private void resumeUnlessFull() {
		if (this.paused && Arrays.stream(this.subscriptions).noneMatch(QueuedSubscription::isFull)) {
			this.paused = false;
			control().resume();
		}
	}

	void checkStalls(long nanoTime) {
		for (QueuedSubscription subscription : this.subscriptions) {
			if (subscription.isStalled(nanoTime)) {
				strike(subscription);
			}
		}
	}

	private void strike(QueuedSubscription subscription) {
		if (subscription.options().onStall() == StallPolicy.CLOSE_SUBSCRIPTION) {
			SubscriptionStalledException stalled = new SubscriptionStalledException(
					"The consumer let its full queue not drain within " + subscription.options().stallDeadline());
			this.counters.stalled(StallPolicy.CLOSE_SUBSCRIPTION);
			subscription.end(stalled);
			report(stalled);
			remove(subscription);
		}
		else if (!this.stopping) {
			this.stopping = true;
			this.counters.stalled(StallPolicy.STOP_PUBLISHER);
			control().stop(StopReason.CONSUMER_STALLED);
		}
	}

	/**
	 * Report that a subscription ended early. Called by any thread.
	 * @param failure why
	 */
	void report(Throwable failure) {
		this.reports.failed(failure);
	}

	/**
	 * Report that a consumer blocked the publisher's thread. Called by that thread.
	 * @param last how long the last call took
	 */
	void reportBlocking(Duration last) {
		this.reports.blocked(last);
	}

	/**
	 * End every subscription, after what it has queued unless there is no room for that.
	 * @param discarded why what is queued is discarded, or {@code null} if it is not
	 * @return completes when each consumer has taken it all or given up
	 */
	CompletableFuture<Void> end(@Nullable Throwable discarded) {
		List<QueuedSubscription> ended = List.of(this.subscriptions);
		this.subscriptions = NONE;
		if (discarded != null) {
			ended.forEach((subscription) -> subscription.discard(discarded));
		}
		else {
			ended.forEach((subscription) -> subscription.end(null));
		}
		this.memory.ended();
		// the connection lives on and may publish again
		resumeUnlessFull();
		return CompletableFuture
			.allOf(ended.stream().map(QueuedSubscription::finished).toArray(CompletableFuture[]::new));
	}

	/**
	 * Hears what is wrong with subscriptions. Must not block.
	 */
	interface Reports {

		/**
		 * A subscription ended early. Called by any thread.
		 * @param failure why
		 */
		void failed(Throwable failure);

		/**
		 * A subscription went on with a thread for callbacks, because its consumer
		 * blocked the publisher's. Called by the publisher's thread.
		 * @param last how long the last call took
		 */
		void blocked(Duration last);

	}

	/**
	 * Who publishes at present.
	 *
	 * @param control the connection
	 * @param thread the thread
	 */
	private record Publisher(PublisherControl control, Executor thread) {

	}

}
