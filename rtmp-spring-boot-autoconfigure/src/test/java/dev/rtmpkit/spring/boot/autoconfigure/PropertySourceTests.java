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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of the properties in environment variables, profiles and files, as
 * {@code docs/reference.md} tells.
 */
@Tag("E9")
class PropertySourceTests {

	@TempDir
	private Path directory;

	@Test
	void whenVariablesAreSetTheyAreBound() {
		RtmpServerProperties properties = bind(Map.of("RTMP_SERVER_PORT", "1936", "RTMP_SERVER_RECONNECTGRACE", "30s",
				"RTMP_SERVER_LIMITS_CONNECTIONS", "500", "RTMP_SERVER_APPLICATIONS", "live,backup",
				"RTMP_SERVER_ADDRESSES_ALLOW_0", "10.0.0.0/8", "RTMP_SERVER_STREAMKEYS_STUDIO", "secret"));
		assertThat(properties.getPort()).isEqualTo(1936);
		assertThat(properties.getReconnectGrace()).hasSeconds(30);
		assertThat(properties.getLimits().getConnections()).isEqualTo(500);
		assertThat(properties.getApplications()).containsExactly("live", "backup");
		assertThat(properties.getAddresses().getAllow()).containsExactly("10.0.0.0/8");
		assertThat(properties.getStreamKeys()).containsExactly(Map.entry("studio", "secret"));
	}

	@ParameterizedTest
	@CsvSource({ "RTMP_SERVER_STREAMKEYS_STUDIO_1, studio.1", "RTMP_SERVER_STREAMKEYS_Studio, studio" })
	void whenVariableNamesStreamItsNameIsPlain(String variable, String stream) {
		assertThat(bind(Map.of(variable, "secret")).getStreamKeys()).containsExactly(Map.entry(stream, "secret"));
	}

	@Test
	void whenDashIsUnderscoreInVariableOfMapNothingIsSet() {
		assertThat(bind(Map.of("RTMP_SERVER_STREAM_KEYS_STUDIO", "secret")).getStreamKeys()).isEmpty();
	}

	@Test
	void whenServiceOfKubernetesHasNameOfPropertyBindingFails() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bind(Map.of("RTMP_SERVER_PORT", "tcp://10.0.0.1:1935")))
			.withMessageContaining("rtmp.server.port");
	}

	@Test
	void whenKeysAreInProfileThoseOfDefaultStay() throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), """
				rtmp.server:
				  applications: live, backup
				  stream-keys:
				    demo: demo-key
				    other: other-key
				""");
		Files.writeString(this.directory.resolve("application-prod.yml"), """
				rtmp.server:
				  applications: studio
				  stream-keys:
				    other: secret
				    studio: ${STUDIO_KEY}
				""");
		RtmpServerProperties properties = load("--spring.profiles.active=prod", "--STUDIO_KEY=studio-key");
		assertThat(properties.getStreamKeys()).containsOnly(Map.entry("demo", "demo-key"), Map.entry("other", "secret"),
				Map.entry("studio", "studio-key"));
		assertThat(properties.getApplications()).containsExactly("studio");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".Studio-1", ".studio_1", ".studio.1", "[north/cam1]", "[North 1]" })
	void whenNameIsInPropertyFileItStaysAsItIs(String suffix) throws Exception {
		Files.writeString(this.directory.resolve("application.properties"),
				"rtmp.server.stream-keys" + suffix.replace(" ", "\\ ") + "=${STUDIO_1_KEY}");
		assertThat(load("--STUDIO_1_KEY=secret").getStreamKeys())
			.containsExactly(Map.entry(suffix.replaceAll("^\\.|[\\[\\]]", ""), "secret"));
	}

	@ParameterizedTest
	@CsvSource({ "Studio-1, Studio-1", "'\"[north/cam1]\"', north/cam1", "north/cam1, northcam1" })
	void whenNameIsInYamlItNeedsBracketsAndQuotesForOtherCharacters(String written, String name) throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), """
				rtmp:
				  server:
				    stream-keys:
				      %s: secret
				""".formatted(written));
		assertThat(load().getStreamKeys()).containsExactly(Map.entry(name, "secret"));
	}

	@Test
	void whenNameIsInJsonItStaysAsItIs() {
		assertThat(load("--spring.application.json={\"rtmp.server.stream-keys.Studio-1\":\"secret\"}").getStreamKeys())
			.containsExactly(Map.entry("Studio-1", "secret"));
	}

	@Test
	void whenKeyIsFileItIsRead() throws Exception {
		Files.writeString(this.directory.resolve("rtmp.server.stream-keys.studio-1"), "secret\n");
		assertThat(load("--spring.config.import=configtree:" + this.directory + "/").getStreamKeys())
			.containsExactly(Map.entry("studio-1", "secret"));
	}

	private static RtmpServerProperties bind(Map<String, Object> variables) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		ConfigurationPropertySources.attach(environment);
		return Binder.get(environment).bindOrCreate("rtmp.server", RtmpServerProperties.class);
	}

	private RtmpServerProperties load(String... arguments) {
		SpringApplication application = new SpringApplication(Nothing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setDefaultProperties(Map.of("spring.config.location", this.directory.toUri().toString()));
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return Binder.get(context.getEnvironment()).bindOrCreate("rtmp.server", RtmpServerProperties.class);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
