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

package dev.rtmpkit.internal.thread;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs notifications one after the other for each name, so that the last ones of a
 * session come before the first ones of the next, without holding a thread between them.
 * A notification that hangs delays only those of its name.
 */
public final class EventSequence {

	/**
	 * How many notifications of a name may wait: some for each of the few publishes that
	 * come and go while a listener is slow.
	 */
	private static final int LONGEST = 16;

	private final Workers workers;

	private final int names;

	private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

	private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

	/**
	 * Create a sequence.
	 * @param workers run the notifications
	 * @param names how many names may have notifications under way before it is busy
	 */
	EventSequence(Workers workers, int names) {
		this.workers = workers;
		this.names = names;
	}

	/**
	 * Return whether so much is under way that nothing should begin that leads to more.
	 * @param name the name
	 * @return whether too many notifications of the name, or of too many names, have not
	 * run to their end
	 */
	public boolean isBusy(String name) {
		return this.waiting.getOrDefault(name, 0) >= LONGEST || this.waiting.size() >= this.names;
	}

	/**
	 * Run a notification when everything before it under the same name is done.
	 * @param name the name
	 * @param notification the notification
	 * @return completes when it has run, whatever it throws
	 */
	public CompletableFuture<Void> run(String name, Runnable notification) {
		return run(name, CompletableFuture.completedFuture(null), notification);
	}

	/**
	 * Run a notification when everything before it under the same name is done and a
	 * condition has come true.
	 * @param name the name
	 * @param condition completes when the notification may run, normally or not
	 * @param notification the notification
	 * @return completes when it has run, whatever it throws, or will not run as the
	 * threads of the server have ended
	 */
	public CompletableFuture<Void> run(String name, CompletableFuture<?> condition, Runnable notification) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.waiting.merge(name, 1, Integer::sum);
		CompletableFuture<Void> previous = this.last.put(name, done);
		CompletableFuture<?> ready = (previous != null) ? CompletableFuture.allOf(previous, condition) : condition;
		ready.whenComplete((result, failure) -> this.workers.execute(() -> {
			try {
				notification.run();
			}
			finally {
				finished(name, done);
			}
		}, (rejection) -> finished(name, done)));
		return done;
	}

	/**
	 * Wait for what is under way.
	 * @return completes when every notification accepted so far has run
	 */
	public CompletableFuture<Void> idle() {
		return CompletableFuture.allOf(this.last.values().toArray(CompletableFuture[]::new));
	}

	/**
	 * Return how much there is to do.
	 * @return the figures
	 */
	public ThreadUsage usage() {
		return this.workers.usage();
	}

	private void finished(String name, CompletableFuture<Void> done) {
		this.last.remove(name, done);
		this.waiting.computeIfPresent(name, (key, count) -> (count > 1) ? count - 1 : null);
		done.complete(null);
	}

}
