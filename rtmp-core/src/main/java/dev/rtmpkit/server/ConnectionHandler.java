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

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.server.limit.ConnectionAdmission;
import dev.rtmpkit.stream.StopReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Where Netty meets the protocol, and the one place where bad input ends a connection:
 * counted, logged once, closed.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionHandler.class);

	private final RunningServer server;

	private final ConnectionAdmission.Ticket ticket;

	private final ReadBufferSizer sizer;

	private final Warnings warnings;

	private @Nullable Connection connection;

	ConnectionHandler(RunningServer server, ConnectionAdmission.Ticket ticket, ReadBufferSizer sizer,
			Warnings warnings) {
		this.server = server;
		this.ticket = ticket;
		this.sizer = sizer;
		this.warnings = warnings;
	}

	/**
	 * Return what sets up the pipeline of each accepted connection.
	 * @param server the server
	 * @return the initializer
	 */
	static ChannelInitializer<Channel> initializer(RunningServer server) {
		Warnings warnings = new Warnings();
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				ConnectionAdmission.Ticket ticket = server.entrance().enter(channel);
				if (ticket != null) {
					ReadBufferSizer sizer = new ReadBufferSizer();
					channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, sizer);
					channel.pipeline().addLast(new ConnectionHandler(server, ticket, sizer, warnings));
				}
			}

		};
	}

	private Connection connection() {
		return Objects.requireNonNull(this.connection, "connection");
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.connection = new Connection(this.server, context.channel(), this.ticket, this.sizer, this::fail);
		this.connection.open();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		connection().read((ByteBuf) message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.flush();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		connection().closed();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		fail(connection(), cause);
	}

	private void fail(Connection connection, Throwable cause) {
		if (cause instanceof RtmpProtocolException protocolFailure) {
			this.server.counters().error(protocolFailure.error()).increment();
			log(connection, protocolFailure);
			connection.stop(StopReason.PROTOCOL_ERROR);
		}
		else if (cause instanceof IOException) {
			logger.debug("Connection {} from {} is lost: {}", connection.id(), connection.remoteAddress(),
					cause.getMessage());
			connection.stop(StopReason.CONNECTION_LOST);
		}
		else {
			logger.error("Connection {} from {} is closed after an internal error", connection.id(),
					connection.remoteAddress(), cause);
			connection.stop(StopReason.INTERNAL_ERROR);
		}
	}

	private void log(Connection connection, RtmpProtocolException failure) {
		// Whoever set up that client can do something about it
		boolean warning = failure.error() == ProtocolError.VERSION
				&& this.warnings.permits(String.valueOf(failure.getMessage()), System.nanoTime());
		logger.atLevel(warning ? Level.WARN : Level.DEBUG)
			.log("Connection {} from {} is closed: {} ({})", connection.id(), connection.remoteAddress(),
					failure.getMessage(), failure.error());
	}

	/**
	 * Lets each of a few texts through once in a while, lest a flood of connections
	 * becomes one of warnings.
	 */
	static final class Warnings {

		static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

		private final Map<String, Long> last = new HashMap<>();

		/**
		 * Return whether a warning may be logged.
		 * @param text the text, of a small set
		 * @param nanoTime the current {@link System#nanoTime()}
		 */
		synchronized boolean permits(String text, long nanoTime) {
			Long before = this.last.get(text);
			if (before != null && nanoTime - before < INTERVAL_NANOS) {
				return false;
			}
			this.last.put(text, nanoTime);
			return true;
		}

	}

}
