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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.server.RtmpPortInUseException;
import dev.rtmpkit.server.RtmpServerException;
import dev.rtmpkit.server.TlsSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a server listens on.
 */
public final class Listeners {

	/** The error number of "address already in use", as epoll reports it. */
	private static final int EADDRINUSE = -98;

	private final List<Channel> channels = new ArrayList<>(2);

	private Listeners() {
	}

	/**
	 * Listen.
	 * @param server the server that serves whoever connects
	 * @param transport the event loops, ended if the server cannot listen
	 * @return the listeners
	 * @throws RtmpPortInUseException if a port is taken
	 * @throws RtmpServerException if the server cannot listen for another reason
	 */
	static Listeners bind(RunningServer server, Transport transport) {
		ServerSettings settings = server.settings();
		Listeners listeners = new Listeners();
		try {
			listeners.bind(server, transport, settings.bindAddress(), null);
			ServerSettings.Encrypted encrypted = settings.encrypted();
			if (encrypted != null) {
				listeners.bind(server, transport, encrypted.bindAddress(), encrypted.tls());
			}
			return listeners;
		}
		catch (RtmpServerException ex) {
			transport.close().join();
			throw ex;
		}
	}

	private void bind(RunningServer server, Transport transport, InetSocketAddress address, @Nullable TlsSettings tls) {
		ServerBootstrap bootstrap = transport.bootstrap(ConnectionHandler.initializer(server, tls),
				server.settings().limits().timeouts().write());
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		Throwable failure = bound.cause();
		if (failure == null) {
			this.channels.add(bound.channel());
		}
		else if (isPortInUse(failure)) {
			throw new RtmpPortInUseException(address.getPort(), tls != null, failure);
		}
		else {
			throw new RtmpServerException("Cannot listen on " + address, failure);
		}
	}

	private static boolean isPortInUse(Throwable failure) {
		if (failure instanceof Errors.NativeIoException nativeFailure) {
			return nativeFailure.expectedErr() == EADDRINUSE;
		}
		String message = failure.getMessage();
		return failure instanceof BindException && message != null && message.contains("in use");
	}

	InetSocketAddress address() {
		return (InetSocketAddress) this.channels.get(0).localAddress();
	}

	/**
	 * Return where encrypted connections are taken.
	 * @return the address or {@code null} if they are not
	 */
	@Nullable InetSocketAddress encryptedAddress() {
		return (this.channels.size() > 1) ? (InetSocketAddress) this.channels.get(1).localAddress() : null;
	}

	boolean isActive() {
		return this.channels.stream().allMatch(Channel::isActive);
	}

	/**
	 * Listen no more.
	 * @return completes on an event loop when nobody can connect any more
	 */
	CompletableFuture<Void> close() {
		return CompletableFuture.allOf(this.channels.stream().map((channel) -> {
			CompletableFuture<Void> closed = new CompletableFuture<>();
			channel.close().addListener((done) -> closed.complete(null));
			return closed;
		}).toArray(CompletableFuture[]::new));
	}

}
