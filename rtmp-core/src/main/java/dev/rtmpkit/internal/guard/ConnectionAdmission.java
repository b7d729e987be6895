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

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.publish.ConnectionRejection;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of a server and turns away those that are too many. What is
 * remembered of addresses is bounded: the ones that were seen last longest ago are
 * forgotten first. Thread-safe; asked once for each connection, so that a lock is cheap.
 */
public final class ConnectionAdmission {

	static final int LARGEST_TABLE = 100_000;

	private static final float LOAD_FACTOR = 0.75f;

	private static final int INITIAL_TABLE = 64;

	private final ConnectionLimits limits;

	private final Map<ClientNetwork, Visits> networks = new LinkedHashMap<>(INITIAL_TABLE, LOAD_FACTOR, true);

	private int open;

	private int unauthenticated;

	/**
	 * Create an admission without connections.
	 * @param limits how many there may be
	 */
	public ConnectionAdmission(ConnectionLimits limits) {
		this.limits = limits;
	}

	/**
	 * Return what a new connection asks with.
	 * @return a ticket that counts nothing yet
	 */
	public Ticket ticket() {
		return new Ticket();
	}

	/**
	 * Return how many addresses are remembered.
	 */
	synchronized int remembered() {
		return this.networks.size();
	}

	private Visits visits(ClientNetwork network, long nanoTime) {
		Visits known = this.networks.get(network);
		if (known != null) {
			return known;
		}
		if (this.networks.size() >= LARGEST_TABLE) {
			forgetOne();
		}
		Visits visits = new Visits(new TokenBucket(this.limits.acceptsPerSecond(), nanoTime));
		this.networks.put(network, visits);
		return visits;
	}

	private void forgetOne() {
		for (Iterator<Visits> oldest = this.networks.values().iterator(); oldest.hasNext();) {
			if (oldest.next().open == 0) {
				oldest.remove();
				return;
			}
		}
	}

	/**
	 * A connection's place among the others, to be given back by {@link #close()}
	 * whatever becomes of it.
	 */
	public final class Ticket {

		private @Nullable Visits visits;

		private boolean entered;

		private boolean authenticated;

		private Ticket() {
		}

		/**
		 * Take a place among all connections.
		 * @return why there is none, or {@code null}
		 */
		public @Nullable ConnectionRejection enter() {
			synchronized (ConnectionAdmission.this) {
				if (ConnectionAdmission.this.open >= ConnectionAdmission.this.limits.total()) {
					return ConnectionRejection.TOTAL;
				}
				if (ConnectionAdmission.this.unauthenticated >= ConnectionAdmission.this.limits.unauthenticated()) {
					return ConnectionRejection.UNAUTHENTICATED;
				}
				ConnectionAdmission.this.open++;
				ConnectionAdmission.this.unauthenticated++;
				this.entered = true;
				return null;
			}
		}

		/**
		 * Take a place among the connections of an address, having one among all.
		 * @param address the client's address
		 * @param nanoTime the time
		 * @return why there is none, or {@code null}
		 */
		public @Nullable ConnectionRejection identify(InetAddress address, long nanoTime) {
			synchronized (ConnectionAdmission.this) {
				Visits from = visits(ClientNetwork.of(address), nanoTime);
				if (from.open >= ConnectionAdmission.this.limits.perAddress()
						|| from.unauthenticated >= ConnectionAdmission.this.limits.unauthenticatedPerAddress()) {
					return ConnectionRejection.PER_IP;
				}
				if (!from.bucket.tryTake(nanoTime)) {
					return ConnectionRejection.RATE;
				}
				from.open++;
				from.unauthenticated++;
				this.visits = from;
				return null;
			}
		}

		/**
		 * Count the connection among those whose publish was accepted.
		 */
		public void authenticated() {
			synchronized (ConnectionAdmission.this) {
				if (this.entered && !this.authenticated) {
					this.authenticated = true;
					ConnectionAdmission.this.unauthenticated--;
					if (this.visits != null) {
						this.visits.unauthenticated--;
					}
				}
			}
		}

		/**
		 * Give the place back. Closing twice does nothing.
		 */
		public void close() {
			synchronized (ConnectionAdmission.this) {
				authenticated();
				if (this.visits != null) {
					this.visits.open--;
					this.visits = null;
				}
				if (this.entered) {
					this.entered = false;
					ConnectionAdmission.this.open--;
				}
			}
		}

	}

	/**
	 * The connections of one network.
	 */
	private static final class Visits {

		private final TokenBucket bucket;

		private int open;

		private int unauthenticated;

		Visits(TokenBucket bucket) {
			this.bucket = bucket;
		}

	}

}
