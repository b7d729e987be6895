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

package dev.rtmpkit.internal.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the streams that ended a while ago and whose handlers or subscriptions still go
 * on. With too many of them nothing new begins. Thread-safe.
 */
public final class UnfinishedWork {

	private final int bound;

	private final AtomicInteger count = new AtomicInteger();

	/**
	 * Create a counter.
	 * @param bound how many streams there may be
	 */
	public UnfinishedWork(int bound) {
		this.bound = bound;
	}

	/**
	 * Count a stream.
	 * @param finished completes when it counts no more
	 */
	void add(CompletableFuture<?> finished) {
		this.count.incrementAndGet();
		finished.whenComplete((result, failure) -> this.count.decrementAndGet());
	}

	boolean isFull() {
		return this.count.get() >= this.bound;
	}

	/**
	 * Return how many streams count.
	 * @return the streams
	 */
	public int count() {
		return this.count.get();
	}

}
