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

package dev.rtmpkit.internal.stream;

/**
 * Where a stream notes what it holds in memory, from its begin until the last of its
 * queues is empty, which may be long after its publisher has left. Called by any thread,
 * but by one at a time.
 */
public interface MemoryAccount {

	/** Notes nothing. */
	MemoryAccount NONE = new MemoryAccount() {

		@Override
		public void hold(long bytes) {
		}

		@Override
		public void close() {
		}

	};

	/**
	 * Set what is held now.
	 * @param bytes the bytes
	 */
	void hold(long bytes);

	/**
	 * Hold nothing from now on.
	 */
	void close();

	/**
	 * Return whether memory is so short that whatever consumers free has to be noted at
	 * once. Otherwise it is noted with what the publisher sends next.
	 * @return whether memory is short
	 */
	default boolean isShort() {
		return false;
	}

}
