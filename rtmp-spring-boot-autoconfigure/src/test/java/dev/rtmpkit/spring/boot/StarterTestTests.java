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

package dev.rtmpkit.spring.boot;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerCustomizer;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerSslPort;
import dev.rtmpkit.spring.boot.test.RtmpTestPublisher;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.LogsFailure;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The tests of an application, with the auto-configuration and what
 * {@code rtmp-spring-boot-starter-test} adds to it.
 */
@Tag("E5")
class StarterTestTests {

	private static final String DEFAULT_PORT = "1935";

	@Nested
	@SpringBootTest(classes = Application.class)
	class WhenTestIsPlain {

		@LocalRtmpServerPort
		private int port;

		@Autowired
		private RtmpServer server;

		@Test
		void anotherOneRunsSideBySide() throws Exception {
			assertThat(this.port).isEqualTo(this.server.port());
			TestContextManager another = new TestContextManager(AnotherPlainTest.class);
			AnotherPlainTest test = new AnotherPlainTest();
			another.prepareTestInstance(test);
			assertThat(test.context.getBean(RtmpServer.class)).isNotSameAs(this.server);
			assertThat(test.port).isNotEqualTo(this.port);
			for (int each : new int[] { this.port, test.port }) {
				assertThat(each).isPositive().asString().isNotEqualTo(DEFAULT_PORT);
				RtmpTestPublisher.publish(each, "live/demo").send(Duration.ofSeconds(1)).close();
				assertThat(RtmpTestPublisher.assertRefused(each, "live/guessed").description()).isEqualTo("Not here");
			}
		}

		@Test
		@LogsFailure(UnsatisfiedDependencyException.class)
		void portOfEncryptedConnectionsIsMissing() {
			assertThatException().isThrownBy(
					() -> new TestContextManager(EncryptedPortTest.class).prepareTestInstance(new EncryptedPortTest()))
				.havingRootCause()
				.withMessage("'local.rtmp.server.ssl.port' is not set: the RTMP server takes no encrypted connections. "
						+ "Set 'rtmp.server.ssl.bundle' to the name of an SSL bundle");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "rtmp.server.enabled=false")
	class WhenServerIsDisabled {

		@Test
		@LogsFailure(UnsatisfiedDependencyException.class)
		void portIsMissing() {
			assertThatException()
				.isThrownBy(() -> new TestContextManager(DisabledTest.class).prepareTestInstance(new DisabledTest()))
				.havingRootCause()
				.withMessage("'local.rtmp.server.port' is not set: 'rtmp.server.enabled' is false");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "rtmp.server.ssl.bundle=stream")
	class WhenThereIsABundle {

		private static final Path CERTIFICATE = Certificates.keyStore("server");

		@DynamicPropertySource
		static void bundle(DynamicPropertyRegistry registry) {
			registry.add("spring.ssl.bundle.jks.stream.keystore.location", () -> CERTIFICATE.toUri());
			registry.add("spring.ssl.bundle.jks.stream.keystore.password", () -> Certificates.PASSWORD);
			registry.add("spring.ssl.bundle.jks.stream.keystore.type", () -> "PKCS12");
		}

		@LocalRtmpServerSslPort
		private int sslPort;

		@Test
		void anyPortTakesEncryptedConnections(@LocalRtmpServerPort int port) {
			assertThat(this.sslPort).isPositive().isNotEqualTo(1936).isNotEqualTo(port);
			RtmpTestPublisher.builder(this.sslPort).tls().publish("live/demo").close();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class,
			properties = { "rtmp.server.port=-1", "rtmp.server.ssl.bundle=stream" })
	class WhenAllConnectionsAreEncrypted {

		@DynamicPropertySource
		static void bundle(DynamicPropertyRegistry registry) {
			WhenThereIsABundle.bundle(registry);
		}

		@Autowired
		private ApplicationContext context;

		@Test
		void onlyTheirPortIsThere(@LocalRtmpServerSslPort int sslPort) {
			RtmpTestPublisher.builder(sslPort).tls().publish("live/demo").close();
			assertThatException()
				.isThrownBy(() -> this.context.getAutowireCapableBeanFactory().createBean(PlainPort.class))
				.havingRootCause()
				.withMessage("'local.rtmp.server.port' is not set: 'rtmp.server.port' is negative, so that all "
						+ "connections are encrypted. Use @LocalRtmpServerSslPort instead");
		}

	}

	@Nested
	@SpringBootTest(classes = { Application.class, Passwords.class })
	class WhenThereAreCredentials {

		@Test
		void publisherProvesThem(@LocalRtmpServerPort int port) {
			assertThat(RtmpTestPublisher.assertRefused(port, "live/demo").description()).contains("need auth");
			RtmpTestPublisher.builder(port).credentials("camera", "password").publish("live/demo").close();
		}

	}

	@Nested
	@EnabledForJreRange(min = JRE.JAVA_21)
	@SpringBootTest(classes = Application.class, properties = "spring.threads.virtual.enabled=true")
	class WhenThreadsAreVirtual {

		@Autowired
		private Application application;

		@Test
		void publishes(@LocalRtmpServerPort int port) {
			RtmpTestPublisher.publish(port, "live/demo").send(Duration.ofSeconds(1)).close();
			assertThat(this.application.validating.get().toString()).startsWith("VirtualThread");
		}

	}

	@SpringBootTest(classes = Application.class, properties = "another=context")
	static class AnotherPlainTest {

		@LocalRtmpServerPort
		private int port;

		@Autowired
		private ApplicationContext context;

	}

	@SpringBootTest(classes = Application.class)
	static class EncryptedPortTest {

		@LocalRtmpServerSslPort
		private int port;

	}

	@SpringBootTest(classes = Application.class, properties = "rtmp.server.enabled=false")
	static class DisabledTest {

		@LocalRtmpServerPort
		private int port;

	}

	static class PlainPort {

		PlainPort(@LocalRtmpServerPort int port) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final AtomicReference<Thread> validating = new AtomicReference<>();

		@Bean
		StreamKeyValidator streamKeyValidator() {
			return (request) -> {
				this.validating.set(Thread.currentThread());
				return request.streamKey().matches("demo") ? PublishDecision.acceptKeyAsName()
						: PublishDecision.reject("Not here");
			};
		}

		/** Not a property, as plain tests have none. */
		@Bean
		RtmpServerCustomizer loopback() {
			return (builder) -> builder.address(InetAddress.getLoopbackAddress());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Passwords {

		@Bean
		PublisherCredentials publisherCredentials() {
			return (user) -> user.equals("camera") ? "password" : null;
		}

	}

}
