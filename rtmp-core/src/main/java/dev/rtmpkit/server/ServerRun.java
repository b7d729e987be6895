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

package dev.rtmpkit.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.connection.BindFailure;
import dev.rtmpkit.internal.connection.BoundSockets;
import dev.rtmpkit.internal.connection.Callbacks;
import dev.rtmpkit.internal.connection.ServerAssembly;
import dev.rtmpkit.internal.connection.ServerSettings;
import dev.rtmpkit.internal.connection.Transport;
import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.publish.Publications;
import dev.rtmpkit.internal.publish.PublisherLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One run of a server, from the bound ports to the last closed connection.
 */
final class ServerRun {

	private static final Logger logger = LoggerFactory.getLogger(ServerRun.class);

	private final ServerSettings settings;

	private final ServerCounters counters;

	private final ServerAssembly assembly;

	private final Transport transport;

	private @Nullable BoundSockets sockets;

	private volatile boolean draining;

	/**
	 * Put a run together.
	 * @param settings what the server was built with
	 * @param callbacks the application's code
	 * @param counters the counters
	 * @param bans the bans
	 * @throws IllegalStateException if an executor of the application has no threads of
	 * its own
	 */
	ServerRun(ServerSettings settings, Callbacks callbacks, ServerCounters counters, BanList bans) {
		this.settings = settings;
		this.counters = counters;
		this.assembly = new ServerAssembly(settings, callbacks, counters, bans, this::isDraining);
		this.transport = new Transport(settings.ioThreads(), this.assembly.warnings());
		counters.ioThreads(this.transport.threads(), this.transport::pendingTasks);
	}

	/**
	 * Listen.
	 * @throws RtmpPortInUseException if a port is taken
	 * @throws RtmpServerException if the server cannot listen for another reason
	 */
	void listen() {
		try {
			this.sockets = BoundSockets.bind(this.settings, this.assembly, this.transport);
		}
		catch (BindFailure ex) {
			close().join();
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw (ex.portInUse()) ? new RtmpPortInUseException(ex.address().getPort(), ex.encrypted(), cause)
					: new RtmpServerException(String.valueOf(ex.getMessage()), cause);
		}
	}

	ServerAssembly assembly() {
		return this.assembly;
	}

	@Nullable InetSocketAddress address() {
		return (this.sockets != null) ? this.sockets.address() : null;
	}

	@Nullable InetSocketAddress encryptedAddress() {
		return (this.sockets != null) ? this.sockets.encryptedAddress() : null;
	}

	boolean isListening() {
		return this.sockets != null && this.sockets.isActive();
	}

	boolean isDraining() {
		return this.draining;
	}

	/**
	 * Stop listening, end every publish, after half of the grace period those that were
	 * asked to reconnect, let subscriptions and listeners finish, then end all threads.
	 * @param gracePeriod how long to wait for subscriptions and listeners
	 * @return completes with whether they finished in time
	 */
	CompletableFuture<Boolean> shutdown(Duration gracePeriod) {
		this.draining = true;
		CompletableFuture<Void> unbound = (this.sockets != null) ? this.sockets.close()
				: CompletableFuture.completedFuture(null);
		CompletableFuture<Boolean> drained = unbound.thenCompose((closed) -> drain(gracePeriod))
			.thenApply((done) -> true);
		return this.assembly.threads()
			.timer()
			.within(drained, TimeUnit.NANOSECONDS.convert(gracePeriod), false)
			.handle((inTime, failure) -> finished(gracePeriod, inTime, failure))
			.thenCompose((inTime) -> close().thenApply((closed) -> inTime));
	}

	private CompletableFuture<Void> drain(Duration gracePeriod) {
		Publications publications = this.assembly.publications();
		CompletableFuture<Void> found = publications.stopWaiting();
		Collection<PublisherLink> leaving = publications.requestReconnects(this.settings.reconnects().url(),
				gracePeriod.dividedBy(2));
		return this.assembly.connections()
			.endAllBut(leaving)
			.thenCompose((ended) -> found)
			.thenCompose((ended) -> this.assembly.notifications().idle());
	}

	private boolean finished(Duration gracePeriod, @Nullable Boolean inTime, @Nullable Throwable failure) {
		if (failure != null) {
			logger.warn("The shutdown failed half-way; what is left is cut off", failure);
		}
		else if (!Boolean.TRUE.equals(inTime)) {
			// What was to stop at once did what it should
			logger.atLevel((gracePeriod.isZero()) ? Level.DEBUG : Level.WARN)
				.log("The grace period is over: some listeners or subscriptions are cut off, open connections: {}",
						this.assembly.connections().count());
		}
		return Boolean.TRUE.equals(inTime);
	}

	private CompletableFuture<Void> close() {
		this.counters.ioThreads(0, () -> 0);
		return CompletableFuture.allOf(this.assembly.close(), this.transport.close());
	}

}
