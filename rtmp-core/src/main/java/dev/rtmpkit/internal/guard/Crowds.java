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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of networks: those that were seen last longest ago, and have no
 * connection, are forgotten first. Guarded by the lock of {@link ConnectionAdmission}.
 */
final class Crowds {

	/**
	 * For how many seconds a network may save up the connections that it did not make.
	 */
	private static final int BURST_SECONDS = 10;

	private static final float LOAD_FACTOR = 0.75f;

	private static final int INITIAL_TABLE = 64;

	private final int capacity;

	private final int acceptsPerSecond;

	private final Map<ClientNetwork, Crowd> crowds = new LinkedHashMap<>(INITIAL_TABLE, LOAD_FACTOR, true);

	Crowds(int capacity, int acceptsPerSecond) {
		this.capacity = capacity;
		this.acceptsPerSecond = acceptsPerSecond;
	}

	Crowd of(ClientNetwork network, long nanoTime) {
		Crowd known = this.crowds.get(network);
		if (known != null) {
			return known;
		}
		if (this.crowds.size() >= this.capacity) {
			forgetOne();
		}
		Crowd crowd = new Crowd(new TokenBucket(this.acceptsPerSecond, BURST_SECONDS, nanoTime));
		this.crowds.put(network, crowd);
		return crowd;
	}

	private void forgetOne() {
		for (Iterator<Crowd> oldest = this.crowds.values().iterator(); oldest.hasNext();) {
			if (oldest.next().open == 0) {
				oldest.remove();
				return;
			}
		}
	}

	int size() {
		return this.crowds.size();
	}

}
