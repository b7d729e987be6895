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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.text.PrintableText;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.stream.StopReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Netty meets the protocol, and the one place where bad input ends a connection:
 * counted, logged once, closed.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionHandler.class);

	/** Whoever set up a client or proxy that does this can do something about it. */
	private static final Set<ProtocolError> OPERATORS = EnumSet.of(ProtocolError.VERSION, ProtocolError.PROXY_HEADER);

	/** How long a client may take to be told that the connection ends. */
	private static final int CLOSE_NOTIFY_MILLIS = 500;

	private final RunningServer server;

	private final ConnectionAdmission.Ticket ticket;

	private final ReadBufferSizer sizer;

	private final boolean encrypted;

	private final long accepted = System.nanoTime();

	private @Nullable InetSocketAddress client;

	private @Nullable Connection connection;

	ConnectionHandler(RunningServer server, ConnectionAdmission.Ticket ticket, ReadBufferSizer sizer,
			boolean encrypted) {
		this.encrypted = encrypted;
		this.server = server;
		this.ticket = ticket;
		this.sizer = sizer;
	}

	/**
	 * Return what sets up the pipeline of each accepted connection.
	 * @param server the server
	 * @param tls how to encrypt, {@code null} not to
	 * @return the initializer
	 */
	static ChannelInitializer<Channel> initializer(RunningServer server, @Nullable TlsSettings tls) {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				ConnectionAdmission.Ticket ticket = server.entrance().enter(channel);
				if (ticket != null) {
					ReadBufferSizer sizer = new ReadBufferSizer(server.settings().limits().memory().totalBytes());
					channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, sizer);
					ConnectionHandler handler = new ConnectionHandler(server, ticket, sizer, tls != null);
					if (server.entrance().isProxied(channel)) {
						channel.pipeline()
							.addLast(new ProxyHeaderHandler.Decoder(), new ProxyHeaderHandler(server, ticket, handler));
					}
					if (tls != null) {
						TlsHandshakeGate gate = new TlsHandshakeGate(server.handshakes(), ticket, channel);
						channel.pipeline().addLast(gate, encryption(tls, gate));
					}
					channel.pipeline().addLast(handler);
				}
			}

		};
	}

	private static SslHandler encryption(TlsSettings tls, Executor work) {
		SslHandler handler = new SslHandler(tls.createEngine(), work);
		// The connection's own deadlines are there for that
		handler.setHandshakeTimeoutMillis(0);
		handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
		return handler;
	}

	/**
	 * Take a client for the one that the connection comes from, instead of who is at the
	 * other end of the socket.
	 * @param address the client's own address
	 */
	void client(InetSocketAddress address) {
		this.client = address;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		SocketAddress address = (this.client != null) ? this.client : context.channel().remoteAddress();
		if (address instanceof InetSocketAddress remote) {
			this.connection = new Connection(this.server, context.channel(),
					new Connection.Peer(remote, this.encrypted, this.accepted), this.ticket, this.sizer, this::fail);
			this.connection.open();
		}
		else {
			// Gone before anyone looked
			context.close();
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.connection != null) {
			this.connection.read((ByteBuf) message);
		}
		else {
			ReferenceCountUtil.release(message);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.connection != null) {
			this.connection.readComplete();
		}
		context.flush();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.connection != null) {
			this.connection.closed();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()
				&& this.connection != null) {
			this.connection.encrypted();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		try {
			fail(context, cause);
		}
		catch (Error ex) {
			// Out of memory, again: there is nothing left but to be rid of the connection
			context.close();
		}
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		if (this.connection != null) {
			fail(this.connection, cause);
		}
		else {
			// It is still in front of the door
			fail("Connection from " + context.channel().remoteAddress(), (reason) -> context.close(), cause);
		}
	}

	private void fail(Connection connection, Throwable cause) {
		fail("Connection " + connection.id() + " from " + connection.remoteAddress(), connection::stop, cause);
	}

	private void fail(String connection, Consumer<StopReason> end, Throwable cause) {
		if (cause instanceof RtmpProtocolException protocolFailure) {
			this.server.counters().error(protocolFailure.error()).increment();
			log(connection, protocolFailure);
			end.accept(StopReason.PROTOCOL_ERROR);
		}
		else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException failure) {
			fail(connection, end, failure);
		}
		else if (cause instanceof SSLException failure) {
			fail(connection, end, new RtmpProtocolException(ProtocolError.TLS_ERROR, message(failure)));
		}
		else if (cause instanceof IOException) {
			logger.debug("{} is lost: {}", connection, cause.getMessage());
			end.accept(StopReason.CONNECTION_LOST);
		}
		else {
			this.server.warnings()
				.error(logger, cause.getClass().getName(), MaskedFailure.withoutText(cause),
						"{} is closed after an internal error", connection);
			end.accept(StopReason.INTERNAL_ERROR);
		}
	}

	private static String message(SSLException failure) {
		// The message of this one quotes what the client sent
		return (failure instanceof NotSslRecordException) ? "A client that does not speak TLS came to the TLS port"
				: "TLS: " + PrintableText.of(String.valueOf(failure.getMessage()));
	}

	private void log(String connection, RtmpProtocolException failure) {
		this.server.warnings()
			.warnOrDebug(logger, reason(failure), "{} is closed: {} ({})", connection,
					String.valueOf(failure.getMessage()), failure.error());
	}

	private static String reason(RtmpProtocolException failure) {
		// The texts of these come from a closed set, and name what has to be set up
		return (OPERATORS.contains(failure.error())) ? String.valueOf(failure.getMessage()) : failure.error().tag();
	}

}
