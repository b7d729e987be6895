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

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.ConnectionAdmission.Ticket;
import dev.rtmpkit.internal.guard.TokenBucket;
import dev.rtmpkit.publish.ConnectionRejection;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Computes the signatures and keys of TLS handshakes, two at a time and only so many a
 * second, on threads of its own: a client gets this work for a packet, and no other
 * connection shall wait for it. As many handshakes may wait as are computed in a second.
 * If there are more, the oldest of the network that has most connections is given up.
 * <p>
 * Thread-safe. Has no thread until there is something to do.
 */
final class TlsHandshakes {

	private static final int THREADS = 2;

	private static final long KEEP_ALIVE_SECONDS = 10;

	private final ConnectionAdmission admission;

	private final int capacity;

	private final TokenBucket starts;

	private final Queue<Runnable> begun = new ArrayDeque<>();

	private final Map<Ticket, Runnable> waiting = new LinkedHashMap<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final ThreadPoolExecutor threads;

	TlsHandshakes(int perSecond, ConnectionAdmission admission) {
		this.admission = admission;
		this.capacity = perSecond;
		this.starts = new TokenBucket(perSecond, System.nanoTime());
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new DefaultThreadFactory("rtmp-server-tls", true)) {

			@Override
			protected void terminated() {
				TlsHandshakes.this.ended.complete(null);
			}

		};
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Begin a handshake when it is its turn.
	 * @param ticket the place of the connection
	 * @param work the work
	 */
	void begin(Ticket ticket, Runnable work) {
		Ticket excess = null;
		synchronized (this) {
			this.waiting.put(ticket, work);
			if (this.waiting.size() > this.capacity) {
				excess = this.admission.mostCrowded(this.waiting.keySet());
				this.waiting.remove(excess);
			}
		}
		this.threads.execute(this::next);
		if (excess != null) {
			excess.displace(ConnectionRejection.TLS_HANDSHAKES);
		}
	}

	/**
	 * Go on with a handshake that has begun, before any other one begins.
	 * @param work the work
	 */
	void proceed(Runnable work) {
		synchronized (this) {
			this.begun.add(work);
			notifyAll();
		}
		this.threads.execute(this::next);
	}

	/**
	 * Forget a handshake that has not begun, as its client is gone.
	 * @param ticket the place of the connection
	 */
	synchronized void forget(Ticket ticket) {
		this.waiting.remove(ticket);
	}

	/**
	 * Return how many handshakes wait for their turn.
	 */
	synchronized int waiting() {
		return this.waiting.size();
	}

	private void next() {
		Runnable work = take();
		if (work != null) {
			work.run();
		}
	}

	private synchronized @Nullable Runnable take() {
		try {
			while (this.begun.isEmpty() && !this.waiting.isEmpty()) {
				long now = System.nanoTime();
				if (this.starts.tryTake(now)) {
					Iterator<Runnable> oldest = this.waiting.values().iterator();
					Runnable work = oldest.next();
					oldest.remove();
					return work;
				}
				TimeUnit.NANOSECONDS.timedWait(this, this.starts.untilNext(now));
			}
			return this.begun.poll();
		}
		catch (InterruptedException ex) {
			// The server ends
			Thread.currentThread().interrupt();
			return null;
		}
	}

	/**
	 * Compute no more.
	 * @return completes when the threads are gone
	 */
	CompletableFuture<Void> close() {
		this.threads.shutdownNow();
		return this.ended;
	}

}
