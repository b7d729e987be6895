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

package dev.rtmpkit.server.chaos;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.concurrent.EventExecutor;

/**
 * Looks again and again how much an event loop has done since the last look, which is how
 * long everybody else on it had to wait. In processor time, as the time on the clock
 * depends on what else the machine does.
 */
public final class LoopWatch {

	private static final long INTERVAL_MILLIS = 5;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final AtomicLong longest = new AtomicLong();

	/**
	 * Watch event loops until they end.
	 * @param loops the event loops
	 * @return what sees the longest turn
	 */
	public static LoopWatch start(Iterable<EventExecutor> loops) {
		LoopWatch watch = new LoopWatch();
		loops.forEach((loop) -> {
			AtomicLong last = new AtomicLong(Long.MAX_VALUE);
			loop.scheduleAtFixedRate(() -> watch.look(last), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
		});
		return watch;
	}

	private void look(AtomicLong last) {
		long now = THREADS.getCurrentThreadCpuTime();
		this.longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
	}

	/**
	 * Return the longest turn so far.
	 * @return the processor time in nanoseconds
	 */
	public long longest() {
		return this.longest.get();
	}

}
