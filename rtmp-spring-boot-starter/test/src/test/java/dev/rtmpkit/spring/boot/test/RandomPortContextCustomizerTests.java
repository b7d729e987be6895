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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootContextLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.cache.DefaultCacheAwareContextLoaderDelegate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.context.support.DefaultBootstrapContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RandomPortContextCustomizer}: an application whose files have the
 * ports 1935 and 1936, and tests that say something about it or nothing.
 */
@Tag("E5")
class RandomPortContextCustomizerTests {

	private static final String FILES = "spring.config.location=classpath:/random-port/";

	@Test
	void whenEnvironmentVariableIsSetItIsUsed() {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						Map.of("RTMP_SERVER_PORT", "19350")));
		sources.addLast(new MapPropertySource("files", Map.of("rtmp.server.port", 1935)));
		customize(environment);
		assertThat(sources.stream().map((source) -> source.getName())).containsExactly("systemProperties",
				"systemEnvironment", RandomPortContextCustomizer.PROPERTY_SOURCE_NAME, "files");
	}

	@Test
	void whenNegativePortIsAPlaceholderItStays() {
		MockEnvironment environment = new MockEnvironment().withProperty("rtmp.server.port", "${port:-1}");
		customize(environment);
		assertThat(environment.getProperty("rtmp.server.port")).isEqualTo("-1");
		assertThat(environment.getProperty("rtmp.server.ssl.port")).isEqualTo("0");
	}

	@Test
	void whenContextWasProcessedAheadOfTimeAnyPortIsUsed() throws Exception {
		SpringBootTestContextBootstrapper bootstrapper = new SpringBootTestContextBootstrapper();
		bootstrapper.setBootstrapContext(
				new DefaultBootstrapContext(WhenTestSetsNothing.class, new DefaultCacheAwareContextLoaderDelegate()));
		ApplicationContext context = new SpringBootContextLoader()
			.loadContextForAotRuntime(bootstrapper.buildMergedContextConfiguration(), (processed) -> {
			});
		try (ConfigurableApplicationContext closing = (ConfigurableApplicationContext) context) {
			assertThat(closing.getEnvironment().getProperty("rtmp.server.port")).isEqualTo("0");
			assertThat(closing.getEnvironment().getProperty("rtmp.server.ssl.port")).isEqualTo("0");
		}
	}

	@Test
	void everyTestHasAnEqualOneSoThatContextsAreShared() {
		RandomPortContextCustomizerFactory factory = new RandomPortContextCustomizerFactory();
		assertThat(factory.createContextCustomizer(WhenTestSetsNothing.class, List.of()))
			.isEqualTo(factory.createContextCustomizer(Object.class, List.of()))
			.hasSameHashCodeAs(new RandomPortContextCustomizer());
	}

	private static void customize(ConfigurableEnvironment environment) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setEnvironment(environment);
			new RandomPortContextCustomizer().customizeContext(context,
					new MergedContextConfiguration(Object.class, null, null, null, null));
		}
	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = FILES)
	class WhenTestSetsNothing extends Ports {

		@Test
		void anyPortIsUsed() {
			assertPorts(0, 0);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { FILES, "rtmp.server.port=19350" })
	class WhenTestSetsPropertyOfOnePort extends Ports {

		@Test
		void thatPortIsUsed() {
			assertPorts(19350, 0);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = FILES)
	@TestPropertySource(properties = "rtmp.server.port=19350")
	class WhenTestHasPropertySource extends Ports {

		@Test
		void itsPortIsUsed() {
			assertPorts(19350, 0);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = FILES,
			args = { "--rtmp.server.port=19350", "--rtmp.server.ssl.port=19351" })
	class WhenTestHasArguments extends Ports {

		@Test
		void theirPortsAreUsed() {
			assertPorts(19350, 19351);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = FILES)
	class WhenTestHasDynamicProperties extends Ports {

		@DynamicPropertySource
		static void ports(DynamicPropertyRegistry registry) {
			registry.add("rtmp.server.ssl.port", () -> 19351);
		}

		@Test
		void theirPortIsUsed() {
			assertPorts(0, 19351);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = FILES)
	@ActiveProfiles("fixed")
	class WhenTestActivatesProfile extends Ports {

		@Test
		void portOfItsFileIsUsed() {
			assertPorts(19350, 0);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { FILES, "spring.profiles.active=fixed" })
	class WhenApplicationActivatesProfile extends Ports {

		@Test
		void portOfItsFileIsNotUsed() {
			assertPorts(0, 0);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { FILES, "spring.profiles.active=encrypted" })
	class WhenApplicationClosesADoor extends Ports {

		@Test
		void itStaysClosed() {
			assertPorts(-1, 0);
		}

	}

	@Nested
	@SpringJUnitConfig(Application.class)
	class WhenContextIsNotOfSpringBoot extends Ports {

		@Test
		void anyPortIsUsed() {
			assertPorts(0, 0);
		}

	}

	abstract static class Ports {

		@Autowired
		private ConfigurableEnvironment environment;

		void assertPorts(int port, int sslPort) {
			assertThat(this.environment.getProperty("rtmp.server.port", Integer.class)).isEqualTo(port);
			assertThat(this.environment.getProperty("rtmp.server.ssl.port", Integer.class)).isEqualTo(sslPort);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
