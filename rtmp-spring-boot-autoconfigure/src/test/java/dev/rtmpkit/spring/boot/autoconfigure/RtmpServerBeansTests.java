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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.health.RtmpHealthIndicator;
import dev.rtmpkit.spring.boot.metrics.RtmpServerMetrics;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Beans that need the server, and servers that the application makes itself.
 */
@ExtendWith(OutputCaptureExtension.class)
class RtmpServerBeansTests {

	private static final byte[] VIDEO = HexFormat.of().parseHex("27010000000000000165");

	private final ApplicationContextRunner runner = RtmpContextRunner.create().withBean(Calls.class);

	@ParameterizedTest
	@Tag("E3")
	@ValueSource(classes = { NeedyValidator.class, NeedyHandler.class, NeedyEventListener.class, NeedyListener.class,
			NeedyRecordingListener.class, NeedyCustomizer.class })
	void whenABeanNeedsTheServerItHasIt(Class<?> bean, @TempDir Path directory) {
		this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory)
			.withBean(bean)
			.run((context) -> {
				publish(context);
				assertThat(context.getBean(Calls.class).next()).isEqualTo(bean.getSimpleName() + " " + port(context));
			});
	}

	@ParameterizedTest
	@Tag("E3")
	@ValueSource(strings = { "true", "false" })
	void whenAllOfThemNeedItTheApplicationStarts(String lazy) throws InterruptedException {
		try (ConfigurableApplicationContext context = application(NeedyValidator.class, NeedyHandler.class,
				NeedyEventListener.class, NeedyListener.class)
			.run("--spring.main.lazy-initialization=" + lazy)) {
			publish(context);
			List<String> calls = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				calls.add(context.getBean(Calls.class).next());
			}
			assertThat(calls).allMatch((call) -> call.endsWith(" " + port(context)))
				.extracting((call) -> call.split(" ")[0])
				.startsWith("NeedyValidator")
				.containsExactlyInAnyOrder("NeedyValidator", "NeedyHandler", "NeedyEventListener", "NeedyListener");
		}
	}

	@Test
	@Tag("E3")
	void whenThereAreTwoContextsEachHasItsOwnServer() {
		this.runner.withBean(NeedyEventListener.class)
			.run((first) -> this.runner.withBean(NeedyEventListener.class).run((second) -> {
				publish(second);
				assertThat(second.getBean(Calls.class).next()).isEqualTo("NeedyEventListener " + port(second));
				publish(first);
				assertThat(first.getBean(Calls.class).next()).isEqualTo("NeedyEventListener " + port(first));
				assertThat(second.getBean(Calls.class).queue).isEmpty();
			}));
	}

	@Test
	@Tag("E3")
	void whenTheParentHasTheServerItDoesNotGetTheBeansOfTheChild() {
		this.runner.run((parent) -> this.runner.withParent(parent).withBean(NeedyHandler.class).run((child) -> {
			assertThat(child.containsLocalBean("rtmpServerCallbacks")).isFalse();
			assertThat(child.getBean(RtmpServer.class)).isSameAs(parent.getBean(RtmpServer.class));
			parent.stop();
			parent.start();
			publish(parent);
			assertThat(child.getBean(Calls.class).queue).isEmpty();
		}));
	}

	@Test
	@Tag("E3")
	void whenAHandlerCannotBeMadeTheStartFailsAndNamesIt() {
		assertFailsFor(this.runner.withUserConfiguration(BrokenHandler.class));
	}

	@Test
	@Tag("E3")
	void whenInitializationIsLazyAndAHandlerCannotBeMadeTheStartFailsAndNamesIt() {
		assertFailsFor(this.runner.withUserConfiguration(BrokenHandler.class)
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor())));
	}

	private static void assertFailsFor(ApplicationContextRunner broken) {
		broken.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("'brokenHandler'")
			.rootCause()
			.hasMessage("The codec is missing"));
	}

	@Test
	@Tag("E3")
	void whenThereAreTwoValidatorsTheStartFailsAndSaysSo(CapturedOutput output) {
		SpringApplication application = application(TwoValidators.class);
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("required a single bean, but 2 were found")
			.contains("- one:")
			.contains("- two:");
	}

	@Test
	@Tag("E3")
	void whenACustomizerHasTheServerInjectedTheCycleIsReported(CapturedOutput output) {
		SpringApplication application = application(CyclicCustomizer.class);
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START").contains("form a cycle").contains("rtmpServer");
	}

	@Test
	@Tag("E4")
	void whenTheServerIsBuiltWithTheBuilderNothingIsLost(@TempDir Path directory) {
		everything(directory).withPropertyValues("rtmp.server.applications=live")
			.withBean(NeedyCustomizer.class)
			.withUserConfiguration(BuiltServer.class)
			.run((context) -> {
				RtmpServer server = context.getBean("builtServer", RtmpServer.class);
				assertThat(context.getBean(RtmpServer.class)).isSameAs(server);
				assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
				publish(context);
				assertHeard(context, "NeedyCustomizer", "NeedyHandler", "NeedyListener", "started demo", "stopped demo",
						"recorded demo");
				assertThat(context.getBean(TestObservationRegistry.class)).hasSingleObservationThat()
					.hasLowCardinalityKeyValue("outcome", "accepted")
					.hasLowCardinalityKeyValue("app", "live");
				try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
					client.publish(1, "demo-ke").awaitStatus("NetStream.Publish.Denied");
				}
			});
	}

	@Test
	@Tag("E4")
	void whenTheServerIsBuiltOtherwiseItGetsTheBeans(@TempDir Path directory, CapturedOutput output) {
		everything(directory).withUserConfiguration(OwnServer.class).run((context) -> {
			publish(context);
			assertHeard(context, "NeedyHandler", "NeedyListener", "started mine", "stopped mine", "recorded mine");
		});
		assertThat(output).doesNotContain("Using generated stream key");
	}

	@Test
	@Tag("E4")
	void whenInitializationIsLazyAServerBuiltOtherwiseGetsTheBeans() throws InterruptedException {
		try (ConfigurableApplicationContext context = application(OwnServer.class, NeedyHandler.class)
			.run("--spring.main.lazy-initialization=true")) {
			publish(context);
			assertThat(context.getBean(Calls.class).next()).isEqualTo("NeedyHandler " + port(context));
		}
	}

	@Test
	@Tag("E4")
	void whenTheServerIsBuiltWithAHandlerBeanThatIsCalledOnce() {
		this.runner.withBean("handler", StreamHandler.class, () -> new CountingHandler())
			.withUserConfiguration(ServerOfHandler.class)
			.run((context) -> {
				publish(context);
				publish(context);
				context.stop();
				assertThat(context.getBean(CountingHandler.class).streams).hasSize(2);
			});
	}

	@Test
	@Tag("E4")
	void whatTheApplicationSetsOnTheBuilderWinsOverCustomizers() {
		this.runner.withBean(RtmpServerCustomizer.class, () -> (builder) -> builder.port(1))
			.withUserConfiguration(BuiltServer.class)
			.run((context) -> assertThat(port(context)).isGreaterThan(1));
	}

	@Test
	@Tag("E4")
	void everyServerHasABuilderOfItsOwn() {
		this.runner.run((context) -> {
			RtmpServerBuilder builder = context.getBean(RtmpServerBuilder.class);
			assertThat(context.getBean(RtmpServerBuilder.class)).isNotSameAs(builder);
			try (RtmpServer second = builder.port(0).build()) {
				second.start();
				publish(second.port());
				assertThat(second.port()).isNotEqualTo(port(context));
			}
		});
	}

	@Test
	@Tag("E4")
	void whenThereIsABuilderBeanTheServerIsBuiltWithIt() {
		this.runner
			.withBean(RtmpServerBuilder.class,
					() -> RtmpServer.builder()
						.address(InetAddress.getLoopbackAddress())
						.port(0)
						.validator((request) -> PublishDecision.reject("Mine")))
			.run((context) -> {
				try (RawRtmpClient client = RawRtmpClient.connected(port(context), "live")) {
					client.publish(1, "demo-key").awaitStatus("NetStream.Publish.Denied");
				}
			});
	}

	private ApplicationContextRunner everything(Path directory) {
		return this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory)
			.withBean(SimpleMeterRegistry.class)
			.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.withBean(NeedyHandler.class)
			.withBean(NeedyListener.class)
			.withBean(Events.class);
	}

	private static void assertHeard(ApplicationContext context, String... calls) throws InterruptedException {
		List<String> heard = new ArrayList<>();
		for (int i = 0; i < calls.length; i++) {
			String call = context.getBean(Calls.class).next();
			assertThat(call).as("After %s", heard).isNotNull();
			heard.add((call.startsWith("Needy")) ? call.split(" ")[0] : call);
		}
		assertThat(heard).containsExactlyInAnyOrder(calls);
		assertThat(context.getBean(RtmpHealthIndicator.class).health().getStatus().getCode()).isEqualTo("UP");
		assertThat(context.getBeansOfType(RtmpServerMetrics.class)).hasSize(1);
	}

	private static SpringApplication application(Class<?>... sources) {
		return new SpringApplicationBuilder(Application.class).sources(sources)
			.web(WebApplicationType.NONE)
			.properties("rtmp.server.address=127.0.0.1", "rtmp.server.port=0", "rtmp.server.stream-keys.demo=demo-key")
			.build();
	}

	private static int port(ApplicationContext context) {
		return context.getBean(RtmpServer.class).port();
	}

	private static void publish(ApplicationContext context) {
		publish(port(context));
	}

	private static void publish(int port) {
		try (RawRtmpClient client = RawRtmpClient.publishing(port, "live", "demo-key")) {
			client.video(0, VIDEO).deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Calls calls() {
			return new Calls();
		}

	}

	static class Calls {

		private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

		void add(Object caller, RtmpServer server) {
			this.queue.add(caller.getClass().getSimpleName() + " " + server.port());
		}

		String next() throws InterruptedException {
			return this.queue.poll(10, TimeUnit.SECONDS);
		}

	}

	/** Has the server injected. */
	abstract static class Needy {

		private final RtmpServer server;

		private final Calls calls;

		Needy(RtmpServer server, Calls calls) {
			this.server = server;
			this.calls = calls;
		}

		void called() {
			this.calls.add(this, this.server);
		}

	}

	static class NeedyValidator extends Needy implements StreamKeyValidator {

		NeedyValidator(RtmpServer server, Calls calls) {
			super(server, calls);
		}

		@Override
		public PublishDecision validate(PublishRequest request) {
			called();
			return PublishDecision.acceptKeyAsName();
		}

	}

	static class NeedyHandler extends Needy implements StreamHandler {

		NeedyHandler(RtmpServer server, Calls calls) {
			super(server, calls);
		}

		@Override
		public void handle(LiveStream stream) {
			called();
		}

	}

	static class NeedyEventListener extends Needy {

		NeedyEventListener(RtmpServer server, Calls calls) {
			super(server, calls);
		}

		@EventListener
		void started(RtmpPublishStartedEvent event) {
			called();
		}

	}

	static class NeedyListener extends Needy implements RtmpServerListener {

		NeedyListener(RtmpServer server, Calls calls) {
			super(server, calls);
		}

		@Override
		public void publishStarted(PublishEvent event) {
			called();
		}

	}

	static class NeedyRecordingListener extends Needy implements RecordingListener {

		NeedyRecordingListener(RtmpServer server, Calls calls) {
			super(server, calls);
		}

		@Override
		public void recordingStarted(Recording recording) {
			called();
		}

	}

	/** Makes the server, so it can have it only later. */
	static class NeedyCustomizer implements RtmpServerCustomizer {

		private final ObjectProvider<RtmpServer> server;

		private final Calls calls;

		NeedyCustomizer(ObjectProvider<RtmpServer> server, Calls calls) {
			this.server = server;
			this.calls = calls;
		}

		@Override
		public void customize(RtmpServerBuilder builder) {
			builder.handler((stream) -> this.calls.add(this, this.server.getObject()));
		}

	}

	static class Events {

		private final Calls calls;

		Events(Calls calls) {
			this.calls = calls;
		}

		@EventListener
		void started(RtmpPublishStartedEvent event) {
			this.calls.queue.add("started " + event.streamName());
		}

		@EventListener
		void stopped(RtmpPublishStoppedEvent event) {
			this.calls.queue.add("stopped " + event.streamName());
		}

		@EventListener
		void recorded(RtmpRecordingCompletedEvent event) {
			this.calls.queue.add("recorded " + event.streamName());
		}

	}

	static class CountingHandler implements StreamHandler {

		private final BlockingQueue<String> streams = new LinkedBlockingQueue<>();

		@Override
		public void handle(LiveStream stream) {
			this.streams.add(stream.name());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenHandler {

		@Bean
		StreamHandler brokenHandler() {
			throw new IllegalStateException("The codec is missing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoValidators {

		@Bean
		StreamKeyValidator one() {
			return (request) -> PublishDecision.reject("One");
		}

		@Bean
		StreamKeyValidator two() {
			return (request) -> PublishDecision.reject("Two");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CyclicCustomizer {

		@Bean
		RtmpServerCustomizer cyclic(RtmpServer server) {
			return (builder) -> builder.port(server.port());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltServer {

		@Bean
		RtmpServer builtServer(RtmpServerBuilder builder) {
			return builder.port(0).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		RtmpServer ownServer() {
			return RtmpServer.builder()
				.validator((request) -> PublishDecision.accept("mine"))
				.address(InetAddress.getLoopbackAddress())
				.port(0)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ServerOfHandler {

		@Bean
		RtmpServer ownServer(StreamHandler handler) {
			return RtmpServer.builder()
				.validator((request) -> PublishDecision.accept("mine"))
				.handler(handler)
				.address(InetAddress.getLoopbackAddress())
				.port(0)
				.build();
		}

	}

}
