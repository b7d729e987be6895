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

package dev.rtmpkit.sample.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.rtmpkit.spring.boot.autoconfigure.RtmpRecordingProperties;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerProperties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every block of configuration in the documentation sets properties that there are, to
 * values that they take. Those of Spring Boot have to be known as well.
 */
@Tag("E9")
class PropertySnippetTests {

	/** Without what follows: a value, a part that the reader is to fill in, a tag. */
	private static final Pattern NAME = Pattern.compile("`((?:rtmp|management|spring)(?:\\.[\\w-]+)+)");

	private static final Pattern METER = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);

	private static final Map<String, String> TYPES = types();

	@ParameterizedTest
	@MethodSource("snippets")
	void whenCopiedSetsKnownProperties(Snippet snippet) throws IOException {
		List<String> unknown = new ArrayList<>();
		for (PropertySource<?> source : load(snippet)) {
			for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				if (!isKnown(name)) {
					unknown.add(name);
				}
			}
		}
		assertThat(unknown).as("Unknown properties at %s", snippet).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("snippets")
	void whenCopiedValuesAreBound(Snippet snippet) throws IOException {
		Binder binder = new Binder(ConfigurationPropertySources.from(load(snippet)));
		binder.bind("rtmp.server", Bindable.of(RtmpServerProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		binder.bind("rtmp.recording", Bindable.of(RtmpRecordingProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void whenTextNamesPropertyItIsKnown(Path page) {
		Set<String> meters = meters();
		assertThat(NAME.matcher(Snippet.textOf(page)).results().map((name) -> name.group(1)))
			.as("Names of properties and meters in %s", page.getFileName())
			.allMatch((name) -> isKnown(name) || isGroup(name) || meters.contains(name));
	}

	/** As in {@code rtmp.server.limits.*}. */
	private static boolean isGroup(String name) {
		return TYPES.keySet().stream().anyMatch((property) -> property.startsWith(name + "."));
	}

	/** Return the names in the first cells of the page on metrics. */
	private static Set<String> meters() {
		String page = Snippet.textOf(Snippet.root().resolve("docs").resolve("metrics.md"));
		return METER.matcher(page).results().map((meter) -> meter.group(1)).collect(Collectors.toSet());
	}

	@Test
	void whenPropertyIsMisspelledItIsNotKnown() {
		assertThat(isKnown("rtmp.server.ports")).isFalse();
		assertThat(isKnown("rtmp.server.stream-keys.demo")).isTrue();
		assertThat(isKnown("management.endpoint.rtmp.access")).isTrue();
	}

	private static List<PropertySource<?>> load(Snippet snippet) throws IOException {
		PropertySourceLoader loader = (snippet.language().equals("yaml")) ? new YamlPropertySourceLoader()
				: new PropertiesPropertySourceLoader();
		return loader.load(snippet.toString(), new ByteArrayResource(snippet.text().getBytes(StandardCharsets.UTF_8)));
	}

	/** Below a map, any name will do, and a list has elements. */
	private static boolean isKnown(String name) {
		String property = name.replaceAll("\\[\\d+]$", "");
		return TYPES.containsKey(property) || TYPES.entrySet()
			.stream()
			.anyMatch((known) -> known.getValue().startsWith(Map.class.getName())
					&& (property.startsWith(known.getKey() + ".") || property.startsWith(known.getKey() + "[")));
	}

	/** Return the types of the properties of all libraries, by name. */
	private static Map<String, String> types() {
		Map<String, String> types = new TreeMap<>();
		try {
			for (URL file : Collections.list(PropertySnippetTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream content = file.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(content).get("properties")) {
						types.put(property.get("name").asString(), property.path("type").asString(""));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return types;
	}

	static List<Snippet> snippets() {
		return Snippet.in("yaml", "properties");
	}

	/** The change log names what is gone. */
	static List<Path> pages() {
		return Snippet.pages().stream().filter((page) -> !page.endsWith("CHANGELOG.md")).toList();
	}

}
