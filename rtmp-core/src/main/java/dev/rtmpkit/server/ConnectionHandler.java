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
import java.util.Objects;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.server.limit.ConnectionAdmission;
import dev.rtmpkit.server.log.MaskedFailure;
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

/**
 * Where Netty meets the protocol, and the one place where bad input ends a connection:
 * counted, logged once, closed.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionHandler.class);

	private final RunningServer server;

	private final ConnectionAdmission.Ticket ticket;

	private final ReadBufferSizer sizer;

	private @Nullable Connection connection;

	ConnectionHandler(RunningServer server, ConnectionAdmission.Ticket ticket, ReadBufferSizer sizer) {
		this.server = server;
		this.ticket = ticket;
		this.sizer = sizer;
	}

	/**
	 * Return what sets up the pipeline of each accepted connection.
	 * @param server the server
	 * @return the initializer
	 */
	static ChannelInitializer<Channel> initializer(RunningServer server) {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				ConnectionAdmission.Ticket ticket = server.entrance().enter(channel);
				if (ticket != null) {
					ReadBufferSizer sizer = new ReadBufferSizer();
					channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, sizer);
					channel.pipeline().addLast(new ConnectionHandler(server, ticket, sizer));
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
			// Whoever set up that client can do something about it
			this.server.warnings()
				.warnOrDebug(logger, reason(protocolFailure), "Connection {} from {} is closed: {} ({})",
						connection.id(), connection.remoteAddress(), String.valueOf(protocolFailure.getMessage()),
						protocolFailure.error());
			connection.stop(StopReason.PROTOCOL_ERROR);
		}
		else if (cause instanceof IOException) {
			logger.debug("Connection {} from {} is lost: {}", connection.id(), connection.remoteAddress(),
					cause.getMessage());
			connection.stop(StopReason.CONNECTION_LOST);
		}
		else {
			this.server.warnings()
				.error(logger, cause.getClass().getName(), MaskedFailure.withoutText(cause),
						"Connection {} from {} is closed after an internal error", connection.id(),
						connection.remoteAddress());
			connection.stop(StopReason.INTERNAL_ERROR);
		}
	}

	private static String reason(RtmpProtocolException failure) {
		// The texts of this one come from a closed set, and name what has to be set up
		return (failure.error() == ProtocolError.VERSION) ? String.valueOf(failure.getMessage())
				: failure.error().tag();
	}

}
