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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets one line of each reason into the log per interval and counts the others, so that a
 * flood of clients does not flood the log. Remembers a bounded number of reasons; those
 * beyond share one. Thread-safe.
 */
public final class LogThrottle {

	/** How long a reason waits for its next line, in nanoseconds. */
	public static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

	/** What {@link #admit} returns when there is to be no line. */
	public static final long SUPPRESSED = -1;

	/** Enough for reasons from closed sets. */
	static final int MOST_REASONS = 64;

	private static final String OTHER = "";

	private final Map<String, Reason> reasons = new HashMap<>();

	/**
	 * Ask whether there is to be a line.
	 * @param reason the reason, best from a closed set
	 * @param nanoTime the current {@link System#nanoTime()}
	 * @return how many lines of the reason were suppressed since its last one, or
	 * {@link #SUPPRESSED}
	 */
	public synchronized long admit(String reason, long nanoTime) {
		boolean known = this.reasons.containsKey(reason) || this.reasons.size() < MOST_REASONS;
		Reason state = this.reasons.computeIfAbsent((known) ? reason : OTHER,
				(name) -> new Reason(nanoTime - INTERVAL_NANOS));
		if (nanoTime - state.last < INTERVAL_NANOS) {
			state.suppressed++;
			return SUPPRESSED;
		}
		long suppressed = state.suppressed;
		state.last = nanoTime;
		state.suppressed = 0;
		return suppressed;
	}

	private static final class Reason {

		private long last;

		private long suppressed;

		Reason(long last) {
			this.last = last;
		}

	}

}
