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
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Boot's own build demands of its modules.
 */
class AutoConfigurationsTests {

	private static final String PACKAGE = "dev.rtmpkit.spring.boot";

	private static final String IMPORTS = "META-INF/spring/" + AutoConfiguration.class.getName() + ".imports";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(PACKAGE);

	@Test
	void importsAreSortedAndComplete() throws IOException {
		Set<String> declared = new TreeSet<>();
		CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.forEach((type) -> declared.add(type.getName()));
		assertThat(imports()).containsExactlyElementsOf(declared);
	}

	@ParameterizedTest
	@MethodSource("imports")
	void autoConfigurationIsFinalWithoutPublicMembers(String name) throws ClassNotFoundException {
		Class<?> type = Class.forName(name);
		assertThat(type).isFinal().isPublic();
		assertThat(type.getSimpleName()).endsWith("AutoConfiguration");
		assertThat(type.getDeclaredFields()).noneMatch((field) -> Modifier.isPublic(field.getModifiers()));
		assertThat(type.getDeclaredMethods()).noneMatch((method) -> Modifier.isPublic(method.getModifiers()));
		assertThat(type.getDeclaredClasses()).noneMatch((nested) -> Modifier.isPublic(nested.getModifiers()));
		Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
			.filter((method) -> method.isAnnotationPresent(Bean.class))
			.forEach((method) -> assertThat(Modifier.isPrivate(method.getReturnType().getModifiers())).isFalse());
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(PACKAGE + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void onlyAutoConfigurationSeesAutoConfiguration() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(PACKAGE + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(PACKAGE + ".autoconfigure..")
			.check(CLASSES);
	}

	@Test
	void optionalLibrariesAreSeenWhereTheyBelong() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(PACKAGE + ".autoconfigure", PACKAGE + ".context..", PACKAGE + ".test..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..", "io.netty..", "org.springframework.boot.actuate..",
					"org.springframework.boot.health..")
			.check(CLASSES);
	}

	@Test
	void everyPropertyHasMetadata() throws IOException {
		List<String> names = new ArrayList<>();
		for (JsonNode property : metadata().get("properties")) {
			String name = property.get("name").asString();
			names.add(name);
			JsonNode description = property.get("description");
			assertThat(description).as(name).isNotNull();
			assertThat(description.asString()).as(name).endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
			if (property.get("type").asString().equals("java.lang.Boolean")) {
				assertThat(description.asString()).as(name).startsWith("Whether ");
			}
		}
		assertThat(names).doesNotHaveDuplicates()
			.contains("management.endpoint.rtmp.access", "management.health.rtmp.enabled", "rtmp.recording.directory",
					"rtmp.recording.enabled", "rtmp.server.address", "rtmp.server.addresses.allow",
					"rtmp.server.addresses.deny", "rtmp.server.applications", "rtmp.server.authentication.mode",
					"rtmp.server.capabilities.enabled", "rtmp.server.duplicate-publisher", "rtmp.server.gop-cache",
					"rtmp.server.reconnect-grace", "rtmp.server.enabled", "rtmp.server.io-threads",
					"rtmp.server.limits.connections", "rtmp.server.limits.connections-per-address",
					"rtmp.server.limits.failures-per-minute", "rtmp.server.limits.media-message-size",
					"rtmp.server.limits.memory", "rtmp.server.limits.stream-key-size",
					"rtmp.server.limits.unauthenticated-connections",
					"rtmp.server.limits.unauthenticated-connections-per-address", "rtmp.server.observation.enabled",
					"rtmp.server.port", "rtmp.server.proxy-protocol.trusted-proxies",
					"rtmp.server.shutdown.grace-period", "rtmp.server.shutdown.reconnect-url", "rtmp.server.ssl.bundle",
					"rtmp.server.ssl.client-auth", "rtmp.server.ssl.enabled", "rtmp.server.ssl.port",
					"rtmp.server.stream-keys", "rtmp.server.timeouts.first-media", "rtmp.server.timeouts.handshake",
					"rtmp.server.timeouts.idle", "rtmp.server.timeouts.media", "rtmp.server.timeouts.publish",
					"rtmp.server.timeouts.validator");
	}

	@Test
	void additionalMetadataIsSorted() throws IOException {
		List<String> names = new ArrayList<>();
		for (JsonNode property : json("META-INF/additional-spring-configuration-metadata.json").get("properties")) {
			names.add(property.get("name").asString());
		}
		assertThat(names).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void metadataTellsDefaults() throws IOException {
		Map<String, String> defaults = new HashMap<>();
		for (JsonNode property : metadata().get("properties")) {
			JsonNode value = property.get("defaultValue");
			defaults.put(property.get("name").asString(), (value != null) ? value.asString() : null);
		}
		assertThat(defaults).containsEntry("rtmp.server.enabled", "true")
			.containsEntry("rtmp.server.port", "1935")
			.containsEntry("rtmp.server.authentication.mode", "adobe")
			.containsEntry("rtmp.server.duplicate-publisher", "replace-same-key")
			.containsEntry("rtmp.server.gop-cache", "on-demand")
			.containsEntry("rtmp.server.reconnect-grace", "0s")
			.containsEntry("rtmp.server.capabilities.enabled", "true")
			.containsEntry("rtmp.server.timeouts.handshake", "5s")
			.containsEntry("rtmp.server.timeouts.publish", "10s")
			.containsEntry("rtmp.server.timeouts.validator", "3s")
			.containsEntry("rtmp.server.timeouts.idle", "15s")
			.containsEntry("rtmp.server.timeouts.media", "60s")
			.containsEntry("rtmp.server.timeouts.first-media", "30s")
			.containsEntry("rtmp.server.limits.connections", "1000")
			.containsEntry("rtmp.server.limits.connections-per-address", null)
			.containsEntry("rtmp.server.limits.media-message-size", "8MB")
			.containsEntry("rtmp.server.limits.stream-key-size", "4KB")
			.containsEntry("rtmp.server.shutdown.grace-period", "10s")
			.containsEntry("rtmp.server.ssl.bundle", null)
			.containsEntry("rtmp.server.ssl.client-auth", "none")
			.containsEntry("rtmp.server.ssl.enabled", null)
			.containsEntry("rtmp.server.ssl.port", "1936")
			.containsEntry("rtmp.recording.enabled", "false")
			.containsEntry("rtmp.recording.directory", "./recordings");
	}

	@Test
	void developmentToolsDoNotWaitForPublishers() throws IOException {
		Properties properties = new Properties();
		properties.load(new StringReader(Files.readString(file("META-INF/spring-devtools.properties"))));
		assertThat(properties).containsEntry("defaults.rtmp.server.shutdown.grace-period", "0s");
	}

	private static List<String> imports() throws IOException {
		return Files.readAllLines(file(IMPORTS));
	}

	private static JsonNode metadata() throws IOException {
		return json("META-INF/spring-configuration-metadata.json");
	}

	private static JsonNode json(String path) throws IOException {
		return JsonMapper.builder().build().readTree(Files.readString(file(path)));
	}

	/** Of this module: other jars have files of the same name. */
	private static Path file(String path) {
		URL classes = RtmpServerAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation();
		return Path.of(URI.create(classes.toString())).resolve(path);
	}

}
