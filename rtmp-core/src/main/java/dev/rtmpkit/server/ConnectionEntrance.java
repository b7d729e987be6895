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

import java.net.InetAddress;
import java.net.InetSocketAddress;

import dev.rtmpkit.server.limit.ByteLedger;
import dev.rtmpkit.server.limit.ConnectionAdmission;
import dev.rtmpkit.server.limit.ConnectionLimits;
import dev.rtmpkit.server.limit.ConnectionRejection;
import dev.rtmpkit.server.log.Warnings;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections come in, or are closed before a byte of them is read.
 */
final class ConnectionEntrance {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionEntrance.class);

	private final ServerCounters counters;

	private final ConnectionAdmission admission;

	private final ByteLedger ledger;

	private final Warnings warnings;

	ConnectionEntrance(ConnectionLimits limits, ByteLedger ledger, ServerCounters counters, Warnings warnings) {
		this.ledger = ledger;
		this.counters = counters;
		this.warnings = warnings;
		this.admission = new ConnectionAdmission(limits);
	}

	/**
	 * Let a connection in whose client is the one at the other end of it.
	 * @param channel the connection, on its event loop
	 * @return its place, given back when it closes, or {@code null} if it was turned away
	 */
	ConnectionAdmission.@Nullable Ticket enter(Channel channel) {
		ConnectionAdmission.Ticket ticket = this.admission.ticket();
		channel.closeFuture().addListener((closed) -> ticket.close());
		ConnectionRejection rejection = (this.ledger.isNearlyFull()) ? ConnectionRejection.MEMORY : ticket.enter();
		if (rejection == null) {
			rejection = identify(channel, ticket);
		}
		if (rejection != null) {
			turnAway(channel, rejection);
			return null;
		}
		return ticket;
	}

	private static @Nullable ConnectionRejection identify(Channel channel, ConnectionAdmission.Ticket ticket) {
		InetAddress address = (channel.remoteAddress() instanceof InetSocketAddress remote) ? remote.getAddress()
				: null;
		// Without an address it is gone already, as its handlers will find out
		return (address != null) ? ticket.identify(address, System.nanoTime()) : null;
	}

	private void turnAway(Channel channel, ConnectionRejection rejection) {
		this.counters.rejected(rejection).increment();
		this.warnings.warnOrDebug(logger, "rejected " + rejection.tag(), "Connection from {} is turned away: {}",
				channel.remoteAddress(), rejection.tag());
		channel.close();
	}

}
