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

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.aot.TestContextAotGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LocalRtmpServerPort} and {@link LocalRtmpServerSslPort}, and for what
 * they say if there is no port.
 */
@Tag("E5")
class LocalPortTests {

	@Test
	void whenServerHasStartedInjectsItsPorts() {
		try (AnnotationConfigApplicationContext context = context(
				Map.of("local.rtmp.server.port", 19350, "local.rtmp.server.ssl.port", 19351))) {
			context.register(Plain.class, Encrypted.class);
			context.refresh();
			assertThat(context.getBean(Plain.class).port).isEqualTo(19350);
			assertThat(context.getBean(Encrypted.class).port).isEqualTo(19351L);
		}
	}

	@Test
	void whenNoServerHasStartedSaysWhatIsNeeded() {
		assertFailure(Plain.class, Map.of(), "'local.rtmp.server.port' is not set: no RTMP server has started",
				"rtmp-spring-boot-starter", "@SpringBootTest", "@Lazy");
		assertFailure(Encrypted.class, Map.of(), "'local.rtmp.server.ssl.port' is not set: no RTMP server has started");
	}

	@Test
	void whenServerIsDisabledSaysSo() {
		assertFailure(Plain.class, Map.of("rtmp.server.enabled", "false"),
				"'local.rtmp.server.port' is not set: 'rtmp.server.enabled' is false");
		assertFailure(Encrypted.class, Map.of("rtmp.server.enabled", "false"),
				"'local.rtmp.server.ssl.port' is not set: 'rtmp.server.enabled' is false");
	}

	@Test
	void whenThereIsTheOtherPortOnlyNamesIt() {
		assertFailure(Plain.class, Map.of("rtmp.server.port", "-1", "local.rtmp.server.ssl.port", 19351),
				"'rtmp.server.port' is negative", "@LocalRtmpServerSslPort");
		assertFailure(Encrypted.class, Map.of("local.rtmp.server.port", 19350), "'rtmp.server.ssl.bundle'");
	}

	@Test
	void whenProcessedAheadOfTimeContextIsMadeAndPortsCanBeEvaluated() {
		TestContextAotGenerator generator = new TestContextAotGenerator(new InMemoryGeneratedFiles());
		generator.processAheadOfTime(Stream.of(PlainTest.class));
		RuntimeHints hints = generator.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(LocalPort.class, "PLAIN")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(LocalPort.class, "applyAsInt"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(RandomPortContextCustomizerFactory.class)).accepts(hints);
	}

	private static void assertFailure(Class<?> user, Map<String, Object> properties, String... texts) {
		try (AnnotationConfigApplicationContext context = context(properties)) {
			context.register(user);
			assertThatException().isThrownBy(context::refresh)
				.havingRootCause()
				.isInstanceOf(IllegalStateException.class)
				.satisfies((cause) -> assertThat(cause).message().contains(texts));
		}
	}

	private static AnnotationConfigApplicationContext context(Map<String, Object> properties) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		return context;
	}

	static class Plain {

		private final int port;

		Plain(@LocalRtmpServerPort int port) {
			this.port = port;
		}

	}

	static class Encrypted {

		@LocalRtmpServerSslPort
		private Long port;

	}

	@SpringBootTest(classes = Application.class)
	static class PlainTest {

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
