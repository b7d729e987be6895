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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The publishes of one connection. There is one as a rule, so looking one up is a short
 * scan without garbage.
 */
final class Publishes {

	private final List<ActivePublish> publishes = new ArrayList<>(1);

	void add(ActivePublish publish) {
		this.publishes.add(publish);
	}

	void remove(ActivePublish publish) {
		this.publishes.remove(publish);
	}

	boolean contains(ActivePublish publish) {
		return this.publishes.contains(publish);
	}

	boolean isEmpty() {
		return this.publishes.isEmpty();
	}

	/**
	 * Return all of them.
	 * @return a copy, as what is done with one may end others
	 */
	List<ActivePublish> all() {
		return List.copyOf(this.publishes);
	}

	@Nullable ActivePublish find(int streamId) {
		for (int i = 0; i < this.publishes.size(); i++) {
			ActivePublish publish = this.publishes.get(i);
			if (publish.streamId() == streamId) {
				return publish;
			}
		}
		return null;
	}

	/**
	 * Return how long not to read, in nanoseconds, because a publish is more than was
	 * granted.
	 */
	long excess() {
		long longest = 0;
		for (int i = 0; i < this.publishes.size(); i++) {
			longest = Math.max(longest, this.publishes.get(i).excess());
		}
		return longest;
	}

	void accountMemory() {
		for (int i = 0; i < this.publishes.size(); i++) {
			this.publishes.get(i).source().accountMemory();
		}
	}

	void dropCaches() {
		for (int i = 0; i < this.publishes.size(); i++) {
			this.publishes.get(i).source().dropCachedGop();
		}
	}

	void flush() {
		for (int i = 0; i < this.publishes.size(); i++) {
			this.publishes.get(i).source().flush();
		}
	}

	/**
	 * Return whether a consumer of any of them has to be waited for.
	 * @return whether to read no more
	 */
	boolean isFull() {
		boolean full = false;
		for (int i = 0; i < this.publishes.size(); i++) {
			full |= this.publishes.get(i).isFull();
		}
		return full;
	}

}
