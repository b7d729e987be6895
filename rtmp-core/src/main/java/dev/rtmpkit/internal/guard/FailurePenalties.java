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

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down addresses that try keys and passwords: some failures a minute are free, each
 * further one is to be answered later than the last. A success does not reset the count,
 * so that one valid key does not buy any number of guesses.
 * <p>
 * A client that does not wait for the answer gets no further: a failure occupies its
 * address for the delay, whether the client stays or leaves. There is room for 128
 * failures at a time. As the delay soon is 8 seconds, an address can try 16 keys a second
 * at most, or 1.4 million a day, of which a random key of 64 bits withstands any number.
 * That is more than the encoders of a site with a wrong key try, which therefore keep no
 * other encoder of their address out.
 * <p>
 * An address is an IPv4 address or a /64 network of IPv6. The least recently used are
 * forgotten when there are too many. Thread-safe; the time is an argument, in nanoseconds
 * and of any origin that stays.
 */
public final class FailurePenalties {

	/** How many addresses are remembered; they take less than 16 MiB. */
	public static final int CAPACITY = 100_000;

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private static final long SHORTEST_DELAY = TimeUnit.MILLISECONDS.toNanos(250);

	private static final long LONGEST_DELAY = TimeUnit.SECONDS.toNanos(8);

	private static final int DOUBLINGS = 5;

	/** How many failures that are not free are remembered: ten minutes' worth. */
	private static final int MINUTES_REMEMBERED = 10;

	/** The failures of an address whose delay may run at the same time. */
	private static final int PARALLEL = 128;

	private static final long REPORT_INTERVAL = TimeUnit.SECONDS.toNanos(10);

	private final Map<ClientNetwork, Penalty> penalties;

	private final long forgiveness;

	private final int free;

	private long unreported;

	private long reportedAt;

	private boolean reported;

	/**
	 * Create penalties.
	 * @param free how many failures of an address in a minute are free, at least 1
	 * @param capacity how many addresses to remember
	 */
	public FailurePenalties(int free, int capacity) {
		this.free = free;
		this.forgiveness = MINUTE / free;
		this.penalties = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<ClientNetwork, Penalty> eldest) {
				return size() > capacity;
			}

		};
	}

	/**
	 * Note that an address gave a wrong key or password.
	 * @param address the address
	 * @param nanoTime the time
	 * @return how long to wait with the answer, in nanoseconds, 8 seconds at most
	 */
	public synchronized long failed(InetAddress address, long nanoTime) {
		Penalty penalty = this.penalties.computeIfAbsent(ClientNetwork.of(address), (network) -> new Penalty(nanoTime));
		long owed = Math.max(0, penalty.forgivenAt - nanoTime) + this.forgiveness;
		penalty.forgivenAt = nanoTime + Math.min(owed, (MINUTES_REMEMBERED + 1) * MINUTE);
		long failures = (owed + this.forgiveness - 1) / this.forgiveness - this.free;
		if (failures <= 0) {
			return 0;
		}
		long delay = SHORTEST_DELAY << Math.min(failures - 1, DOUBLINGS);
		penalty.freeAt = nanoTime + Math.max(0, penalty.freeAt - nanoTime) + delay / PARALLEL;
		this.unreported++;
		return delay;
	}

	/**
	 * Return whether an address has failed so often that further attempts must not even
	 * be looked at for a moment.
	 * @param address the address
	 * @param nanoTime the time
	 * @return whether all of its room is taken
	 */
	public synchronized boolean isExhausted(InetAddress address, long nanoTime) {
		Penalty penalty = this.penalties.get(ClientNetwork.of(address));
		if (penalty == null || penalty.freeAt - nanoTime <= LONGEST_DELAY) {
			return false;
		}
		this.unreported++;
		return true;
	}

	/**
	 * Return how many attempts were slowed down or not looked at since the last report,
	 * at most every ten seconds.
	 * @param nanoTime the time
	 * @return the attempts, 0 if there is nothing to report
	 */
	public synchronized long report(long nanoTime) {
		if (this.unreported == 0 || (this.reported && nanoTime - this.reportedAt < REPORT_INTERVAL)) {
			return 0;
		}
		long count = this.unreported;
		this.unreported = 0;
		this.reportedAt = nanoTime;
		this.reported = true;
		return count;
	}

	/**
	 * Return how many addresses are remembered.
	 * @return the addresses
	 */
	public synchronized int size() {
		return this.penalties.size();
	}

	/**
	 * What an address has done.
	 */
	private static final class Penalty {

		/** When nothing of it will be left. */
		private long forgivenAt;

		/** When no answer will be outstanding, if they waited one after the other. */
		private long freeAt;

		Penalty(long nanoTime) {
			this.forgivenAt = nanoTime;
			this.freeAt = nanoTime;
		}

	}

}
