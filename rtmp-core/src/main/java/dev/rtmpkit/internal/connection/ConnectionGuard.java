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
import java.net.SocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.ConnectionLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.publish.ConnectionRejection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections come in, or are closed before a byte of them is read.
 */
final class ConnectionGuard {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionGuard.class);

	private final AddressRules addresses;

	private final ServerCounters counters;

	private final ConnectionAdmission admission;

	private final MemoryWatch memory;

	private final Warnings warnings;

	private final BanList bans;

	ConnectionGuard(AddressRules addresses, ConnectionLimits limits, MemoryWatch memory, ServerCounters counters,
			BanList bans, Warnings warnings) {
		this.addresses = addresses;
		this.memory = memory;
		this.counters = counters;
		this.warnings = warnings;
		this.bans = bans;
		this.admission = new ConnectionAdmission(limits);
	}

	/**
	 * Let a connection in, unless its client is known to be unwelcome.
	 * @param channel the connection, on its event loop
	 * @return its place, given back when it closes, or {@code null} if it was turned away
	 */
	ConnectionAdmission.@Nullable Ticket enter(Channel channel) {
		ConnectionAdmission.Ticket ticket = this.admission.ticket((reason) -> displace(channel, reason));
		channel.closeFuture().addListener((closed) -> ticket.close());
		ConnectionRejection rejection = (this.memory.hasRoom()) ? ticket.enter(System.nanoTime())
				: ConnectionRejection.MEMORY;
		if (rejection != null) {
			turnAway(channel, channel.remoteAddress(), rejection);
			return null;
		}
		if (isProxied(channel)) {
			ticket.awaitIntroduction();
			return ticket;
		}
		// Without an address it is gone already, as its handlers will find out
		boolean known = channel.remoteAddress() instanceof InetSocketAddress;
		return (!known || identify(channel, ticket, (InetSocketAddress) channel.remoteAddress())) ? ticket : null;
	}

	ConnectionAdmission admission() {
		return this.admission;
	}

	/**
	 * Return whether the other end of a connection is a trusted proxy, so that the client
	 * is known only when the PROXY header is read.
	 * @param channel the connection
	 * @return whether a PROXY header comes first
	 */
	boolean isProxied(Channel channel) {
		return channel.remoteAddress() instanceof InetSocketAddress remote
				&& this.addresses.trusts(remote.getAddress());
	}

	/**
	 * Let a client in, now that it is known who it is. Called once for each connection.
	 * @param channel the connection, on its event loop
	 * @param ticket the place of the connection
	 * @param client the client's own address
	 * @return {@code false} if it was turned away
	 */
	boolean identify(Channel channel, ConnectionAdmission.Ticket ticket, InetSocketAddress client) {
		ConnectionRejection rejection = identify(ticket, client.getAddress());
		if (rejection != null) {
			turnAway(channel, client, rejection);
		}
		else if (ticket.isCrowded()) {
			channel.eventLoop()
				.schedule(() -> ticket.makeRoom(System.nanoTime()), ConnectionAdmission.PATIENCE, TimeUnit.NANOSECONDS);
		}
		return rejection == null;
	}

	private @Nullable ConnectionRejection identify(ConnectionAdmission.Ticket ticket, InetAddress address) {
		if (!this.addresses.permits(address)) {
			return ConnectionRejection.DENIED;
		}
		return (this.bans.isBanned(address, Instant.now())) ? ConnectionRejection.BANNED
				: ticket.identify(address, System.nanoTime());
	}

	private void turnAway(Channel channel, SocketAddress client, ConnectionRejection rejection) {
		this.counters.rejected(rejection).increment();
		this.warnings.warnOrDebug(logger, "rejected " + rejection.tag(), "Connection from {} is turned away: {}",
				client, rejection.tag());
		channel.close();
	}

	private void displace(Channel channel, ConnectionRejection rejection) {
		this.counters.rejected(rejection).increment();
		this.warnings.warnOrDebug(logger, "displaced " + rejection.tag(),
				"Connection from {} is closed to make room for others: {}", channel.remoteAddress(), rejection.tag());
		ChannelHandlerContext first = channel.pipeline().firstContext();
		if (first != null) {
			// Past the handlers: TLS would wait for an answer to its close_notify
			first.close();
		}
	}

}
