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
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.rtmpkit.publish.ConnectionRejection;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of a server and decides which of them are too many.
 * <p>
 * A connection has a place among the unauthenticated until a publish is accepted. When
 * all of these places are taken, a new connection gets that of another one: the oldest of
 * the network that has most. So clients that connect and say nothing displace each other,
 * but not an encoder that comes alone and publishes at once. Places of their own are kept
 * for networks that have published lately, for clients that a proxy has not introduced
 * yet, and for clients that are told later that their key is wrong.
 * <p>
 * A network may have more places than its own for as long as it takes to publish, as many
 * encoders behind one address come back at the same time when their network does. After
 * that, its oldest connections that have not asked to publish are closed.
 * <p>
 * What is remembered of networks is bounded. Thread-safe; asked a few times for each
 * connection, so that a lock is cheap.
 */
public final class ConnectionAdmission {

	static final int LARGEST_TABLE = 100_000;

	/** How many times as much as a /64 network a /48 network may have. */
	static final int SITE_FACTOR = 4;

	/** How long a network may have more places than its own, in nanoseconds. */
	public static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

	private static final int LARGEST_SITE_TABLE = 10_000;

	/** For that many places of all clients there is one for those that are known. */
	private static final int KNOWN_SHARE = 5;

	private final ConnectionLimits limits;

	private final Crowds networks;

	private final Crowds sites;

	private final Acquaintances acquaintances = new Acquaintances();

	private final Places unidentified;

	private final Places strangers;

	private final Places known;

	private final Places refused;

	private int open;

	/** How many of the open ones are displaced and about to be closed. */
	private int leaving;

	/**
	 * Create an admission without connections.
	 * @param limits how many there may be
	 */
	public ConnectionAdmission(ConnectionLimits limits) {
		this.limits = limits;
		this.networks = new Crowds(LARGEST_TABLE, limits.acceptsPerSecond());
		this.sites = new Crowds(LARGEST_SITE_TABLE, ofSite(limits.acceptsPerSecond()));
		this.unidentified = new Places(limits.unauthenticated());
		this.strangers = new Places(limits.unauthenticated());
		this.known = new Places(limits.unauthenticated() / KNOWN_SHARE);
		this.refused = new Places(limits.unauthenticated());
	}

	private static int ofSite(int limit) {
		return (int) Math.min(Integer.MAX_VALUE, (long) limit * SITE_FACTOR);
	}

	/**
	 * Return what a new connection asks with.
	 * @param displaced closes the connection if it has to make room for another one; may
	 * be called by any thread
	 * @return a ticket that counts nothing yet
	 */
	public Ticket ticket(Consumer<ConnectionRejection> displaced) {
		return new Ticket(displaced);
	}

	/**
	 * Return which connection to give up if not all can be served.
	 * @param tickets some connections, oldest first
	 * @return the oldest of those whose network has most places, or {@code null} if there
	 * are none
	 */
	public synchronized @Nullable Ticket mostCrowded(Collection<Ticket> tickets) {
		return Places.mostCrowded(tickets);
	}

	/**
	 * Return how many addresses are remembered.
	 */
	synchronized int remembered() {
		return this.networks.size();
	}

	/**
	 * Count a connection among all. Displaced ones count no more, but as closing takes
	 * time, there may be only so many of them beyond the limit.
	 * @return whether there is room; otherwise {@link #silent} may make some
	 */
	private synchronized boolean enter(Ticket ticket) {
		long most = (long) this.limits.total() + this.limits.unauthenticated();
		if (this.open - this.leaving >= this.limits.total() || this.open >= most) {
			return false;
		}
		ticket.entered = true;
		this.open++;
		return true;
	}

	/**
	 * Take the place of a connection that had its time to ask to publish.
	 */
	private synchronized @Nullable Ticket silent(long nanoTime) {
		Predicate<Ticket> silent = (ticket) -> ticket.isSilent(nanoTime);
		Ticket mostCrowded = this.strangers.mostCrowded(silent);
		mostCrowded = (mostCrowded != null) ? mostCrowded : this.known.mostCrowded(silent);
		if (mostCrowded != null) {
			mostCrowded.part();
		}
		return mostCrowded;
	}

	private synchronized @Nullable ConnectionRejection identify(Ticket ticket, InetAddress address, long nanoTime) {
		ClientNetwork network = ClientNetwork.of(address);
		Crowd from = this.networks.of(network, nanoTime);
		if (from.open >= this.limits.perAddress()) {
			return ConnectionRejection.PER_IP;
		}
		ClientNetwork site = ClientNetwork.site(address);
		Crowd fromSite = (site != null) ? this.sites.of(site, nanoTime) : from;
		if (!from.accepts().tryTake(nanoTime) || (fromSite != from && !fromSite.accepts().tryTake(nanoTime))) {
			return ConnectionRejection.RATE;
		}
		ticket.visit(new Visit(network, from, fromSite, nanoTime));
		return null;
	}

	/**
	 * Take a place among the unauthenticated.
	 * @return which connection has to go for it
	 */
	private synchronized @Nullable Ticket wait(Ticket ticket) {
		Visit visit = ticket.visit;
		boolean welcome = visit != null && !this.known.isFull()
				&& this.acquaintances.contains(visit.network(), visit.nanoTime());
		return change(ticket, (welcome) ? this.known : this.strangers);
	}

	private synchronized @Nullable Ticket change(Ticket ticket, Places place) {
		ticket.leave();
		ticket.take(place);
		Ticket excess = place.excess();
		if (excess != null) {
			excess.part();
		}
		return excess;
	}

	private boolean isWaiting(Ticket ticket) {
		return ticket.place == this.strangers || ticket.place == this.known;
	}

	private synchronized @Nullable Ticket overdue(Visit visit, long nanoTime) {
		Predicate<Ticket> neighbour;
		if (visit.crowd().silent() > this.limits.unauthenticatedPerAddress()) {
			neighbour = (ticket) -> ticket.visit != null && ticket.visit.crowd() == visit.crowd();
		}
		else if (visit.site().silent() > ofSite(this.limits.unauthenticatedPerAddress())) {
			neighbour = (ticket) -> ticket.visit != null && ticket.visit.site() == visit.site();
		}
		else {
			return null;
		}
		Predicate<Ticket> late = neighbour.and((ticket) -> ticket.isSilent(nanoTime));
		Ticket overdue = this.strangers.oldest(late);
		overdue = (overdue != null) ? overdue : this.known.oldest(late);
		if (overdue != null) {
			overdue.part();
		}
		return overdue;
	}

	/**
	 * Where a connection comes from.
	 *
	 * @param network the address or /64 network
	 * @param crowd the connections of that
	 * @param site those of the /48 network; the same if there is none
	 * @param nanoTime when the connection came
	 */
	private record Visit(ClientNetwork network, Crowd crowd, Crowd site, long nanoTime) {

		void change(Consumer<Crowd> change) {
			change.accept(this.crowd);
			if (this.site != this.crowd) {
				change.accept(this.site);
			}
		}

	}

	/**
	 * A connection's place among the others, to be given back by {@link #close()}
	 * whatever becomes of it.
	 */
	public final class Ticket {

		private final Consumer<ConnectionRejection> displaced;

		private @Nullable Visit visit;

		private @Nullable Places place;

		private boolean entered;

		private boolean leaving;

		private boolean asking;

		private Ticket(Consumer<ConnectionRejection> displaced) {
			this.displaced = displaced;
		}

		/**
		 * Count the connection among all. If there are as many as may be, one that has
		 * not asked to publish is closed for it.
		 * @param nanoTime the time
		 * @return why there is no room, or {@code null}
		 */
		public @Nullable ConnectionRejection enter(long nanoTime) {
			if (ConnectionAdmission.this.enter(this)) {
				return null;
			}
			Ticket silent = silent(nanoTime);
			if (silent == null) {
				return ConnectionRejection.TOTAL;
			}
			silent.displaced.accept(ConnectionRejection.TOTAL);
			return (ConnectionAdmission.this.enter(this)) ? null : ConnectionRejection.TOTAL;
		}

		/**
		 * Take a place among the connections that a proxy has yet to introduce.
		 */
		public void awaitIntroduction() {
			displace(change(this, ConnectionAdmission.this.unidentified));
		}

		/**
		 * Take a place among the unauthenticated, being counted among all.
		 * @param address the client's address
		 * @param nanoTime the time
		 * @return why there is none, or {@code null}
		 */
		public @Nullable ConnectionRejection identify(InetAddress address, long nanoTime) {
			ConnectionRejection rejection = ConnectionAdmission.this.identify(this, address, nanoTime);
			if (rejection == null) {
				displace(ConnectionAdmission.this.wait(this));
			}
			return rejection;
		}

		/**
		 * Return whether the client's network has more places than its own.
		 * @return whether to {@linkplain #makeRoom make room} after {@link #PATIENCE}
		 */
		public boolean isCrowded() {
			synchronized (ConnectionAdmission.this) {
				int most = ConnectionAdmission.this.limits.unauthenticatedPerAddress();
				return this.visit != null
						&& (this.visit.crowd().silent() > most || this.visit.site().silent() > ofSite(most));
			}
		}

		/**
		 * Close the connections of the client's network that had their time to ask to
		 * publish, oldest first, until it has no more places than its own.
		 * @param nanoTime the time
		 */
		public void makeRoom(long nanoTime) {
			Visit from = this.visit;
			Ticket overdue = (from != null) ? overdue(from, nanoTime) : null;
			while (from != null && overdue != null) {
				overdue.displaced.accept(ConnectionRejection.PER_IP);
				overdue = overdue(from, nanoTime);
			}
		}

		/**
		 * Note that the client has asked for something and waits for the decision.
		 */
		public void asks() {
			synchronized (ConnectionAdmission.this) {
				if (isWaiting(this) && !this.asking) {
					this.asking = true;
					visits((crowd) -> crowd.asking++);
				}
			}
		}

		/**
		 * Note that the client is refused, but told so later: its place is free for
		 * others.
		 */
		public void refused() {
			Ticket excess = null;
			synchronized (ConnectionAdmission.this) {
				if (isWaiting(this)) {
					excess = change(this, ConnectionAdmission.this.refused);
				}
			}
			displace(excess);
		}

		/**
		 * Note that the client knows the decision and may ask again.
		 */
		public void answered() {
			Ticket excess = null;
			synchronized (ConnectionAdmission.this) {
				stopAsking();
				if (this.place == ConnectionAdmission.this.refused) {
					excess = ConnectionAdmission.this.wait(this);
				}
			}
			displace(excess);
		}

		/**
		 * Count the connection among those whose publish was accepted.
		 */
		public void authenticated() {
			synchronized (ConnectionAdmission.this) {
				if (isWaiting(this) && this.visit != null) {
					leave();
					visits((crowd) -> crowd.accepts().giveBack());
					ConnectionAdmission.this.acquaintances.add(this.visit.network(), this.visit.nanoTime());
				}
			}
		}

		/**
		 * Close the connection as there are too many.
		 * @param rejection of what there are too many
		 */
		public void displace(ConnectionRejection rejection) {
			synchronized (ConnectionAdmission.this) {
				part();
			}
			this.displaced.accept(rejection);
		}

		private static void displace(@Nullable Ticket ticket) {
			if (ticket != null) {
				ticket.displaced.accept(ConnectionRejection.UNAUTHENTICATED);
			}
		}

		/**
		 * Give the place back. Closing twice does nothing.
		 */
		public void close() {
			synchronized (ConnectionAdmission.this) {
				leave();
				visits((crowd) -> crowd.open--);
				this.visit = null;
				if (this.entered) {
					this.entered = false;
					ConnectionAdmission.this.open--;
					ConnectionAdmission.this.leaving -= (this.leaving) ? 1 : 0;
				}
			}
		}

		private void visit(Visit visit) {
			this.visit = visit;
			visits((crowd) -> crowd.open++);
		}

		private void visits(Consumer<Crowd> change) {
			if (this.visit != null) {
				this.visit.change(change);
			}
		}

		private void take(Places place) {
			this.place = place;
			place.add(this);
			count(1);
		}

		/** Leave for good, to be closed soon. */
		private void part() {
			leave();
			if (this.entered && !this.leaving) {
				this.leaving = true;
				ConnectionAdmission.this.leaving++;
			}
		}

		private void leave() {
			stopAsking();
			if (this.place != null) {
				count(-1);
				this.place.remove(this);
				this.place = null;
			}
		}

		private void count(int change) {
			if (isWaiting(this)) {
				visits((crowd) -> crowd.waiting += change);
			}
			else if (this.place == ConnectionAdmission.this.refused) {
				visits((crowd) -> crowd.refused += change);
			}
		}

		private void stopAsking() {
			if (this.asking) {
				this.asking = false;
				visits((crowd) -> crowd.asking--);
			}
		}

		private boolean isSilent(long nanoTime) {
			return !this.asking && this.visit != null && nanoTime - this.visit.nanoTime() >= PATIENCE;
		}

		/**
		 * Return whether the network of this connection has more places of the same kind
		 * than that of another one: first the /48 networks count.
		 */
		boolean isMoreCrowdedThan(Ticket other) {
			if (this.visit == null || other.visit == null) {
				return this.visit != null;
			}
			int difference = places(this.visit.site()) - other.places(other.visit.site());
			difference = (difference != 0) ? difference
					: places(this.visit.crowd()) - other.places(other.visit.crowd());
			return difference > 0;
		}

		private int places(Crowd crowd) {
			return (this.place == ConnectionAdmission.this.refused) ? crowd.refused : crowd.waiting;
		}

	}

}
