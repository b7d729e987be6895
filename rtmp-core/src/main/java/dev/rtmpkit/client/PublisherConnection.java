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

package dev.rtmpkit.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import dev.rtmpkit.internal.wire.message.RtmpMessage;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one publisher, seen from the threads of the application.
 */
final class PublisherConnection {

	/** Enough for a key frame or two; more only makes what is sent older. */
	private static final WriteBufferWaterMark OUTPUT_BOUNDS = new WriteBufferWaterMark(256 << 10, 1 << 20);

	/** How long what waits may take to be sent when the publisher is closed. */
	private static final long CLOSE_MILLIS = 2000;

	private static final int FLUSHES_AT_ONCE = 64;

	/** A server first asks who it is, then for a proof. */
	private static final int LOGIN_REQUESTS = 2;

	private final RtmpUri target;

	private final Channel channel;

	private final PublisherHandler handler;

	private final CompletableFuture<Void> closed;

	private PublisherConnection(RtmpUri target, Channel channel, PublisherHandler handler,
			CompletableFuture<Void> closed) {
		this.target = target;
		this.channel = channel;
		this.handler = handler;
		this.closed = closed;
	}

	static PublisherConnection open(RtmpUri target, PublisherSettings settings) throws IOException {
		PublisherConnection connection = prepare(target, settings);
		connection.publish();
		return connection;
	}

	/**
	 * Go as far as possible without publishing.
	 */
	static PublisherConnection prepare(RtmpUri target, PublisherSettings settings) throws IOException {
		String loginQuery = "";
		for (int request = 0; request < LOGIN_REQUESTS; request++) {
			try {
				return prepare(target, settings, loginQuery);
			}
			catch (LoginRequestedException ex) {
				loginQuery = ex.query();
			}
		}
		return prepare(target, settings, loginQuery);
	}

	private static PublisherConnection prepare(RtmpUri target, PublisherSettings settings, String loginQuery)
			throws IOException {
		SSLEngine engine = (target.isSecure()) ? engine(target, settings.sslContext()) : null;
		InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
		CompletableFuture<PublisherHandler> ready = new CompletableFuture<>();
		CompletableFuture<Void> closed = new CompletableFuture<>();
		Bootstrap bootstrap = bootstrap(settings, (channel) -> {
			if (engine != null) {
				SslHandler tls = new SslHandler(engine);
				tls.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
				channel.pipeline().addLast(tls);
			}
			// Packets that come faster than they are written go out together
			channel.pipeline().addLast(new FlushConsolidationHandler(FLUSHES_AT_ONCE, true));
			channel.pipeline().addLast(new PublisherHandler(channel, target, settings, loginQuery, ready));
		});
		ChannelFuture connecting = bootstrap.group(ClientEventLoop.acquire()).connect(address);
		Channel channel = connecting.channel();
		connecting.addListener((future) -> {
			if (!future.isSuccess()) {
				ready.completeExceptionally(connectFailure(future.cause()));
			}
		});
		// Last, as an event loop that has ended tells listeners nothing any more
		channel.closeFuture().addListener((future) -> {
			ClientEventLoop.release();
			closed.complete(null);
		});
		return new PublisherConnection(target, channel, await(ready, channel::close), closed);
	}

	private static SSLEngine engine(RtmpUri target, @Nullable SSLContext context) throws IOException {
		try {
			SSLEngine engine = ((context != null) ? context : SSLContext.getDefault()).createSSLEngine(target.host(),
					target.port());
			engine.setUseClientMode(true);
			SSLParameters parameters = engine.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			engine.setSSLParameters(parameters);
			return engine;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IOException("TLS cannot be used", ex);
		}
	}

	/**
	 * Publish, which takes a connection that was prepared.
	 */
	void publish() throws IOException {
		try {
			await(this.handler.publish(), this.channel::close);
		}
		catch (RejectedExecutionException ex) {
			// The event loop went with the connection
			throw new IOException("The server closed the connection", ex);
		}
	}

	/**
	 * Wait for an answer.
	 * @param answer completes with it
	 * @param interrupted what to do if the thread is not to wait any longer
	 */
	static <T extends @Nullable Object> T await(CompletableFuture<T> answer, Runnable interrupted) throws IOException {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
		catch (InterruptedException ex) {
			interrupted.run();
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while connecting");
		}
	}

	private static Bootstrap bootstrap(PublisherSettings settings, Consumer<Channel> initializer) {
		long timeout = Math.max(1, Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis()));
		return new Bootstrap().channel(NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTPUT_BOUNDS)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					initializer.accept(channel);
				}

			});
	}

	private static IOException connectFailure(@Nullable Throwable cause) {
		if (cause instanceof ConnectTimeoutException) {
			SocketTimeoutException timeout = new SocketTimeoutException("The server cannot be reached in time");
			timeout.initCause(cause);
			return timeout;
		}
		return (cause instanceof IOException failure) ? failure : new IOException("Cannot connect", cause);
	}

	int streamId() {
		return this.handler.streamId();
	}

	void send(RtmpMessage message) throws IOException {
		this.handler.media().send(message);
	}

	RtmpUri target() {
		return this.target;
	}

	@Nullable RtmpUri pollReconnectTarget() {
		return this.handler.pollReconnectTarget();
	}

	boolean isOpen() {
		return this.handler.media().isOpen();
	}

	@Nullable IOException failure() {
		return this.handler.failure();
	}

	void close() {
		finish(Duration.ofMillis(CLOSE_MILLIS));
	}

	/**
	 * Send what is waiting, take leave and close.
	 * @param timeout how long the server may take to read it all
	 */
	void finish(Duration timeout) {
		this.handler.media().end(PublisherHandler.closed());
		try {
			this.channel.eventLoop().execute(this.handler::leave);
			this.closed.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RejectedExecutionException | ExecutionException | TimeoutException ex) {
			// The event loop has ended with the connection, or the server is too slow
		}
		this.channel.close();
	}

	/**
	 * Drop the connection as a lost encoder would.
	 */
	void abort() {
		this.handler.media().end(PublisherHandler.closed());
		try {
			this.channel.eventLoop().execute(this.handler::abort);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended, and the connection with it
			return;
		}
	}

	@Override
	public String toString() {
		return this.target.toString();
	}

}
