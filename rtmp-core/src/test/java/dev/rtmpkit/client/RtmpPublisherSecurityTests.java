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
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Certificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link RtmpPublisher} with servers that encrypt, and with those that want a password.
 */
@Tag("E5")
class RtmpPublisherSecurityTests {

	private static final Path CERTIFICATE = Certificates.keyStore("server");

	private final BlockingQueue<Stop> stops = new LinkedBlockingQueue<>();

	private RtmpServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void whenCertificateIsTrustedPublishesEncrypted() throws Exception {
		start(RtmpPublisherSecurityTests::encrypted);
		try (RtmpPublisher publisher = trusting().connect(secure("127.0.0.1"))) {
			for (int timestamp = 0; timestamp < 100; timestamp++) {
				publisher.send(AudioPacket.parse(timestamp, ByteBuffer.wrap(new byte[] { 0x2F, 1, 2, 3 })));
			}
		}
		Stop stop = this.stops.poll(10, TimeUnit.SECONDS);
		assertThat(stop.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stop.stream().publisher().secure()).isTrue();
		assertThat(stop.stream().statistics().audio().packets()).isEqualTo(100);
	}

	@Test
	void whenAbortedTheServerIsNotTold() throws Exception {
		start(RtmpPublisherSecurityTests::encrypted);
		try (RtmpPublisher publisher = trusting().connect(secure("127.0.0.1"))) {
			publisher.abort();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS).reason()).isEqualTo(StopReason.CONNECTION_LOST);
			assertThat(publisher.closedReason()).isNull();
		}
	}

	@Test
	void whenCertificateIsNotTrustedFails() {
		start(RtmpPublisherSecurityTests::encrypted);
		assertThatExceptionOfType(SSLException.class).isThrownBy(() -> RtmpPublisher.connect(secure("127.0.0.1")));
	}

	@Test
	void whenEncryptedTheHostNameIsToBeChecked() throws Exception {
		start(RtmpPublisherSecurityTests::encrypted);
		AskedTrust trust = new AskedTrust();
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { trust }, null);
		RtmpPublisher.builder().sslContext(context).connect(secure("localhost")).close();
		SSLEngine engine = Objects.requireNonNull(trust.engine);
		assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
		assertThat(engine.getPeerHost()).isEqualTo("localhost");
	}

	@Test
	void whenServerIsNotEncryptedFails() {
		start(UnaryOperator.identity());
		assertThatExceptionOfType(IOException.class).isThrownBy(
				() -> trusting().handshakeTimeout(Duration.ofSeconds(2)).connect(uri("rtmps", this.server.port())));
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	void whenPasswordIsRightPublishes(AuthenticationMode mode) throws Exception {
		start((builder) -> locked(builder, mode));
		RtmpPublisher.builder().credentials("a user", "p&ssword").connect(uri("rtmp", this.server.port())).close();
		Stop stop = this.stops.poll(10, TimeUnit.SECONDS);
		assertThat(stop.stream().name()).isEqualTo("live by a user");
	}

	@Test
	void whenEncryptedPasswordIsAskedForAsWell() throws Exception {
		start((builder) -> encrypted(locked(builder, AuthenticationMode.ADOBE)));
		trusting().credentials("a user", "p&ssword").connect(secure("localhost")).close();
		assertThat(this.stops.poll(10, TimeUnit.SECONDS).reason()).isEqualTo(StopReason.UNPUBLISHED);
	}

	@ParameterizedTest
	@CsvSource({ "ADOBE, a user, wrong", "LLNW, a user, wrong", "ADOBE, other, p&ssword", "LLNW, other, p&ssword" })
	void whenPasswordIsWrongIsRefused(AuthenticationMode mode, String user, String password) {
		start((builder) -> locked(builder, mode));
		assertThatExceptionOfType(PublishRefusedException.class)
			.isThrownBy(
					() -> RtmpPublisher.builder().credentials(user, password).connect(uri("rtmp", this.server.port())))
			.satisfies((ex) -> assertThat(ex.description()).contains("authfailed"))
			.withMessageNotContaining(password);
	}

	@Test
	void whenPasswordIsMissingIsRefused() {
		start((builder) -> locked(builder, AuthenticationMode.ADOBE));
		assertThatExceptionOfType(PublishRefusedException.class)
			.isThrownBy(() -> RtmpPublisher.connect(uri("rtmp", this.server.port())))
			.satisfies((ex) -> assertThat(ex.description()).contains("need auth"));
	}

	@Test
	void whenServerWantsNoPasswordItIsNotSent() throws Exception {
		start(UnaryOperator.identity());
		RtmpPublisher.builder().credentials("u", "p").connect(uri("rtmp", this.server.port())).close();
		assertThat(this.stops.poll(10, TimeUnit.SECONDS).stream().name()).isEqualTo("live by null");
	}

	private void start(UnaryOperator<RtmpServerBuilder> customizer) {
		this.server = customizer.apply(RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.accept(request.app() + " by " + request.user()))
			.listener(new RtmpServerListener() {

				@Override
				public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
					RtmpPublisherSecurityTests.this.stops.add(new Stop(event.stream(), reason));
				}

			})).build();
		this.server.start();
	}

	private static RtmpServerBuilder encrypted(RtmpServerBuilder builder) {
		return builder.tls(0, TlsSettings.of(() -> Certificates.context(CERTIFICATE)));
	}

	private static RtmpServerBuilder locked(RtmpServerBuilder builder, AuthenticationMode mode) {
		return builder.authenticationMode(mode).credentials((user) -> (user.equals("a user")) ? "p&ssword" : null);
	}

	private static RtmpPublisher.Builder trusting() {
		return RtmpPublisher.builder().sslContext(Certificates.trusting(CERTIFICATE));
	}

	private URI secure(String host) {
		int port = Objects.requireNonNull(this.server.encryptedAddress()).getPort();
		return URI.create("rtmps://" + host + ":" + port + "/live/key");
	}

	private static URI uri(String scheme, int port) {
		return URI.create(scheme + "://127.0.0.1:" + port + "/live/key");
	}

	private record Stop(LiveStream stream, StopReason reason) {

	}

	/** Trusts whatever it is asked about. */
	private static final class AskedTrust extends X509ExtendedTrustManager {

		private volatile @Nullable SSLEngine engine;

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			this.engine = engine;
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			throw new AssertionError();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			throw new AssertionError();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			throw new AssertionError();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			throw new AssertionError();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			throw new AssertionError();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
