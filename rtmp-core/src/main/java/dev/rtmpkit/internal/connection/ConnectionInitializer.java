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

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up the pipeline of each accepted connection, as far as it does not depend on who
 * the client is: PROXY header, TLS, and what assembles the rest.
 */
final class ConnectionInitializer extends ChannelInitializer<Channel> {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionInitializer.class);

	/** How long a client may take to be told that the connection ends. */
	private static final int CLOSE_NOTIFY_MILLIS = 500;

	private final ConnectionGuard guard;

	private final ConnectionServices services;

	private final TlsHandshakes handshakes;

	private final Warnings warnings;

	private final @Nullable Supplier<SSLEngine> engines;

	/**
	 * Create an initializer.
	 * @param guard lets connections in
	 * @param services what they work with
	 * @param handshakes computes TLS handshakes
	 * @param warnings logs failures
	 * @param engines creates what encrypts a connection, {@code null} not to
	 */
	ConnectionInitializer(ConnectionGuard guard, ConnectionServices services, TlsHandshakes handshakes,
			Warnings warnings, @Nullable Supplier<SSLEngine> engines) {
		this.guard = guard;
		this.services = services;
		this.handshakes = handshakes;
		this.warnings = warnings;
		this.engines = engines;
	}

	@Override
	protected void initChannel(Channel channel) {
		ConnectionAdmission.Ticket ticket = this.guard.enter(channel);
		if (ticket == null) {
			return;
		}
		ReadBufferSizer sizer = new ReadBufferSizer(this.services.limits().memory().totalBytes());
		channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, sizer);
		FailureHandler failures = new FailureHandler(this.services.counters(), this.warnings);
		ConnectionAssembler assembler = new ConnectionAssembler(this.services, ticket, sizer, failures,
				this.engines != null);
		ChannelPipeline pipeline = channel.pipeline();
		if (this.guard.isProxied(channel)) {
			pipeline.addLast(new ProxyHeaderHandler.Decoder(), new ProxyHeaderHandler(this.guard, ticket,
					this.services.limits().timeouts().handshake(), this.services.counters(), assembler));
		}
		if (this.engines != null) {
			TlsHandshakeGate gate = new TlsHandshakeGate(this.handshakes, ticket, channel);
			pipeline.addLast(gate, encryption(this.engines.get(), gate),
					new RefusedCertificateHandler(gate::hasAnswered));
		}
		pipeline.addLast(assembler, failures);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		try {
			// What the application provides for TLS may fail for each connection
			this.warnings.error(logger, "initializer", MaskedFailure.withoutText(cause),
					"Connection from {} is closed, as it could not be set up", context.channel().remoteAddress());
		}
		finally {
			context.close();
		}
	}

	private static SslHandler encryption(SSLEngine engine, Executor work) {
		SslHandler handler = new SslHandler(engine, work);
		// The connection has deadlines of its own
		handler.setHandshakeTimeoutMillis(0);
		handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
		return handler;
	}

}
