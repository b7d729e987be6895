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

import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.stream.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what all connections hold within bounds: when it is too much, caches go first,
 * and then the connection that holds most. May be used by any thread.
 */
final class MemoryWatch {

	private static final Logger logger = LoggerFactory.getLogger(MemoryWatch.class);

	private final ByteLedger ledger;

	private final ServerCounters counters;

	private final Collection<Connection> connections;

	private final Warnings warnings;

	private final AtomicBoolean parting = new AtomicBoolean();

	MemoryWatch(ByteLedger ledger, ServerCounters counters, Collection<Connection> connections, Warnings warnings) {
		this.ledger = ledger;
		this.counters = counters;
		this.connections = connections;
		this.warnings = warnings;
	}

	ByteLedger ledger() {
		return this.ledger;
	}

	/**
	 * Note what a connection holds, and do something if it is too much together with the
	 * others. Called on the connection's event loop.
	 * @param account the connection's account
	 * @param input what of its input nobody has got yet, in bytes
	 * @param publishes its publishes
	 */
	void update(ByteLedger.Account account, long input, Publishes publishes) {
		account.hold(input + publishes.heldBytes());
		if (this.ledger.isNearlyFull()) {
			publishes.dropCaches();
			account.hold(input + publishes.heldBytes());
			if (this.ledger.isFull()) {
				partWithLargest();
			}
		}
	}

	/**
	 * Close one connection at a time, and look again when it is gone.
	 */
	private void partWithLargest() {
		if (!this.parting.compareAndSet(false, true)) {
			return;
		}
		Connection largest = this.connections.stream()
			.max(Comparator.comparingLong(Connection::heldBytes))
			.orElse(null);
		if (largest == null) {
			this.parting.set(false);
			return;
		}
		this.counters.rejected(ConnectionRejection.MEMORY).increment();
		this.warnings.warnOrDebug(logger, "memory",
				"Connection {} from {} is closed: it holds {} bytes of {}, which is too much for the server",
				largest.id(), largest.remoteAddress(), largest.heldBytes(), this.ledger.held());
		largest.stop(StopReason.MEMORY).whenComplete((gone, failure) -> this.parting.set(false));
	}

}
