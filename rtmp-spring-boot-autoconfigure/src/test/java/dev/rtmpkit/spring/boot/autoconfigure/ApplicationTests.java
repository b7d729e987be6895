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

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerLifecycle;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whole applications in one JVM, as {@code SpringApplication} runs them.
 */
class ApplicationTests {

	@Test
	void whenTwoApplicationsRunEachHasItsOwnPublishers() throws Exception {
		try (ConfigurableApplicationContext first = run("first-key");
				ConfigurableApplicationContext second = run("second-key")) {
			assertThat(port(first)).isNotEqualTo(port(second));
			try (RawRtmpClient wrong = RawRtmpClient.connected(port(second), "live").publish(1, "first-key")) {
				wrong.awaitStatus("NetStream.Publish.Denied");
			}
			try (RawRtmpClient publisher = RawRtmpClient.publishing(port(second), "live", "second-key")) {
				assertThat(heard(second).streamName()).isEqualTo("demo");
				assertThat(first.getBean(Happenings.class).started).isEmpty();
				assertThat(publishers(first)).isZero();
				assertThat(publishers(second)).isOne();
				first.close();
				assertThat(second.getBean(RtmpServer.class).streams()).hasSize(1);
			}
			try (RawRtmpClient publisher = RawRtmpClient.publishing(port(second), "live", "second-key")) {
				assertThat(heard(second)).isNotNull();
			}
		}
	}

	@Test
	void whenInitializationIsLazyEverythingWorks(@TempDir Path recordings) throws Exception {
		try (ConfigurableApplicationContext context = application(WebApplicationType.SERVLET).lazyInitialization(true)
			.run(arguments("lazy-key", "--rtmp.recording.enabled=true", "--rtmp.recording.directory=" + recordings,
					"--management.endpoint.health.show-components=always"))) {
			try (RawRtmpClient publisher = RawRtmpClient.publishing(port(context), "live", "lazy-key")) {
				assertThat(heard(context).streamName()).isEqualTo("demo");
				assertThat(publishers(context)).isOne();
				assertThat(get(context, "/actuator/rtmp")).contains("\"name\":\"demo\"");
				assertThat(get(context, "/actuator/health")).contains("\"rtmp\":{\"status\":\"UP\"}")
					.contains("\"rtmpRecording\":{\"status\":\"UP\"}");
				publisher.video(0, new byte[] { 0x17, 0, 0, 0, 0 }).deleteStream(1);
			}
			Awaitility.await().untilAsserted(() -> assertThat(recordings).isNotEmptyDirectory());
		}
	}

	@Test
	void whenAnotherBeanFailsToStartNothingIsLeft() throws IOException {
		Unstartable unstartable = new Unstartable();
		assertThatExceptionOfType(ApplicationContextException.class)
			.isThrownBy(() -> application(WebApplicationType.NONE)
				.initializers((context) -> ((GenericApplicationContext) context).registerBean("unstartable",
						Unstartable.class, () -> unstartable))
				// Boot's own report of the failure, with its stack trace
				.run(arguments("demo-key", "--logging.level.org.springframework.boot.SpringApplication=off")))
			.withMessageContaining("unstartable");
		assertThat(unstartable.server.state()).isEqualTo(RtmpServer.State.STOPPED);
		try (ServerSocket again = new ServerSocket(unstartable.port, 1, InetAddress.getLoopbackAddress())) {
			assertThat(again.isBound()).isTrue();
		}
	}

	@Test
	void whenThereIsNoWebServerTheServerKeepsTheApplicationAlive() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
				Application.class.getName())
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = process.inputReader()) {
			Matcher port = await(output, "RTMP server started on port (\\d+)");
			await(output, Application.MAIN_RETURNS);
			try (RawRtmpClient publisher = RawRtmpClient.publishing(Integer.parseInt(port.group(1)), "live",
					"demo-key")) {
				// unlike the process itself, its handle leaves the output open
				process.toHandle().destroy();
				await(output, "Graceful shutdown of the RTMP server complete");
				publisher.awaitClose();
			}
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Matcher await(BufferedReader output, String regex) throws IOException {
		StringBuilder seen = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			Matcher matcher = Pattern.compile(regex).matcher(line);
			if (matcher.find()) {
				return matcher;
			}
			seen.append(line).append('\n');
		}
		throw new AssertionError("The process ended without saying '" + regex + "':\n" + seen);
	}

	private static ConfigurableApplicationContext run(String key) {
		return application(WebApplicationType.NONE).run(arguments(key));
	}

	private static SpringApplicationBuilder application(WebApplicationType type) {
		return new SpringApplicationBuilder(Application.class).web(type);
	}

	private static String[] arguments(String key, String... more) {
		String[] common = { "--server.port=0", "--server.address=127.0.0.1", "--rtmp.server.port=0",
				"--rtmp.server.address=127.0.0.1", "--rtmp.server.stream-keys.demo=" + key,
				"--management.endpoints.web.exposure.include=rtmp,health" };
		String[] arguments = new String[common.length + more.length];
		System.arraycopy(common, 0, arguments, 0, common.length);
		System.arraycopy(more, 0, arguments, common.length, more.length);
		return arguments;
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.rtmp.server.port", Integer.class);
	}

	private static RtmpPublishStartedEvent heard(ConfigurableApplicationContext context) throws InterruptedException {
		return context.getBean(Happenings.class).started.poll(10, TimeUnit.SECONDS);
	}

	private static double publishers(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("rtmp.server.publishers.active").gauge().value();
	}

	private static String get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

		static final String MAIN_RETURNS = "Main method returns";

		public static void main(String[] args) {
			application(WebApplicationType.NONE).run(arguments("demo-key"));
			System.out.println(MAIN_RETURNS);
		}

		@Bean
		Happenings happenings() {
			return new Happenings();
		}

	}

	static class Happenings {

		private final BlockingQueue<RtmpPublishStartedEvent> started = new LinkedBlockingQueue<>();

		@EventListener
		void started(RtmpPublishStartedEvent event) {
			this.started.add(event);
		}

	}

	/** Fails after the server was started. */
	static class Unstartable implements SmartLifecycle {

		@Autowired
		private RtmpServer server;

		private int port;

		@Override
		public void start() {
			assertThat(this.server.state()).isEqualTo(RtmpServer.State.RUNNING);
			this.port = this.server.port();
			throw new IllegalStateException("No");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

		@Override
		public int getPhase() {
			return RtmpServerLifecycle.PHASE + 1;
		}

	}

}
