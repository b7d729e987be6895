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

import java.net.InetAddress;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.internal.guard.ClientNetwork;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.stream.StopReason;

/**
 * The open connections of a server run. Thread-safe.
 */
public final class Connections {

	private final ServerCounters counters;

	private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();

	private final String idPrefix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

	private final AtomicLong lastId = new AtomicLong();

	private volatile boolean ending;

	/**
	 * Create an empty set.
	 * @param counters the counters
	 */
	public Connections(ServerCounters counters) {
		this.counters = counters;
	}

	/**
	 * Return an id for a connection or a publish.
	 * @return the id, not used before, not even by another run of the server
	 */
	public String nextId() {
		return this.idPrefix + "-" + this.lastId.incrementAndGet();
	}

	void opened(OpenConnection connection) {
		this.counters.connections.increment();
		this.counters.openConnections.increment();
		this.open.add(connection);
		if (this.ending) {
			connection.end(StopReason.SERVER_SHUTDOWN, null);
		}
	}

	void closed(OpenConnection connection) {
		if (this.open.remove(connection)) {
			this.counters.openConnections.decrement();
		}
	}

	Collection<OpenConnection> all() {
		return this.open;
	}

	/**
	 * Return how many connections are open.
	 * @return the connections
	 */
	public int count() {
		return this.open.size();
	}

	/**
	 * End the connections from a network.
	 * @param address an address of the network
	 * @param text the text for the clients
	 */
	public void disconnect(InetAddress address, String text) {
		ClientNetwork network = ClientNetwork.of(address);
		for (OpenConnection connection : this.open) {
			if (ClientNetwork.of(connection.remoteAddress().getAddress()).equals(network)) {
				connection.end(StopReason.DISCONNECTED, text);
			}
		}
	}

	/**
	 * End every connection as the server shuts down, also those that are opened from now
	 * on.
	 * @param leaving those that are waited for instead, as their clients were asked to
	 * leave
	 * @return completes when all are closed
	 */
	public CompletableFuture<Void> endAllBut(Collection<?> leaving) {
		this.ending = true;
		return CompletableFuture.allOf(this.open.stream().map((connection) -> {
			if (!leaving.contains(connection)) {
				connection.end(StopReason.SERVER_SHUTDOWN, null);
			}
			return connection.closed();
		}).toArray(CompletableFuture[]::new));
	}

}
