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

package dev.rtmpkit.spring.boot.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.client.PublishRefusedException;
import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.Assert;

/**
 * An encoder for tests: publishes generated H.264 (64x64, 25 frames and one key frame per
 * second) and AAC (48 kHz, mono, silence) to a server on this machine. What a test did
 * not expect is an {@link AssertionError}. Nothing waits for more than ten seconds.
 * <p>
 * For one thread, which its methods block.
 */
public final class RtmpTestPublisher implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final RtmpPublisher publisher;

	private final TestMedia media;

	private RtmpTestPublisher(RtmpPublisher publisher) {
		this.publisher = publisher;
		this.media = new TestMedia(publisher);
	}

	/**
	 * Publish. Has returned when the server has accepted; then metadata and sequence
	 * headers are on the way, but no frame yet.
	 * @param port the port of the server, see {@link LocalRtmpServerPort}
	 * @param path application and stream key, for example {@code live/demo-key}, and a
	 * query if need be
	 * @return the publisher, to be closed
	 * @throws AssertionError if the server refuses or there is none
	 */
	public static RtmpTestPublisher publish(int port, String path) {
		return builder(port).publish(path);
	}

	/**
	 * Try to publish, and expect to be refused.
	 * @param port the port of the server
	 * @param path application and stream key, and a query if need be
	 * @return what the server says: the text that the encoder's user gets to see, and the
	 * status code
	 * @throws AssertionError if the server accepts or there is none
	 */
	public static PublishRefusedException assertRefused(int port, String path) {
		return builder(port).assertRefused(path);
	}

	/**
	 * Begin to build a publisher that encrypts, or has a user name and a password.
	 * @param port the port of the server, see {@link LocalRtmpServerPort} and
	 * {@link LocalRtmpServerSslPort}
	 * @return a builder
	 */
	public static Builder builder(int port) {
		return new Builder(port);
	}

	/**
	 * Send media, as fast as the server takes it. The first call begins with a key frame.
	 * @param duration of how much media
	 * @return this publisher
	 * @throws AssertionError if the server has ended the publish, or does not read
	 */
	public RtmpTestPublisher send(Duration duration) {
		try {
			this.media.send(duration);
			return this;
		}
		catch (IOException ex) {
			throw rejected(ex);
		}
	}

	/**
	 * Send a packet of the test's own, such as a codec or a frame that {@link #send} does
	 * not generate.
	 * @param packet the packet, whose timestamp is sent as it is
	 * @return this publisher
	 * @throws AssertionError if the server has ended the publish, or does not read
	 */
	public RtmpTestPublisher send(MediaPacket packet) {
		try {
			this.publisher.send(packet);
			return this;
		}
		catch (IOException ex) {
			throw rejected(ex);
		}
	}

	/**
	 * Send metadata again, at the time that the media has reached.
	 * @param metadata the properties of {@code onMetaData}
	 * @return this publisher
	 * @throws AssertionError if the server has ended the publish, or does not read
	 */
	public RtmpTestPublisher sendMetadata(AmfProperties metadata) {
		return send(DataPacket.of(this.media.end(), DataPacket.ON_META_DATA, metadata));
	}

	private static AssertionError rejected(IOException reason) {
		return new AssertionError("The server should take media, but: " + reason.getMessage(), reason);
	}

	/**
	 * Wait until the server ends the publish.
	 * @return what it says about it, empty if it has just closed the connection
	 * @throws AssertionError if it does not
	 */
	public String awaitEnd() {
		long begin = System.nanoTime();
		while (this.publisher.isOpen()) {
			if (System.nanoTime() - begin > PATIENCE.toNanos()) {
				throw new AssertionError("The server should end the publish, but has not within " + PATIENCE);
			}
			LockSupport.parkNanos(POLL_NANOS);
		}
		return (this.publisher.closedReason() instanceof PublishRefusedException refused) ? refused.description() : "";
	}

	/**
	 * Drop the connection as a crashed encoder does, without ending the publish.
	 */
	public void disconnect() {
		this.publisher.abort();
	}

	/**
	 * End the publish as encoders do when they are stopped. Everything that was sent
	 * before gets to the server.
	 */
	@Override
	public void close() {
		this.publisher.close();
	}

	/**
	 * Builds a publisher. Not thread-safe, but may be used again.
	 */
	public static final class Builder {

		private final int port;

		private @Nullable SSLContext tls;

		private @Nullable String user;

		private String password = "";

		private Builder(int port) {
			this.port = port;
		}

		/**
		 * Encrypt (RTMPS), whatever certificate the server has.
		 * @return this builder
		 */
		public Builder tls() {
			this.tls = TestTrust.any();
			return this;
		}

		/**
		 * Encrypt (RTMPS), and trust the server if an SSL bundle does. If the server asks
		 * for a certificate it gets that of the bundle. The host name is not checked.
		 * @param bundle the bundle
		 * @return this builder
		 */
		public Builder tls(SslBundle bundle) {
			this.tls = TestTrust.of(bundle);
			return this;
		}

		/**
		 * Prove to know a password, to a server that has a
		 * {@link dev.rtmpkit.publish.PublisherCredentials}. Servers without are not told.
		 * @param user the user name
		 * @param password the password
		 * @return this builder
		 */
		public Builder credentials(String user, String password) {
			this.user = user;
			this.password = password;
			return this;
		}

		/**
		 * Publish. Has returned when the server has accepted; then metadata and sequence
		 * headers are on the way, but no frame yet.
		 * @param path application and stream key, for example {@code live/demo-key}, and
		 * a query if need be
		 * @return the publisher, to be closed
		 * @throws AssertionError if the server refuses or there is none
		 */
		public RtmpTestPublisher publish(String path) {
			RtmpTestPublisher publisher = null;
			try {
				publisher = new RtmpTestPublisher(connect(path));
				publisher.media.begin();
				return publisher;
			}
			catch (IOException ex) {
				if (publisher != null) {
					publisher.close();
				}
				throw new AssertionError("The stream should be accepted, but: " + ex.getMessage(), ex);
			}
		}

		/**
		 * Try to publish, and expect to be refused.
		 * @param path application and stream key, and a query if need be
		 * @return what the server says: the text that the encoder's user gets to see, and
		 * the status code
		 * @throws AssertionError if the server accepts or there is none
		 */
		public PublishRefusedException assertRefused(String path) {
			try {
				connect(path).close();
			}
			catch (PublishRefusedException ex) {
				return ex;
			}
			catch (IOException ex) {
				throw new AssertionError("The stream should be refused, but: " + ex.getMessage(), ex);
			}
			throw new AssertionError("The stream should be refused, but was accepted");
		}

		private RtmpPublisher connect(String path) throws IOException {
			Assert.hasText(path, "'path' must not be empty");
			Assert.isTrue(!path.startsWith("/"), "'path' must not begin with a slash");
			RtmpPublisher.Builder builder = RtmpPublisher.builder()
				.connectTimeout(PATIENCE)
				.handshakeTimeout(PATIENCE)
				.commandTimeout(PATIENCE)
				.writeTimeout(PATIENCE);
			if (this.user != null) {
				builder.credentials(this.user, this.password);
			}
			if (this.tls != null) {
				builder.sslContext(this.tls);
			}
			String host = InetAddress.getLoopbackAddress().getHostAddress();
			return builder.connect(
					URI.create(((this.tls != null) ? "rtmps" : "rtmp") + "://" + host + ":" + this.port + "/" + path));
		}

	}

}
