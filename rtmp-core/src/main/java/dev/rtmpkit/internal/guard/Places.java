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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import dev.rtmpkit.internal.guard.ConnectionAdmission.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Places that connections take for a time, in the order in which they came. Guarded by
 * the lock of {@link ConnectionAdmission}.
 */
final class Places {

	private final int capacity;

	private final Set<Ticket> holders = new LinkedHashSet<>();

	Places(int capacity) {
		this.capacity = capacity;
	}

	boolean isFull() {
		return this.holders.size() >= this.capacity;
	}

	void add(Ticket ticket) {
		this.holders.add(ticket);
	}

	void remove(Ticket ticket) {
		this.holders.remove(ticket);
	}

	/**
	 * Return the connection that came first of those that meet a condition.
	 */
	@Nullable Ticket oldest(Predicate<Ticket> condition) {
		for (Ticket ticket : this.holders) {
			if (condition.test(ticket)) {
				return ticket;
			}
		}
		return null;
	}

	/**
	 * Return the connection that came first of those that meet a condition and whose
	 * network has most places.
	 */
	@Nullable Ticket mostCrowded(Predicate<Ticket> condition) {
		return mostCrowded(this.holders.stream().filter(condition).toList());
	}

	/**
	 * Return the connection that has to go if there are more of them than places, which
	 * is never the one that came last.
	 */
	@Nullable Ticket excess() {
		return (this.holders.size() > this.capacity) ? mostCrowded(this.holders) : null;
	}

	/**
	 * Return the connection that came first of those whose network has most places.
	 */
	static @Nullable Ticket mostCrowded(Iterable<Ticket> tickets) {
		Ticket most = null;
		for (Ticket ticket : tickets) {
			if (most == null || ticket.isMoreCrowdedThan(most)) {
				most = ticket;
			}
		}
		return most;
	}

}
