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

import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a server listens on.
 */
public final class BoundSockets {

	/** The error number of "address already in use", as epoll reports it. */
	private static final int EADDRINUSE = -98;

	private final List<Channel> channels = new ArrayList<>(2);

	private @Nullable Channel plain;

	private @Nullable Channel encrypted;

	private BoundSockets() {
	}

	/**
	 * Listen.
	 * @param settings where
	 * @param assembly sets up connections
	 * @param transport the event loops
	 * @return the sockets
	 * @throws BindFailure if the server cannot listen
	 */
	public static BoundSockets bind(ServerSettings settings, ServerAssembly assembly, Transport transport) {
		BoundSockets sockets = new BoundSockets();
		Duration unacknowledged = settings.limits().timeouts().write();
		InetSocketAddress plain = settings.bindAddress();
		ServerSettings.Encrypted encrypted = settings.encrypted();
		try {
			if (plain != null) {
				sockets.plain = sockets.bind(plain, false,
						transport.bootstrap(assembly.initializer(null), unacknowledged));
			}
			if (encrypted != null) {
				sockets.encrypted = sockets.bind(encrypted.bindAddress(), true,
						transport.bootstrap(assembly.initializer(encrypted.engines()), unacknowledged));
			}
			// Behind Netty's acceptor, which is there as soon as a socket is bound
			sockets.channels.forEach((channel) -> channel.pipeline().addLast(assembly.acceptFailures()));
			return sockets;
		}
		catch (BindFailure ex) {
			sockets.close();
			throw ex;
		}
	}

	private Channel bind(InetSocketAddress address, boolean encrypted, ServerBootstrap bootstrap) {
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		Throwable failure = bound.cause();
		if (failure != null) {
			throw new BindFailure(address, encrypted, isPortInUse(failure), failure);
		}
		this.channels.add(bound.channel());
		return bound.channel();
	}

	private static boolean isPortInUse(Throwable failure) {
		if (failure instanceof Errors.NativeIoException nativeFailure) {
			return nativeFailure.expectedErr() == EADDRINUSE;
		}
		String message = failure.getMessage();
		return failure instanceof BindException && message != null && message.contains("in use");
	}

	/**
	 * Return where connections that are not encrypted are taken.
	 * @return the address or {@code null} if they are not
	 */
	public @Nullable InetSocketAddress address() {
		return address(this.plain);
	}

	/**
	 * Return where encrypted connections are taken.
	 * @return the address or {@code null} if they are not
	 */
	public @Nullable InetSocketAddress encryptedAddress() {
		return address(this.encrypted);
	}

	private static @Nullable InetSocketAddress address(@Nullable Channel channel) {
		return (channel != null) ? (InetSocketAddress) channel.localAddress() : null;
	}

	public boolean isActive() {
		return this.channels.stream().allMatch(Channel::isActive);
	}

	/**
	 * Listen no more.
	 * @return completes on an event loop when the ports are closed
	 */
	public CompletableFuture<Void> close() {
		return CompletableFuture.allOf(this.channels.stream().map((channel) -> {
			CompletableFuture<Void> closed = new CompletableFuture<>();
			channel.close().addListener((done) -> closed.complete(null));
			return closed;
		}).toArray(CompletableFuture[]::new));
	}

}
