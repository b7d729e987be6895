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

package dev.rtmpkit.internal.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a server holds for all clients together, in bytes. Thread-safe.
 */
public final class ByteLedger {

	/** Smaller changes are not worth touching a number that all threads share. */
	private static final int GRAIN = 16 << 10;

	/** What is left when something had to go, so that there is room for others. */
	private static final int ROOMY_PERCENT = 75;

	private static final int NEARLY_FULL_PERCENT = 90;

	private static final int FULL_PERCENT = 95;

	private static final long PERCENT = 100;

	private final AtomicLong held = new AtomicLong();

	private final long capacity;

	private final Runnable crossed;

	private final long roomy;

	private final long nearlyFull;

	private final long full;

	/**
	 * Create an empty ledger.
	 * @param capacity the bytes that may be held
	 */
	public ByteLedger(long capacity) {
		this(capacity, () -> {
		});
	}

	/**
	 * Create an empty ledger that tells when there is too little room, and when there is
	 * enough again.
	 * @param capacity the bytes that may be held
	 * @param crossed called by the thread that changed what is held, after
	 * {@link #isNearlyFull()} or {@link #isFull()} has changed; must not block
	 */
	public ByteLedger(long capacity, Runnable crossed) {
		this.capacity = capacity;
		this.crossed = crossed;
		this.roomy = part(capacity, ROOMY_PERCENT);
		this.nearlyFull = part(capacity, NEARLY_FULL_PERCENT);
		this.full = part(capacity, FULL_PERCENT);
	}

	private static long part(long capacity, int percent) {
		return Math.max(1,
				(capacity < Long.MAX_VALUE / PERCENT) ? capacity * percent / PERCENT : capacity / PERCENT * percent);
	}

	/**
	 * Return what is held.
	 * @return the bytes, exact to 16 KiB for each open account
	 */
	public long held() {
		return this.held.get();
	}

	/**
	 * Return what may be held.
	 * @return the bytes
	 */
	public long capacity() {
		return this.capacity;
	}

	/**
	 * Return what has to be let go of, when it is full, for others to have room again.
	 * @return the bytes, 0 or less if no more than three quarters are used
	 */
	public long excess() {
		return this.held.get() - this.roomy;
	}

	/**
	 * Return whether to take no more connections and to drop what is not needed.
	 * @return whether nine tenths are used
	 */
	public boolean isNearlyFull() {
		return this.held.get() >= this.nearlyFull;
	}

	/**
	 * Return whether somebody has to go.
	 * @return whether nineteen twentieths are used
	 */
	public boolean isFull() {
		return this.held.get() >= this.full;
	}

	/**
	 * Open an account.
	 * @return an account that holds nothing
	 */
	public Account open() {
		return new Account();
	}

	private void add(long change) {
		long now = this.held.addAndGet(change);
		long before = now - change;
		if ((before >= this.nearlyFull) != (now >= this.nearlyFull) || (before >= this.full) != (now >= this.full)) {
			this.crossed.run();
		}
	}

	/**
	 * What one connection or stream holds. Changed by one thread at a time, read by any.
	 */
	public final class Account {

		private volatile long bytes;

		private boolean closed;

		private Account() {
		}

		/**
		 * Set what is held now. After the account was closed, that is nothing.
		 * @param now the bytes
		 */
		public void hold(long now) {
			long change = now - this.bytes;
			if (change != 0 && (now == 0 || Math.abs(change) >= GRAIN) && !this.closed) {
				this.bytes = now;
				add(change);
			}
		}

		/**
		 * Return what is held.
		 * @return the bytes, exact to 16 KiB
		 */
		public long held() {
			return this.bytes;
		}

		/**
		 * Hold nothing from now on.
		 */
		public void close() {
			hold(0);
			this.closed = true;
		}

	}

}
