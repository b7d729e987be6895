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

package dev.rtmpkit.spring.boot.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Times the publishes that have not ended yet. Thread-safe.
 */
final class RunningPublishes {

	/** How many ends to remember that were told before the start. */
	static final int MOST_EARLY_ENDS = 1000;

	private final Map<String, List<LongTaskTimer.Sample>> samples = new HashMap<>();

	/**
	 * With events delivered by a pool of threads, an end may be told before the start.
	 */
	private final Map<String, Boolean> earlyEnds = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MOST_EARLY_ENDS;
		}

	};

	static LongTaskTimer timer(MeterRegistry registry) {
		return LongTaskTimer.builder("rtmp.server.publish.active")
			.description("Time that streams have been published that still are")
			.register(registry);
	}

	synchronized void started(String sessionId, List<MeterRegistry> registries) {
		if (this.earlyEnds.remove(sessionId) == null) {
			this.samples.put(sessionId, registries.stream().map((registry) -> timer(registry).start()).toList());
		}
	}

	synchronized void stopped(String sessionId) {
		List<LongTaskTimer.Sample> ended = this.samples.remove(sessionId);
		if (ended != null) {
			ended.forEach(LongTaskTimer.Sample::stop);
		}
		else {
			this.earlyEnds.put(sessionId, Boolean.TRUE);
		}
	}

}
