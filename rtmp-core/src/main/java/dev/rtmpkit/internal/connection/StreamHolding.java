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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.stream.MemoryAccount;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.StopReason;

/**
 * What one stream holds, and how it can be made to hold less. May be used by any thread.
 */
final class StreamHolding implements MemoryAccount {

	/** After so long without progress a consumer counts as one that hangs. */
	private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(5);

	/** A publish that was stopped has ended by then, or something is wrong with it. */
	private static final long STOPPING_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final StreamSource source;

	private final ByteLedger ledger;

	private final Consumer<StreamHolding> onClose;

	private final ByteLedger.Account account;

	private volatile long progress;

	private volatile long progressAt = System.nanoTime();

	private volatile long ended;

	private volatile long endedAt = System.nanoTime();

	private volatile boolean stopped;

	private volatile long stoppedAt;

	/**
	 * Open the account of a stream.
	 * @param source the stream
	 * @param ledger what all accounts are part of
	 * @param onClose told when nothing is held any more
	 */
	StreamHolding(StreamSource source, ByteLedger ledger, Consumer<StreamHolding> onClose) {
		this.source = source;
		this.ledger = ledger;
		this.onClose = onClose;
		this.account = ledger.open();
	}

	@Override
	public void hold(long bytes) {
		this.account.hold(bytes);
		note(this.source.consumerProgress(), endedBytes(), System.nanoTime());
	}

	private void note(long progress, long ended, long now) {
		if (progress != this.progress) {
			this.progress = progress;
			this.progressAt = now;
		}
		if (ended != this.ended) {
			this.ended = ended;
			this.endedAt = now;
		}
	}

	@Override
	public void close() {
		this.account.close();
		this.onClose.accept(this);
	}

	@Override
	public boolean isShort() {
		return this.ledger.isNearlyFull();
	}

	String name() {
		return this.source.stream().name();
	}

	long heldBytes() {
		return this.account.held();
	}

	/**
	 * Return what waits in the queues of subscriptions of a mode.
	 */
	long queuedBytes(DeliveryMode mode) {
		return this.source.queuedBytes(mode);
	}

	/**
	 * Return what is held for consumers that have not come to the end of what ended.
	 */
	long endedBytes() {
		return this.source.endedBytes();
	}

	/**
	 * Return what is about to be freed.
	 */
	long leavingBytes() {
		if (hasEnded()) {
			return 0;
		}
		return (isStopping()) ? heldBytes() : this.source.cachedGopBytes();
	}

	/**
	 * Return whether the stream can be ended to free what it holds.
	 */
	boolean isStoppable() {
		return !hasEnded() && !isStopping();
	}

	private boolean hasEnded() {
		return this.source.stream().stopReason() != null;
	}

	private boolean isStopping() {
		return this.stopped && System.nanoTime() - this.stoppedAt < STOPPING_NANOS;
	}

	/**
	 * Return whether consumers of what ended make no progress. Those of a stream that has
	 * ended may have hung before.
	 */
	boolean isHanging() {
		long since = hasEnded() ? this.progressAt : this.endedAt;
		return this.ended > 0 && System.nanoTime() - since > HANGING_NANOS;
	}

	/**
	 * Discard what is queued for subscriptions that have ended.
	 * @return the bytes that were freed
	 */
	long discardEnded() {
		long before = endedBytes();
		this.source.discardEnded();
		return before - endedBytes();
	}

	/**
	 * Forget the cached pictures soon.
	 */
	void dropCache() {
		try {
			this.source.execute(this.source::dropCachedGop);
		}
		catch (RejectedExecutionException ex) {
			// Its event loop has ended, and the server with it
			return;
		}
	}

	/**
	 * End the stream soon, and discard what is queued.
	 */
	void stop() {
		this.stoppedAt = System.nanoTime();
		this.stopped = true;
		this.source.control().stop(StopReason.MEMORY);
	}

}
