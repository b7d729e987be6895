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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rtmpkit.stream.DeliveryMode;

/**
 * Adds up what a stream holds and tells its account, until every subscription has
 * finished. Subscriptions of a live stream share their packets, so that only the longest
 * queue counts; what one holds that has left is its own. May be used by any thread,
 * except where said.
 */
final class StreamMemory {

	/** Consumers report what they have freed in steps of this size. */
	static final int GRAIN = 64 << 10;

	private static final QueuedSubscription[] NONE = {};

	private final Set<QueuedSubscription> left = ConcurrentHashMap.newKeySet();

	private final AtomicInteger updates = new AtomicInteger();

	private volatile MemoryAccount account = MemoryAccount.NONE;

	private volatile QueuedSubscription[] subscribed = NONE;

	private volatile long headerBytes;

	private volatile long gopBytes;

	private volatile boolean unattended;

	private volatile boolean ended;

	void account(MemoryAccount account) {
		this.account = account;
	}

	/**
	 * Set what is kept for late joiners. Called by the publisher's thread.
	 * @param headers the cost of the headers
	 * @param gop the cost of the cached GOP
	 */
	void cached(long headers, long gop) {
		this.headerBytes = headers;
		this.gopBytes = gop;
		update();
	}

	long cachedGopBytes() {
		return this.gopBytes;
	}

	/**
	 * Set the subscriptions of the live stream. Called by the publisher's thread.
	 */
	void subscribed(QueuedSubscription[] subscriptions) {
		this.subscribed = subscriptions;
	}

	/**
	 * A subscription gets no more, but its consumer may have something to do still.
	 * Called by the publisher's thread.
	 */
	void left(QueuedSubscription subscription) {
		this.left.add(subscription);
		subscription.finished().whenComplete((result, failure) -> {
			this.left.remove(subscription);
			update();
		});
	}

	/**
	 * Set whether there is no publisher, whose thread would account for what consumers
	 * free.
	 */
	void unattended(boolean unattended) {
		this.unattended = unattended;
		update();
	}

	/**
	 * The stream has ended. The account is closed as soon as its subscriptions have
	 * finished.
	 */
	void ended() {
		this.ended = true;
		this.unattended = true;
		update();
		for (QueuedSubscription subscription : this.subscribed) {
			subscription.finished().whenComplete((result, failure) -> update());
		}
	}

	/**
	 * A consumer has freed something. Called by the consumer's thread.
	 */
	void released() {
		if (this.unattended || this.account.isShort()) {
			update();
		}
	}

	/**
	 * Return what subscriptions hold that have ended.
	 */
	long endedBytes() {
		long bytes = (this.ended) ? longestQueue() : 0;
		for (QueuedSubscription subscription : this.left) {
			bytes += subscription.heldBytes();
		}
		return bytes;
	}

	/**
	 * Return the payload bytes that wait for consumers.
	 * @param mode the mode of the subscriptions that count
	 */
	long queuedBytes(DeliveryMode mode) {
		long bytes = 0;
		for (QueuedSubscription subscription : this.subscribed) {
			bytes += subscription.queuedBytes(mode);
		}
		for (QueuedSubscription subscription : this.left) {
			bytes += subscription.queuedBytes(mode);
		}
		return bytes;
	}

	/**
	 * Return a number that stays the same while no consumer takes anything.
	 */
	long progress() {
		long progress = 0;
		for (QueuedSubscription subscription : this.subscribed) {
			progress += subscription.queue().progress();
		}
		for (QueuedSubscription subscription : this.left) {
			progress += subscription.queue().progress();
		}
		return progress;
	}

	/**
	 * Discard what is queued for subscriptions that have ended.
	 * @param failure what their consumers are told
	 */
	void discardEnded(Throwable failure) {
		if (this.ended) {
			for (QueuedSubscription subscription : this.subscribed) {
				subscription.discard(failure);
			}
		}
		this.left.forEach((subscription) -> subscription.discard(failure));
		update();
	}

	/**
	 * Tell the account, one thread at a time and without waiting: a thread that comes
	 * meanwhile leaves the work to the one that does it, which looks again.
	 */
	private void update() {
		if (this.updates.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		try {
			do {
				tell();
				seen = this.updates.addAndGet(-seen);
			}
			while (seen != 0);
		}
		catch (RuntimeException | Error ex) {
			// The next one has to try again
			this.updates.set(0);
			throw ex;
		}
	}

	private void tell() {
		if (this.ended && isFinished()) {
			this.subscribed = NONE;
			this.account.close();
		}
		else {
			this.account.hold(bytes());
		}
	}

	private boolean isFinished() {
		for (QueuedSubscription subscription : this.subscribed) {
			if (!subscription.finished().isDone()) {
				return false;
			}
		}
		return this.left.isEmpty();
	}

	private long bytes() {
		long bytes = this.headerBytes + this.gopBytes + longestQueue();
		for (QueuedSubscription subscription : this.left) {
			bytes += subscription.heldBytes();
		}
		return bytes;
	}

	private long longestQueue() {
		long most = 0;
		for (QueuedSubscription subscription : this.subscribed) {
			most = Math.max(most, subscription.heldBytes());
		}
		return most;
	}

}
