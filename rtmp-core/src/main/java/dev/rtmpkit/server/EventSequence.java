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

package dev.rtmpkit.server;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import dev.rtmpkit.server.log.MaskedFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs notifications one after the other for each name, so that the old session's last
 * comes before the new session's first, without holding a thread between them.
 */
final class EventSequence {

	private static final Logger logger = LoggerFactory.getLogger(EventSequence.class);

	private final Executor executor;

	private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

	EventSequence(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Run a notification when everything before it under the same name is done.
	 * @param name the name
	 * @param notification the notification; what it throws is logged
	 * @return completes when it has run
	 */
	CompletableFuture<Void> run(String name, Runnable notification) {
		return run(name, CompletableFuture.completedFuture(null), notification);
	}

	/**
	 * Run a notification when everything before it under the same name is done and a
	 * condition has come true.
	 * @param name the name
	 * @param condition completes when the notification may run, normally or not
	 * @param notification the notification; what it throws is logged
	 * @return completes when it has run
	 */
	CompletableFuture<Void> run(String name, CompletableFuture<?> condition, Runnable notification) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		CompletableFuture<Void> previous = this.last.put(name, done);
		CompletableFuture<?> ready = (previous != null) ? previous : CompletableFuture.completedFuture(null);
		ready.thenCombine(condition.handle((result, failure) -> result), (first, second) -> second)
			.thenRunAsync(notification, this.executor)
			.whenComplete((result, failure) -> {
				if (failure != null) {
					logger.warn("A listener of stream events failed", MaskedFailure.of(failure));
				}
				this.last.remove(name, done);
				done.complete(null);
			});
		return done;
	}

	/**
	 * Wait for what is under way.
	 * @return completes when every notification accepted so far has run
	 */
	CompletableFuture<Void> idle() {
		return CompletableFuture.allOf(this.last.values().toArray(CompletableFuture[]::new));
	}

}
