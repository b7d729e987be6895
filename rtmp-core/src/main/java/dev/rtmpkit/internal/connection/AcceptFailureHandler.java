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

import java.io.IOException;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a socket that listens: counts and logs that connections cannot be
 * accepted. Netty's acceptor, which stands before it, tries again after a second.
 */
final class AcceptFailureHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(AcceptFailureHandler.class);

	private final ServerCounters counters;

	private final Warnings warnings;

	AcceptFailureHandler(ServerCounters counters, Warnings warnings) {
		this.counters = counters;
		this.warnings = warnings;
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.counters.acceptFailures.increment();
		if (cause instanceof IOException) {
			// Clients can bring it about by their number
			this.warnings.warnOrDebug(logger, "accept",
					"No connection can be accepted on {} for now: {}. The process should be allowed more "
							+ "open files than the server is allowed connections",
					context.channel().localAddress(), String.valueOf(cause.getMessage()));
		}
		else {
			this.warnings.error(logger, "accept", MaskedFailure.withoutText(cause),
					"No connection can be accepted on {} for now", context.channel().localAddress());
		}
	}

}
