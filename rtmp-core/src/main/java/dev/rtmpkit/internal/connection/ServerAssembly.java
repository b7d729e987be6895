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

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.FailurePenalties;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.publish.Notifications;
import dev.rtmpkit.internal.publish.Publications;
import dev.rtmpkit.internal.publish.PublishAttempt;
import dev.rtmpkit.internal.publish.PublishContext;
import dev.rtmpkit.internal.publish.PublishDecisions;
import dev.rtmpkit.internal.publish.UnfinishedWork;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.thread.ServerThreads;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what one run of a server consists of, except its sockets and I/O threads.
 * Does nothing else.
 */
public final class ServerAssembly {

	private final Warnings warnings;

	private final ServerThreads threads;

	private final StreamRegistry registry;

	private final Connections connections;

	private final Notifications notifications;

	private final Publications publications;

	private final ConnectionGuard guard;

	private final TlsHandshakes handshakes;

	private final ConnectionServices services;

	/**
	 * Put a run together.
	 * @param settings what the server was built with
	 * @param callbacks the application's code
	 * @param counters the counters, which outlive the run
	 * @param bans the bans, which outlive the run
	 * @param draining whether the run is ending
	 * @throws IllegalStateException if an executor of the application has no threads of
	 * its own
	 */
	public ServerAssembly(ServerSettings settings, Callbacks callbacks, ServerCounters counters, BanList bans,
			BooleanSupplier draining) {
		this(settings, callbacks, ServerThreads.start(settings.threads(callbacks.handlers().size())), counters, bans,
				draining);
	}

	/**
	 * Put a run together.
	 * @param settings what the server was built with
	 * @param callbacks the application's code
	 * @param threads the threads for the application's code
	 * @param counters the counters, which outlive the run
	 * @param bans the bans, which outlive the run
	 * @param draining whether the run is ending
	 */
	ServerAssembly(ServerSettings settings, Callbacks callbacks, ServerThreads threads, ServerCounters counters,
			BanList bans, BooleanSupplier draining) {
		RtmpServerLimits limits = settings.limits();
		this.warnings = new Warnings();
		this.threads = threads;
		this.connections = new Connections(counters);
		MemoryWatch memory = new MemoryWatch(limits.memory().totalBytes(), counters, this.connections, this.warnings);
		this.registry = new StreamRegistry(settings.streams(), memory::open, counters.subscriptions);
		this.notifications = new Notifications(callbacks.listeners(), this.threads.events(), this.threads.rejections(),
				this.warnings);
		UnfinishedWork unfinished = new UnfinishedWork(limits.decisions().unfinishedStreams());
		this.publications = new Publications(this.registry,
				new PublishContext(settings.reconnects().takeover(), limits.timeouts().publish(),
						limits.timeouts().drain(), callbacks.handlers(), this.threads, this.notifications, unfinished,
						counters, this.warnings, draining));
		PublishDecisions decisions = new PublishDecisions(callbacks.validator(), callbacks.credentials(),
				this.threads.decisions(), limits.timeouts().validator(),
				new FailurePenalties(limits.decisions().failuresPerMinute(), FailurePenalties.CAPACITY), bans, counters,
				this.warnings);
		this.guard = new ConnectionGuard(settings.addresses(), limits.connections(), memory, counters, bans,
				this.warnings);
		this.handshakes = new TlsHandshakes(limits.connections().tlsHandshakesPerSecond(), this.guard.admission());
		this.services = new ConnectionServices(limits, settings.session(callbacks.credentials() != null), this.threads,
				counters, memory, this.connections, new PublishAttempt.Services(decisions, this.publications,
						this.notifications, counters, this.connections::nextId));
	}

	/**
	 * Return what sets up connections.
	 * @param engines creates what encrypts a connection, {@code null} not to
	 * @return the initializer
	 */
	ChannelInitializer<Channel> initializer(@Nullable Supplier<SSLEngine> engines) {
		return new ConnectionInitializer(this.guard, this.services, this.handshakes, this.warnings, engines);
	}

	/**
	 * Return what tells of connections that cannot be accepted.
	 * @return a handler for one socket
	 */
	ChannelHandler acceptFailures() {
		return new AcceptFailureHandler(this.services.counters(), this.warnings);
	}

	public Warnings warnings() {
		return this.warnings;
	}

	ConnectionGuard guard() {
		return this.guard;
	}

	MemoryWatch memory() {
		return this.services.memory();
	}

	public ServerThreads threads() {
		return this.threads;
	}

	public StreamRegistry registry() {
		return this.registry;
	}

	public Connections connections() {
		return this.connections;
	}

	public Notifications notifications() {
		return this.notifications;
	}

	public Publications publications() {
		return this.publications;
	}

	/**
	 * End the threads.
	 * @return completes when those that compute TLS handshakes are gone
	 */
	public CompletableFuture<Void> close() {
		this.threads.close();
		return this.handshakes.close();
	}

}
