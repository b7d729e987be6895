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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * The pings of a connection that wait for their answers. Confined to its event loop; the
 * callers are told on another thread. Bounded: with too many the oldest fails, as many
 * publishers never answer.
 */
public final class Pings {

	/** How many wait at most. */
	public static final int LIMIT = 16;

	private final Executor executor;

	private final Deque<Ping> unanswered = new ArrayDeque<>(1);

	private int last;

	private boolean closed;

	/**
	 * Create pings.
	 * @param executor runs what waits for answers
	 */
	public Pings(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Send a ping.
	 * @param sender sends it, with the number that is to come back
	 * @param nanoTime the time
	 * @param answer completes with the answer
	 */
	public void send(IntConsumer sender, long nanoTime, CompletableFuture<Duration> answer) {
		if (this.closed) {
			fail(answer);
			return;
		}
		if (this.unanswered.size() == LIMIT) {
			fail(this.unanswered.remove().answer());
		}
		this.unanswered.add(new Ping(++this.last, nanoTime, answer));
		sender.accept(this.last);
	}

	/**
	 * Note an answer.
	 * @param data the number that came back, perhaps one that was never sent
	 * @param nanoTime the time
	 */
	public void answered(int data, long nanoTime) {
		for (Ping ping : this.unanswered) {
			if (ping.data() == data) {
				this.unanswered.remove(ping);
				this.executor.execute(() -> ping.answer().complete(Duration.ofNanos(nanoTime - ping.sentAt())));
				return;
			}
		}
	}

	/**
	 * There will be no more answers.
	 */
	public void close() {
		this.closed = true;
		this.unanswered.forEach((ping) -> fail(ping.answer()));
		this.unanswered.clear();
	}

	private void fail(CompletableFuture<Duration> answer) {
		this.executor.execute(() -> answer.completeExceptionally(new IOException("The publisher did not answer")));
	}

	private record Ping(int data, long sentAt, CompletableFuture<Duration> answer) {

	}

}
