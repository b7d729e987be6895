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

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpEventPublisher;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerLifecycle;
import dev.rtmpkit.stream.StreamHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RtmpServerAutoConfigurationTests {

	private static final String NOTHING_CONSUMES = "Nothing consumes the streams";

	private final ApplicationContextRunner runner = RtmpContextRunner.create();

	@Test
	void startsServer(CapturedOutput output) {
		this.runner.run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			assertThat(server.state()).isEqualTo(RtmpServer.State.RUNNING);
			assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
			assertThat(output).contains("RTMP server started on port " + server.port() + " (rtmp)");
			assertThat(context).hasBean("rtmpServer").hasBean("rtmpServerLifecycle");
		});
	}

	@Test
	void whenContextClosesServerStops(CapturedOutput output) {
		List<RtmpServer> servers = new ArrayList<>();
		this.runner.run((context) -> servers.add(context.getBean(RtmpServer.class)));
		assertThat(servers.get(0).state()).isEqualTo(RtmpServer.State.STOPPED);
		assertThat(output).contains("Commencing graceful shutdown of the RTMP server")
			.contains("Graceful shutdown of the RTMP server complete");
	}

	@Test
	void whenContextIsPausedServerGoesOn() {
		this.runner.run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			int port = server.port();
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).pause();
			assertThat(server.state()).isEqualTo(RtmpServer.State.RUNNING);
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).restart();
			assertThat(server.port()).isEqualTo(port);
		});
	}

	@Test
	void whenContextIsRestartedServerIs() {
		this.runner.run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			context.stop();
			assertThat(server.state()).isEqualTo(RtmpServer.State.STOPPED);
			context.start();
			assertThat(server.state()).isEqualTo(RtmpServer.State.RUNNING);
		});
	}

	@Test
	void whenDisabledThereIsNothing() {
		this.runner.withPropertyValues("rtmp.server.enabled=false", "rtmp.recording.enabled=true")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.noneMatch((name) -> name.toLowerCase().contains("rtmp")));
	}

	@Test
	void whenServerBeanIsDefinedBacksOff(CapturedOutput output) {
		RtmpContextRunner.withoutKeys().withUserConfiguration(OwnServer.class).run((context) -> {
			assertThat(context).hasSingleBean(RtmpServer.class).hasSingleBean(RtmpServerLifecycle.class);
			assertThat(context).doesNotHaveBean("rtmpServer").hasSingleBean(RtmpEventPublisher.class);
			assertThat(context.getBean("ownServer", RtmpServer.class).state()).isEqualTo(RtmpServer.State.RUNNING);
			assertThat(output).doesNotContain("Using generated stream key");
		});
	}

	@Test
	void whenLifecycleBeanIsDefinedBacksOff() {
		this.runner.withBean("ownLifecycle", RtmpServerLifecycle.class,
				() -> new RtmpServerLifecycle(RtmpServer.builder()
					.validator((request) -> PublishDecision.reject("no"))
					.address(InetAddress.getLoopbackAddress())
					.port(0)
					.build(), Duration.ZERO, (event) -> {
					}))
			.run((context) -> {
				assertThat(context).hasSingleBean(RtmpServerLifecycle.class);
				assertThat(context.getBean(RtmpServer.class).state()).isEqualTo(RtmpServer.State.STOPPED);
			});
	}

	@Test
	void whenEventPublisherBeanIsDefinedBacksOff() {
		this.runner.withBean("ownPublisher", RtmpEventPublisher.class, () -> new RtmpEventPublisher((event) -> {
		})).run((context) -> assertThat(context).hasSingleBean(RtmpEventPublisher.class));
	}

	@Test
	void whenValidatorBeanIsDefinedBacksOff(CapturedOutput output) {
		StreamKeyValidator validator = (request) -> PublishDecision.reject("no");
		RtmpContextRunner.withoutKeys()
			.withBean("ownValidator", StreamKeyValidator.class, () -> validator)
			.run((context) -> {
				assertThat(context.getBean(StreamKeyValidator.class)).isSameAs(validator);
				assertThat(output).doesNotContain("Using generated stream key");
			});
	}

	@Test
	void whenInitializationIsLazyStartsServer() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getEnvironment().getProperty("local.rtmp.server.port", Integer.class)).isPositive();
				assertThat(context.getBean(RtmpServer.class).state()).isEqualTo(RtmpServer.State.RUNNING);
			});
	}

	@Test
	void doesNotTakeApplicationsExecutorsAway() {
		this.runner.run((context) -> assertThat(context).hasBean("applicationTaskExecutor"));
	}

	@Test
	void customizersAreCalledInOrderAndAfterProperties() {
		this.runner.withPropertyValues("rtmp.server.port=1").withUserConfiguration(Customizers.class).run((context) -> {
			assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second");
			assertThat(context.getBean(RtmpServer.class).port()).isGreaterThan(1);
		});
	}

	@Test
	void whenNothingConsumesStreamsWarnsOnce(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(output).containsOnlyOnce(NOTHING_CONSUMES);
			context.stop();
			context.start();
			assertThat(output).containsOnlyOnce(NOTHING_CONSUMES);
		});
	}

	@Test
	void whenDecisionsAreObservedWarns(CapturedOutput output) {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create).run((context) -> {
			assertThat(context).hasBean("rtmpObservationCustomizer");
			assertThat(output).containsOnlyOnce(NOTHING_CONSUMES);
		});
	}

	@Test
	void whenThereIsCustomizerDoesNotWarn(CapturedOutput output) {
		this.runner.withBean(RtmpServerCustomizer.class, () -> (builder) -> {
		}).run((context) -> assertThat(output).doesNotContain(NOTHING_CONSUMES));
	}

	@Test
	void whenThereIsHandlerDoesNotWarn(CapturedOutput output) {
		this.runner.withBean(StreamHandler.class, () -> (stream) -> {
		}).run((context) -> assertThat(output).doesNotContain(NOTHING_CONSUMES));
	}

	@Test
	void whenThereIsServerListenerDoesNotWarn(CapturedOutput output) {
		this.runner.withBean("ownListener", RtmpServerListener.class, () -> new RtmpServerListener() {
		}).run((context) -> assertThat(output).doesNotContain(NOTHING_CONSUMES));
	}

	@Test
	void whenThereIsEventListenerDoesNotWarn(CapturedOutput output) {
		this.runner.withUserConfiguration(StartedListener.class)
			.run((context) -> assertThat(output).doesNotContain(NOTHING_CONSUMES));
	}

	@Test
	void whenThereIsListenerOfEverythingWarns(CapturedOutput output) {
		this.runner.withUserConfiguration(ListenerOfEverything.class)
			.run((context) -> assertThat(output).containsOnlyOnce(NOTHING_CONSUMES));
	}

	@ParameterizedTest
	@CsvSource({ "rtmp.server.port,70000", "rtmp.server.port,-1", "rtmp.server.io-threads,-1",
			"rtmp.server.applications,/live", "rtmp.server.addresses.allow,10.0.0.0/33",
			"rtmp.server.addresses.deny,localhost", "rtmp.server.proxy-protocol.trusted-proxies,10.0.0.0/x",
			"rtmp.server.timeouts.handshake,0s", "rtmp.server.timeouts.publish,-1s",
			"rtmp.server.timeouts.validator,0s", "rtmp.server.timeouts.idle,0s", "rtmp.server.reconnect-grace,-1s",
			"rtmp.server.shutdown.grace-period,-1s", "rtmp.server.shutdown.reconnect-url,no url" })
	void whenPropertyIsInvalidFailureNamesIt(String name, String value) {
		this.runner.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.rootCause()
				.hasMessageContaining(name));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		RtmpServer ownServer() {
			return RtmpServer.builder()
				.validator((request) -> PublishDecision.reject("no"))
				.address(InetAddress.getLoopbackAddress())
				.port(0)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> called = new ArrayList<>();

		@Bean
		@Order(2)
		RtmpServerCustomizer second() {
			return (builder) -> {
				this.called.add("second");
				builder.port(0);
			};
		}

		@Bean
		@Order(1)
		RtmpServerCustomizer first() {
			return (builder) -> {
				this.called.add("first");
				builder.port(2);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StartedListener {

		@EventListener
		void started(RtmpPublishStartedEvent event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerOfEverything {

		@EventListener
		void anything(Object event) {
		}

	}

}
