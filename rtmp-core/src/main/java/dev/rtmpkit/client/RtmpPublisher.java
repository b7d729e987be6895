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
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import dev.rtmpkit.internal.session.auth.ClientLogin;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one stream to an RTMP server. Its methods block, so they are for threads of
 * the application, virtual ones included; they may be called from any thread, and packets
 * sent by several threads at once go out in some order. All publishers share one daemon
 * I/O thread, which is gone when the last one is closed.
 */
public final class RtmpPublisher implements AutoCloseable {

	private final PublisherRoute route;

	RtmpPublisher(PublisherRoute route) {
		this.route = route;
	}

	/**
	 * Connect to a server with the default settings and begin to publish.
	 * @param uri where to publish: {@code rtmp[s]://host[:port]/app/key?query}; all of
	 * the path but its last segment is the application
	 * @return the publisher, ready to send
	 * @throws PublishRefusedException if the server refuses
	 * @throws java.net.SocketTimeoutException if the server does not answer in time
	 * @throws IOException if the server cannot be reached, closes the connection or
	 * breaks the protocol
	 */
	public static RtmpPublisher connect(URI uri) throws IOException {
		return builder().connect(uri);
	}

	/**
	 * Begin to build a publisher.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Send a packet. Waits while the connection has more to send than it should hold, as
	 * long as the write time-out allows.
	 * @param packet the packet; of its timestamp the low 32 bits are sent
	 * @throws PublishRefusedException if the server has ended the publish with an error
	 * @throws java.net.SocketTimeoutException if the server has not read for too long;
	 * the packet is not sent, but others may be later
	 * @throws IOException if the connection is lost or closed, or the thread is
	 * interrupted
	 */
	public void send(MediaPacket packet) throws IOException {
		this.route.send(packet);
	}

	/**
	 * Return whether packets can be sent.
	 * @return whether neither side has closed the connection
	 */
	public boolean isOpen() {
		return this.route.isOpen();
	}

	/**
	 * Return why the connection ended.
	 * @return the reason, a {@link PublishRefusedException} if the server told one, or
	 * {@code null} if the connection has not ended or was closed with {@link #close()}
	 */
	public @Nullable IOException closedReason() {
		return this.route.failure();
	}

	/**
	 * End the publish: sends what is waiting, takes leave and closes the connection.
	 * Takes up to two seconds if the server is slow. Calling it again changes nothing.
	 */
	@Override
	public void close() {
		this.route.close();
	}

	/**
	 * Close the connection at once and without taking leave, as an encoder does that
	 * crashes or loses its network. What was not sent yet is lost.
	 */
	public void abort() {
		this.route.abort();
	}

	/**
	 * Return where this publisher publishes now.
	 * @return the URL with the stream key masked
	 */
	@Override
	public String toString() {
		return this.route.toString();
	}

	/**
	 * Builds a publisher. Not thread-safe, but may be used again.
	 */
	public static final class Builder {

		private static final int MAX_CHUNK_SIZE = 0xFFFFFF;

		private static final int DEFAULT_CHUNK_SIZE = 4096;

		private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

		private @Nullable String streamKey;

		private Duration connectTimeout = DEFAULT_TIMEOUT;

		private Duration handshakeTimeout = DEFAULT_TIMEOUT;

		private Duration commandTimeout = DEFAULT_TIMEOUT;

		private Duration writeTimeout = DEFAULT_TIMEOUT;

		private int chunkSize = DEFAULT_CHUNK_SIZE;

		private boolean followsReconnectRequests;

		private @Nullable SSLContext sslContext;

		private @Nullable ClientLogin login;

		Builder() {
		}

		/**
		 * Set the stream key apart from the URI, as encoders do. The whole path of the
		 * URI is the application then.
		 * @param streamKey the stream key, with a query if it has one; not decoded
		 * @return this builder
		 */
		public Builder streamKey(String streamKey) {
			this.streamKey = Objects.requireNonNull(streamKey, "streamKey");
			return this;
		}

		/**
		 * Set how long the TCP connection may take.
		 * @param timeout the time; 10 seconds by default
		 * @return this builder
		 */
		public Builder connectTimeout(Duration timeout) {
			this.connectTimeout = positive(timeout);
			return this;
		}

		/**
		 * Set how long the handshake may take.
		 * @param timeout the time; 10 seconds by default
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration timeout) {
			this.handshakeTimeout = positive(timeout);
			return this;
		}

		/**
		 * Set how long the server may take to answer each of {@code connect},
		 * {@code createStream} and {@code publish}.
		 * @param timeout the time; 10 seconds by default
		 * @return this builder
		 */
		public Builder commandTimeout(Duration timeout) {
			this.commandTimeout = positive(timeout);
			return this;
		}

		/**
		 * Set how long {@link RtmpPublisher#send} may wait for the server to read.
		 * @param timeout the time; 10 seconds by default
		 * @return this builder
		 */
		public Builder writeTimeout(Duration timeout) {
			this.writeTimeout = positive(timeout);
			return this;
		}

		/**
		 * Set the chunk size to announce (RTMP 1.0, 5.4.1).
		 * @param chunkSize the size in bytes, 1 to 16777215; 4096 by default
		 * @return this builder
		 */
		public Builder chunkSize(int chunkSize) {
			if (chunkSize < 1 || chunkSize > MAX_CHUNK_SIZE) {
				throw new IllegalArgumentException("chunkSize must be between 1 and " + MAX_CHUNK_SIZE);
			}
			this.chunkSize = chunkSize;
			return this;
		}

		/**
		 * Set whether to do what a server asks that wants its clients to connect anew,
		 * perhaps elsewhere (Enhanced RTMP v2, "Reconnect Request"). The new connection
		 * is made while media goes on to the old one; {@link RtmpPublisher#send} changes
		 * over at the next key frame, for which it waits until the old server has all
		 * media and the new one has accepted the publish, and sends metadata and sequence
		 * headers again. If the new connection cannot be made, or another server refuses
		 * the publish, the old one stays.
		 * @param follow whether to announce and do so; {@code false} by default
		 * @return this builder
		 */
		public Builder followReconnectRequests(boolean follow) {
			this.followsReconnectRequests = follow;
			return this;
		}

		/**
		 * Set whom to trust with encrypted connections ({@code rtmps}), and which
		 * certificate to show if the server asks for one. The host name is checked, too,
		 * unless a trust manager of the context is an
		 * {@link javax.net.ssl.X509ExtendedTrustManager} that does not.
		 * @param sslContext the context; that of the JDK by default
		 * @return this builder
		 */
		public Builder sslContext(SSLContext sslContext) {
			this.sslContext = Objects.requireNonNull(sslContext, "sslContext");
			return this;
		}

		/**
		 * Set who publishes, for servers that ask for it in the way of Adobe Media Server
		 * or Limelight Networks ({@code authmod}). The password itself is never sent.
		 * @param user the user name
		 * @param password the password
		 * @return this builder
		 */
		public Builder credentials(String user, String password) {
			this.login = new ClientLogin(Objects.requireNonNull(user, "user"),
					Objects.requireNonNull(password, "password"));
			return this;
		}

		private static Duration positive(Duration timeout) {
			if (timeout.isZero() || timeout.isNegative()) {
				throw new IllegalArgumentException("timeout must be positive");
			}
			return timeout;
		}

		/**
		 * Connect to a server and begin to publish.
		 * @param uri where to publish: {@code rtmp[s]://host[:port]/app/key?query}, or
		 * {@code rtmp[s]://host[:port]/app} if the stream key was set; the port is 1935
		 * by default, and 443 for {@code rtmps}
		 * @return the publisher, ready to send
		 * @throws PublishRefusedException if the server refuses
		 * @throws java.net.SocketTimeoutException if the server does not answer in time
		 * @throws IOException if the server cannot be reached, closes the connection or
		 * breaks the protocol, or the thread is interrupted
		 */
		public RtmpPublisher connect(URI uri) throws IOException {
			RtmpUri target = RtmpUri.of(uri, this.streamKey);
			PublisherSettings settings = new PublisherSettings(this.connectTimeout, this.handshakeTimeout,
					this.commandTimeout, this.writeTimeout, this.chunkSize, this.followsReconnectRequests,
					this.sslContext, this.login);
			return new RtmpPublisher(new PublisherRoute(PublisherConnection.open(target, settings), settings));
		}

	}

}
