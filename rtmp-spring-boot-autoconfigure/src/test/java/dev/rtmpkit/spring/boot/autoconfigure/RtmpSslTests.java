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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.actuate.endpoint.RtmpEndpoint;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import dev.rtmpkit.spring.boot.health.RtmpHealthIndicator;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerSslPort;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RTMPS with the SSL bundles of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class RtmpSslTests {

	private static final Path FIRST = Certificates.keyStore("server");

	private static final Path SECOND = Certificates.keyStore("other");

	private static final String BAD_UPDATE = "was updated, but cannot be used";

	private final ApplicationContextRunner without = RtmpContextRunner.create()
		.withUserConfiguration(Happenings.class)
		.withPropertyValues("rtmp.server.ssl.port=0");

	private final ApplicationContextRunner disabled = this.without
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
		.withPropertyValues(store("keystore", FIRST));

	private final ApplicationContextRunner runner = this.disabled.withPropertyValues("rtmp.server.ssl.bundle=stream");

	@Test
	void whenThereIsABundleEitherPortTakesPublishers() {
		this.runner.run((context) -> {
			Happenings happenings = context.getBean(Happenings.class);
			RtmpServer server = context.getBean(RtmpServer.class);
			try (RawRtmpClient plain = RawRtmpClient.publishing(server.port(), "live", "demo-key")) {
				assertThat(happenings.next(RtmpPublishStartedEvent.class).publisher().secure()).isFalse();
				plain.deleteStream(1);
				happenings.next(RtmpPublishStoppedEvent.class);
			}
			try (RawRtmpClient encrypted = publishing(context)) {
				assertThat(happenings.next(RtmpPublishStartedEvent.class).publisher().secure()).isTrue();
				encrypted.deleteStream(1);
				happenings.next(RtmpPublishStoppedEvent.class);
			}
		});
	}

	@Test
	@RequiresFfmpeg
	void whenFfmpegPublishesEncryptedTheEventSaysSo() {
		this.runner.run((context) -> {
			Ffmpeg
				.run(Duration.ofSeconds(30), "-i", MediaFiles.H264_AAC.flv().toString(), "-c", "copy", "-f", "flv",
						"-tls_verify", "0", "rtmps://127.0.0.1:" + port(context) + "/live/demo-key")
				.orFail();
			Happenings happenings = context.getBean(Happenings.class);
			assertThat(happenings.next(RtmpPublishStartedEvent.class).publisher().secure()).isTrue();
			RtmpPublishStoppedEvent stopped = happenings.next(RtmpPublishStoppedEvent.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stopped.frames()).isPositive();
		});
	}

	@Test
	void annotationInjectsPort() {
		this.runner.withBean(PortUser.class)
			.run((context) -> assertThat(context.getBean(PortUser.class).port).isEqualTo(port(context)));
	}

	@Test
	void portIsLoggedSetAsPropertyAndShownByTheEndpoint(CapturedOutput output) {
		this.runner.run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			int port = port(context);
			assertThat(port).isPositive().isNotEqualTo(server.port());
			assertThat(output)
				.contains("RTMP server started on port " + server.port() + " (rtmp) and " + port + " (rtmps)");
			assertThat(context.getEnvironment().getProperty("local.rtmp.server.ssl.port", Integer.class))
				.isEqualTo(port);
			assertThat(new RtmpEndpoint(server).rtmp().encryptedAddress()).isEqualTo("127.0.0.1:" + port);
		});
	}

	@Test
	void whenThereIsNoBundleNoPortIsOpen() {
		this.disabled.withPropertyValues("rtmp.server.ssl.bundle=").run((context) -> {
			assertThat(context.getBean(RtmpServer.class).encryptedAddress()).isNull();
			assertThat(context.getEnvironment().getProperty("local.rtmp.server.ssl.port")).isNull();
		});
	}

	@Test
	void whenDisabledBundleIsNotUsed() {
		this.runner.withPropertyValues("rtmp.server.ssl.enabled=false")
			.run((context) -> assertThat(context.getBean(RtmpServer.class).encryptedAddress()).isNull());
	}

	@Test
	void whenThereAreNoBundlesAtAllFailureNamesProperty() {
		this.without.withPropertyValues("rtmp.server.ssl.bundle=stream")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("rtmp.server.ssl.bundle")
				.hasMessageContaining("SslBundles"));
	}

	@Test
	void versionsAndCiphersOfTheBundleAreUsed() {
		String cipher = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
		this.runner
			.withPropertyValues("spring.ssl.bundle.jks.stream.options.enabled-protocols=TLSv1.2",
					"spring.ssl.bundle.jks.stream.options.ciphers=" + cipher)
			.run((context) -> {
				try (SSLSocket socket = socket(Certificates.trusting(FIRST), port(context))) {
					SSLSession session = socket.getSession();
					assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
					assertThat(session.getCipherSuite()).isEqualTo(cipher);
				}
			});
	}

	@Test
	void whenTheBundleHasEmptyListsThoseOfTheJdkAreUsed() {
		this.runner
			.withPropertyValues("spring.ssl.bundle.jks.stream.options.enabled-protocols=",
					"spring.ssl.bundle.jks.stream.options.ciphers=")
			.run((context) -> assertThat(shows(FIRST, context)).isTrue());
	}

	@Test
	void whenClientsNeedACertificateOneWithoutIsRefused() {
		this.runner.withPropertyValues(store("truststore", FIRST))
			.withPropertyValues("rtmp.server.ssl.client-auth=need",
					"spring.ssl.bundle.jks.stream.options.enabled-protocols=TLSv1.2")
			.run((context) -> {
				socket(Certificates.context(FIRST), port(context)).close();
				assertThat(shows(FIRST, context)).isFalse();
			});
	}

	@Test
	@Tag("E8")
	void whenThereIsNoOtherPortEncryptedConnectionsAreTakenAlone(CapturedOutput output) {
		this.runner.withPropertyValues("rtmp.server.port=-1").run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			int port = port(context);
			assertThat(server.address()).isNull();
			assertThat(server.port()).isEqualTo(-1);
			assertThat(output).contains("RTMP server started on port " + port + " (rtmps)").doesNotContain("(rtmp)");
			assertThat(context.getEnvironment().getProperty("local.rtmp.server.port")).isNull();
			assertThat(context.getEnvironment().getProperty("local.rtmp.server.ssl.port", Integer.class))
				.isEqualTo(port);
			assertThat(new RtmpEndpoint(server).rtmp()).satisfies((description) -> {
				assertThat(description.address()).isNull();
				assertThat(description.encryptedAddress()).isEqualTo("127.0.0.1:" + port);
			});
			assertThat(new RtmpHealthIndicator(server).health().getStatus()).isEqualTo(Status.UP);
			try (RawRtmpClient encrypted = publishing(context)) {
				Happenings happenings = context.getBean(Happenings.class);
				assertThat(happenings.next(RtmpPublishStartedEvent.class).publisher().secure()).isTrue();
				encrypted.deleteStream(1);
				happenings.next(RtmpPublishStoppedEvent.class);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "want", "need" })
	@Tag("E7")
	void whenClientsAreAuthenticatedWithoutATrustStoreFailureSaysSo(String clientAuth) {
		this.runner.withPropertyValues("rtmp.server.ssl.client-auth=" + clientAuth)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("it has no trust store")
				.hasMessageContaining("public authority"));
	}

	@Test
	@Tag("E7")
	void whenTheTrustStoreIsEmptyFailureSaysSo(@TempDir Path directory) throws Exception {
		Path empty = directory.resolve("empty.p12");
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		try (OutputStream output = Files.newOutputStream(empty)) {
			store.store(output, Certificates.PASSWORD.toCharArray());
		}
		this.runner.withPropertyValues(store("truststore", empty))
			.withPropertyValues("rtmp.server.ssl.client-auth=need")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("its trust store is empty"));
	}

	@Test
	@Tag("E7")
	void whenTheBundleHasTrustManagersOfTheApplicationItNeedsNoTrustStore() throws IOException {
		SslBundle stores = bundle(FIRST, Certificates.PASSWORD);
		SslManagerBundle managers = SslManagerBundle.of(stores.getManagers().getKeyManagerFactory(),
				bundle(FIRST, FIRST).getManagers().getTrustManagerFactory());
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("stream",
				SslBundle.of(stores.getStores(), stores.getKey(), null, null, managers));
		withRegistry(registry, "need", (context) -> {
			socket(Certificates.context(FIRST), port(context)).close();
			assertThat(context).hasNotFailed();
		});
	}

	@Test
	@Tag("E7")
	@LogsFailure(IllegalStateException.class)
	void whenTheUpdateHasNoTrustStoreTheServerGoesOnWithWhatItHas(CapturedOutput output) {
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("stream", bundle(FIRST, FIRST));
		withRegistry(registry, "want", (context) -> {
			registry.updateBundle("stream", bundle(SECOND, Certificates.PASSWORD));
			assertThat(output.getOut()).contains(BAD_UPDATE).contains("it has no trust store");
			assertThat(shows(FIRST, context)).isTrue();
			registry.updateBundle("stream", bundle(SECOND, FIRST));
			assertThat(shows(SECOND, context)).isTrue();
		});
	}

	@Test
	@Tag("T4")
	void whenTheBundleIsUpdatedNewConnectionsGetItAndPublishersStay() {
		withRegistry((context, registry) -> {
			Happenings happenings = context.getBean(Happenings.class);
			try (RawRtmpClient old = publishing(context)) {
				happenings.next(RtmpPublishStartedEvent.class);
				assertThat(shows(FIRST, context)).isTrue();
				registry.updateBundle("stream", bundle(SECOND, Certificates.PASSWORD));
				assertThat(shows(SECOND, context)).isTrue();
				assertThat(shows(FIRST, context)).isFalse();
				goesOn(old, happenings);
			}
		});
	}

	@Test
	@Tag("T4")
	@LogsFailure(IllegalStateException.class)
	void whenTheUpdateIsBadTheServerGoesOnWithWhatItHas(CapturedOutput output) {
		withRegistry((context, registry) -> {
			Happenings happenings = context.getBean(Happenings.class);
			try (RawRtmpClient old = publishing(context)) {
				happenings.next(RtmpPublishStartedEvent.class);
				registry.updateBundle("stream", bundle(SECOND, "guess"));
				assertThat(StringUtils.countOccurrencesOf(output.getOut(), BAD_UPDATE)).isOne();
				registry.updateBundle("stream", SslBundle.of(null));
				assertThat(StringUtils.countOccurrencesOf(output.getOut(), BAD_UPDATE)).isEqualTo(2);
				assertThat(output.getOut()).containsPattern("WARN.*SSL bundle 'stream' " + BAD_UPDATE)
					.contains("it has no private key");
				assertThat(shows(FIRST, context)).isTrue();
				goesOn(old, happenings);
			}
			registry.updateBundle("stream", bundle(SECOND, Certificates.PASSWORD));
			assertThat(shows(SECOND, context)).isTrue();
		});
	}

	@Test
	@Tag("T4")
	@LogsFailure(IllegalStateException.class)
	void whenTheFileOfTheBundleChangesNewConnectionsGetIt(CapturedOutput output, @TempDir Path directory)
			throws IOException {
		Path file = Files.copy(FIRST, directory.resolve("live.p12"));
		this.runner.withPropertyValues(store("keystore", file))
			.withPropertyValues("spring.ssl.bundle.jks.stream.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=100ms")
			.run((context) -> {
				Happenings happenings = context.getBean(Happenings.class);
				try (RawRtmpClient old = publishing(context)) {
					happenings.next(RtmpPublishStartedEvent.class);
					assertThat(shows(FIRST, context)).isTrue();
					Files.copy(SECOND, file, StandardCopyOption.REPLACE_EXISTING);
					Awaitility.await().until(() -> shows(SECOND, context));
					Files.writeString(file, "no key store");
					Awaitility.await().until(() -> output.getOut().contains(BAD_UPDATE));
					assertThat(shows(SECOND, context)).isTrue();
					goesOn(old, happenings);
				}
			});
	}

	private void withRegistry(RegistryConsumer consumer) {
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("stream",
				bundle(FIRST, Certificates.PASSWORD));
		withRegistry(registry, "none", (context) -> consumer.accept(context, registry));
	}

	private void withRegistry(DefaultSslBundleRegistry registry, String clientAuth,
			ContextConsumer<AssertableApplicationContext> consumer) {
		this.without.withBean(DefaultSslBundleRegistry.class, () -> registry)
			.withPropertyValues("rtmp.server.ssl.bundle=stream", "rtmp.server.ssl.client-auth=" + clientAuth)
			.run(consumer);
	}

	private static SslBundle bundle(Path keyStore, Path trustStore) {
		return SslBundle.of(new JksSslStoreBundle(
				new JksSslStoreDetails("PKCS12", null, keyStore.toUri().toString(), Certificates.PASSWORD),
				new JksSslStoreDetails("PKCS12", null, trustStore.toUri().toString(), Certificates.PASSWORD)));
	}

	private static SslBundle bundle(Path keyStore, String password) {
		return SslBundle.of(new JksSslStoreBundle(
				new JksSslStoreDetails("PKCS12", null, keyStore.toUri().toString(), password), null));
	}

	private static String[] store(String kind, Path store) {
		String prefix = "spring.ssl.bundle.jks.stream." + kind + ".";
		return new String[] { prefix + "type=PKCS12", prefix + "location=" + store.toUri(),
				prefix + "password=" + Certificates.PASSWORD };
	}

	private static int port(ApplicationContext context) {
		InetSocketAddress address = context.getBean(RtmpServer.class).encryptedAddress();
		return Objects.requireNonNull(address).getPort();
	}

	private static RawRtmpClient publishing(ApplicationContext context) {
		RawRtmpClient client = RawRtmpClient.open(Certificates.trusting(FIRST).getSocketFactory(), port(context));
		client.handshake().connect("live", 0).publish(1, "demo-key").awaitStatus("NetStream.Publish.Start");
		return client;
	}

	private static void goesOn(RawRtmpClient publisher, Happenings happenings) throws InterruptedException {
		publisher.audio(0, (byte) 0x2F, (byte) 1).deleteStream(1);
		RtmpPublishStoppedEvent stopped = happenings.next(RtmpPublishStoppedEvent.class);
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.frames()).isOne();
	}

	/** Whether who connects now is shown this certificate, and served. */
	private static boolean shows(Path keyStore, ApplicationContext context) throws IOException {
		try (SSLSocket socket = socket(Certificates.trusting(keyStore), port(context))) {
			return socket.isConnected();
		}
		catch (SSLException | SocketException ex) {
			return false;
		}
	}

	private static SSLSocket socket(SSLContext client, int port) throws IOException {
		SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
		socket.startHandshake();
		return socket;
	}

	@FunctionalInterface
	private interface RegistryConsumer {

		void accept(ApplicationContext context, DefaultSslBundleRegistry registry) throws Exception;

	}

	static class Happenings {

		private final BlockingQueue<RtmpStreamEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void happened(RtmpStreamEvent event) {
			this.events.add(event);
		}

		/** The next event of this type; others in between are skipped. */
		<T extends RtmpStreamEvent> T next(Class<T> type) throws InterruptedException {
			while (true) {
				RtmpStreamEvent event = this.events.poll(10, TimeUnit.SECONDS);
				assertThat(event).as("an event before the time is out").isNotNull();
				if (type.isInstance(event)) {
					return type.cast(event);
				}
			}
		}

	}

	@Lazy
	static class PortUser {

		private final int port;

		PortUser(@LocalRtmpServerSslPort int port) {
			this.port = port;
		}

	}

}
