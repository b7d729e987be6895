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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The networks that a publish was accepted from lately. Only an accepted publish adds to
 * them, so that no number of other clients can push one out. Guarded by the lock of
 * {@link ConnectionAdmission}.
 */
final class Acquaintances {

	private static final int CAPACITY = 10_000;

	private static final long REMEMBERED = TimeUnit.DAYS.toNanos(1);

	private final Map<ClientNetwork, Long> networks = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<ClientNetwork, Long> eldest) {
			return size() > CAPACITY;
		}

	};

	void add(ClientNetwork network, long nanoTime) {
		this.networks.put(network, nanoTime);
	}

	boolean contains(ClientNetwork network, long nanoTime) {
		Long seen = this.networks.get(network);
		return seen != null && nanoTime - seen < REMEMBERED;
	}

	int size() {
		return this.networks.size();
	}

}
