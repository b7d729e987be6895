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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.internal.guard.ClientNetwork;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.thread.LastResort;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.server.BanTarget;
import dev.rtmpkit.server.Bans;
import dev.rtmpkit.server.Disconnection;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a server, from bind to the last closed connection.
 */
public final class RunningServer {

	private static final Logger logger = LoggerFactory.getLogger(RunningServer.class);

	private final ServerSettings settings;

	private final ServerCallbacks callbacks;

	private final ServerCounters counters;

	private final Bans bans;

	private final MemoryWatch memory;

	private final Warnings warnings = new Warnings();

	private final ConnectionEntrance entrance;

	private final TlsHandshakes handshakes;

	private final StreamRegistry registry;

	private final Executor lastResort;

	private final Notifications notifications;

	private final PublishAdmission admission;

	private final AtomicInteger unfinished = new AtomicInteger();

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final Map<String, Publication> publications = new ConcurrentHashMap<>();

	private final String idPrefix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

	private final AtomicLong lastId = new AtomicLong();

	private final Transport transport;

	private final Listeners listeners;

	private volatile boolean draining;

	public RunningServer(ServerSettings settings, ServerCallbacks callbacks, ServerCounters counters, Bans bans) {
		this.bans = bans;
		this.settings = settings;
		this.callbacks = callbacks;
		this.counters = counters;
		this.memory = new MemoryWatch(settings.limits().memory().totalBytes(), counters, this.connections,
				this.warnings);
		this.entrance = new ConnectionEntrance(settings.addresses(), settings.limits().connections(), this.memory,
				counters, bans, this.warnings);
		this.handshakes = new TlsHandshakes(settings.limits().connections().tlsHandshakesPerSecond(),
				this.entrance.admission());
		this.registry = new StreamRegistry(settings.streams(), this.memory::open);
		this.lastResort = new LastResort(callbacks.executor());
		this.notifications = new Notifications(callbacks, settings.limits(), this.lastResort, this.warnings);
		this.admission = new PublishAdmission(callbacks, settings.limits(), counters, bans, this.warnings);
		this.transport = new Transport(settings.ioThreads(), this.warnings);
		this.listeners = Listeners.bind(this, this.transport);
		counters.io(this.transport::threads, this.transport::pendingTasks);
	}

	ServerSettings settings() {
		return this.settings;
	}

	ServerCallbacks callbacks() {
		return this.callbacks;
	}

	ServerCounters counters() {
		return this.counters;
	}

	MemoryWatch memory() {
		return this.memory;
	}

	Warnings warnings() {
		return this.warnings;
	}

	ConnectionEntrance entrance() {
		return this.entrance;
	}

	TlsHandshakes handshakes() {
		return this.handshakes;
	}

	public StreamRegistry registry() {
		return this.registry;
	}

	/**
	 * Return what runs the callbacks of subscriptions.
	 * @return the executor, which never rejects
	 */
	Executor consumers() {
		return this.lastResort;
	}

	Notifications notifications() {
		return this.notifications;
	}

	PublishAdmission admission() {
		return this.admission;
	}

	/**
	 * Return whether listeners, handlers or subscriptions of earlier publishes hold so
	 * much that there should be no other.
	 * @param streamName the public name that would be published
	 */
	boolean isBusy(String streamName) {
		return this.notifications.isBusy(streamName)
				|| this.unfinished.get() >= this.settings.limits().decisions().unfinishedStreams();
	}

	/**
	 * Note that what a publish was for goes on after it, and for too long.
	 * @param finished completes when it has finished
	 */
	void unfinished(CompletableFuture<?> finished) {
		this.unfinished.incrementAndGet();
		finished.whenComplete((result, failure) -> this.unfinished.decrementAndGet());
	}

	public InetSocketAddress address() {
		return this.listeners.address();
	}

	public @Nullable InetSocketAddress encryptedAddress() {
		return this.listeners.encryptedAddress();
	}

	public boolean isListening() {
		return this.listeners.isActive();
	}

	public boolean isDraining() {
		return this.draining;
	}

	/**
	 * Return an id for a connection or a publish.
	 * @return the id, not used before, not even by another run of the server
	 */
	String nextId() {
		return this.idPrefix + "-" + this.lastId.incrementAndGet();
	}

	void opened(Connection connection) {
		this.counters.connections.increment();
		this.counters.openConnections.increment();
		this.connections.add(connection);
		if (this.draining) {
			connection.stop(StopReason.SERVER_SHUTDOWN);
		}
	}

	void closed(Connection connection) {
		if (this.connections.remove(connection)) {
			this.counters.openConnections.decrement();
		}
	}

	void started(Publication publication) {
		this.publications.put(publication.sessionId(), publication);
	}

	void stopped(Publication publication) {
		this.publications.remove(publication.sessionId());
	}

	/**
	 * Return a publish that another one of the same name may follow.
	 * @param name the public name
	 * @return the publish or {@code null} if there is none that was asked to leave
	 */
	@Nullable ActivePublish leaving(String name) {
		LiveStream stream = this.registry.find(name);
		ActivePublish publish = (stream != null) ? publisher(stream.publisher().sessionId()) : null;
		return (publish != null && publish.isLeaving()) ? publish : null;
	}

	private @Nullable ActivePublish publisher(String sessionId) {
		Publication publication = this.publications.get(sessionId);
		return (publication != null) ? publication.publisher() : null;
	}

	public boolean requestReconnect(String sessionId, @Nullable String tcUrl, Duration deadline) {
		ActivePublish publish = publisher(sessionId);
		return publish != null && publish.requestReconnect(tcUrl, deadline);
	}

	public boolean disconnect(String sessionId, Disconnection disconnection) {
		Publication publication = this.publications.get(sessionId);
		if (publication == null) {
			return false;
		}
		BanTarget target = disconnection.target();
		if (target != null) {
			ban(target, publication.publisher().request(), disconnection);
		}
		publication.disconnect(disconnection.reason());
		return true;
	}

	/**
	 * Ban an encoder, and end what else the ban concerns.
	 */
	private void ban(BanTarget target, PublishRequest request, Disconnection disconnection) {
		InetAddress address = request.remoteAddress().getAddress();
		this.bans.add(target, request.streamKey(), address, disconnection.time(), Instant.now());
		for (Publication publication : this.publications.values()) {
			if (target == BanTarget.KEY && publication.publisher().request().streamKey().equals(request.streamKey())) {
				publication.disconnect(disconnection.reason());
			}
		}
		for (Connection connection : this.connections) {
			if (target == BanTarget.ADDRESS
					&& ClientNetwork.of(connection.remoteAddress().getAddress()).equals(ClientNetwork.of(address))) {
				connection.farewell(disconnection.reason());
				connection.stop(StopReason.DISCONNECTED);
			}
		}
	}

	/**
	 * Stop listening, end every publish, after half of the grace period those that were
	 * asked to reconnect, let subscriptions and listeners finish, then let go of
	 * everything.
	 * @param gracePeriod how long to wait for subscriptions and listeners
	 * @return completes with whether they finished in time
	 */
	public CompletableFuture<Boolean> shutdown(Duration gracePeriod) {
		this.draining = true;
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		this.listeners.close().thenRun(() -> {
			CompletableFuture<Void> found = stopWaiting();
			Set<Connection> leaving = requestReconnects(gracePeriod.dividedBy(2));
			CompletableFuture<?>[] gone = this.connections.stream()
				.map((connection) -> (leaving.contains(connection)) ? connection.gone()
						: connection.stop(StopReason.SERVER_SHUTDOWN))
				.toArray(CompletableFuture[]::new);
			CompletableFuture.allOf(gone)
				.thenCompose((all) -> found)
				.thenCompose((all) -> this.notifications.idle())
				.thenApply((all) -> true)
				.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(gracePeriod), TimeUnit.NANOSECONDS)
				.whenComplete((inTime, failure) -> release(Boolean.TRUE.equals(inTime), result));
		});
		return result;
	}

	private CompletableFuture<Void> stopWaiting() {
		return CompletableFuture
			.allOf(this.publications.values().stream().map(Publication::stopWaiting).toArray(CompletableFuture[]::new));
	}

	private Set<Connection> requestReconnects(Duration deadline) {
		Set<Connection> leaving = new HashSet<>();
		for (Publication publication : this.publications.values()) {
			ActivePublish publish = publication.publisher();
			if (publish.requestReconnect(this.settings.reconnects().url(), deadline, StopReason.SERVER_SHUTDOWN)) {
				leaving.add(publish.connection());
			}
		}
		return leaving;
	}

	private void release(boolean inTime, CompletableFuture<Boolean> result) {
		if (!inTime) {
			logger.warn("Grace period is over: {} connections and some listeners or subscriptions are cut off",
					this.connections.size());
		}
		this.counters.noIo();
		this.transport.close().thenCompose((closed) -> this.handshakes.close()).thenRun(() -> result.complete(inTime));
	}

}
