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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.stream.MemoryAccount;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is held for all clients within bounds: when it is nearly too much, caches go
 * first. When it is too much, no connection is read, and what waits for subscriptions
 * that have ended goes first, then as many connections and streams as have to, the
 * largest first. May be used by any thread.
 */
public final class MemoryWatch {

	private static final Logger logger = LoggerFactory.getLogger(MemoryWatch.class);

	private final ByteLedger ledger;

	private final ServerCounters counters;

	private final Collection<OpenConnection> connections;

	private final Warnings warnings;

	private final Set<StreamHolding> streams = ConcurrentHashMap.newKeySet();

	private final Set<OpenConnection> leaving = ConcurrentHashMap.newKeySet();

	private final AtomicInteger looks = new AtomicInteger();

	/**
	 * Create an instance.
	 * @param capacity the bytes that may be held
	 * @param counters the counters
	 * @param connections the open connections
	 * @param warnings logs what is let go of
	 */
	MemoryWatch(long capacity, ServerCounters counters, Connections connections, Warnings warnings) {
		this.ledger = new ByteLedger(capacity, this::crossed);
		this.counters = counters;
		this.connections = connections.all();
		this.warnings = warnings;
		counters.memory(this.ledger);
		counters.queues(this::queuedBytes);
	}

	private long queuedBytes(DeliveryMode mode) {
		return this.streams.stream().mapToLong((stream) -> stream.queuedBytes(mode)).sum();
	}

	ByteLedger ledger() {
		return this.ledger;
	}

	/**
	 * Open the account of a stream.
	 * @param source the stream
	 * @return its account, closed when the stream has ended and nothing of it waits
	 */
	public MemoryAccount open(StreamSource source) {
		StreamHolding holding = new StreamHolding(source, this.ledger, this.streams::remove);
		this.streams.add(holding);
		return holding;
	}

	/**
	 * Return whether connections may come in. What hanging consumers keep of streams that
	 * are over does not keep others out.
	 * @return whether there is room
	 */
	boolean hasRoom() {
		if (this.ledger.isFull()) {
			makeRoom();
		}
		if (this.ledger.isNearlyFull()) {
			this.streams.stream().filter(StreamHolding::isHanging).forEach(StreamHolding::discardEnded);
		}
		return !this.ledger.isNearlyFull();
	}

	/**
	 * Return whether memory is short, so that caches have to be dropped.
	 * @return whether it is
	 */
	boolean isShort() {
		return this.ledger.isNearlyFull();
	}

	/**
	 * Release the excess, if there is any.
	 */
	void relieve() {
		if (this.ledger.isFull()) {
			makeRoom();
		}
	}

	/**
	 * Tell all connections, each of which looks for itself: whichever change is the last,
	 * all look after it.
	 */
	private void crossed() {
		if (this.ledger.isNearlyFull()) {
			this.streams.forEach(StreamHolding::dropCache);
		}
		this.connections.forEach(OpenConnection::memoryChanged);
	}

	/**
	 * Release the excess, one thread at a time and without waiting: a thread that comes
	 * meanwhile leaves the work to the one that does it, which looks again.
	 */
	private void makeRoom() {
		if (this.looks.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		try {
			do {
				shed();
				seen = this.looks.addAndGet(-seen);
			}
			while (seen != 0);
		}
		catch (RuntimeException | Error ex) {
			// The next one has to try again
			this.looks.set(0);
			throw ex;
		}
	}

	private void shed() {
		if (!this.ledger.isFull()) {
			return;
		}
		long excess = this.ledger.excess() - leavingBytes();
		if (excess > 0) {
			excess -= discardEnded(excess);
		}
		if (excess > 0) {
			stopLargest(excess);
		}
	}

	private long leavingBytes() {
		return this.streams.stream().mapToLong(StreamHolding::leavingBytes).sum()
				+ this.leaving.stream().mapToLong(OpenConnection::heldBytes).sum();
	}

	private long discardEnded(long excess) {
		List<Candidate> candidates = new ArrayList<>();
		this.streams.forEach((stream) -> candidates.add(new Candidate(stream.endedBytes(), stream::discardEnded)));
		long freed = letGo(candidates, excess);
		if (freed > 0) {
			this.warnings.warnOrDebug(logger, "memory ended",
					"The server holds too much: {} bytes that waited for consumers of ended streams are discarded",
					freed);
		}
		return freed;
	}

	private void stopLargest(long excess) {
		List<Candidate> candidates = new ArrayList<>();
		for (StreamHolding stream : this.streams) {
			if (stream.isStoppable()) {
				candidates.add(new Candidate(stream.heldBytes(), () -> stop(stream)));
			}
		}
		for (OpenConnection connection : this.connections) {
			if (!this.leaving.contains(connection)) {
				candidates.add(new Candidate(connection.heldBytes(), () -> stop(connection)));
			}
		}
		letGo(candidates, excess);
	}

	private static long letGo(List<Candidate> candidates, long excess) {
		candidates.sort(Comparator.comparingLong(Candidate::bytes).reversed());
		long freed = 0;
		for (Candidate candidate : candidates) {
			if (freed >= excess || candidate.bytes() == 0) {
				break;
			}
			freed += candidate.letGo().getAsLong();
		}
		return freed;
	}

	private long stop(StreamHolding stream) {
		long bytes = stream.heldBytes();
		this.counters.rejected(ConnectionRejection.MEMORY).increment();
		this.warnings.warnOrDebug(logger, "memory",
				"Stream {} is ended: it holds {} bytes of {}, which is too much for the server", stream.name(), bytes,
				this.ledger.held());
		stream.stop();
		return bytes;
	}

	private long stop(OpenConnection connection) {
		long bytes = connection.heldBytes();
		this.leaving.add(connection);
		this.counters.rejected(ConnectionRejection.MEMORY).increment();
		this.warnings.warnOrDebug(logger, "memory",
				"Connection {} from {} is closed: it holds {} bytes of {}, which is too much for the server",
				connection.id(), connection.remoteAddress(), bytes, this.ledger.held());
		connection.closed().whenComplete((gone, failure) -> this.leaving.remove(connection));
		connection.end(StopReason.MEMORY, null);
		return bytes;
	}

	/**
	 * What may be let go of.
	 *
	 * @param bytes how much it holds
	 * @param letGo lets go of it, and returns how much will be free
	 */
	private record Candidate(long bytes, LongSupplier letGo) {

	}

}
