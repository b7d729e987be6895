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

package dev.rtmpkit.spring.boot.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata of this module, as the build has made it.
 */
final class Metadata {

	private static final String FOLDER = "META-INF/";

	private Metadata() {
	}

	/**
	 * Return the properties by name.
	 */
	static Map<String, Property> properties() {
		Map<String, Property> properties = new TreeMap<>();
		for (JsonNode node : generated().get("properties")) {
			Property property = Property.of(node);
			properties.put(property.name(), property);
		}
		return properties;
	}

	/**
	 * Return the names in hints that list values.
	 */
	static List<String> hinted() {
		List<String> names = new ArrayList<>();
		for (JsonNode hint : generated().get("hints")) {
			if (hint.has("values")) {
				names.add(String.valueOf(text(hint, "name")));
			}
		}
		return names;
	}

	/**
	 * Return the values that a hint lists, with their descriptions.
	 * @param property the name of the property
	 * @return the values, none if there is no hint
	 */
	static Map<String, String> values(String property) {
		Map<String, String> values = new LinkedHashMap<>();
		for (JsonNode hint : generated().get("hints")) {
			if (hint.has("values") && property.equals(text(hint, "name"))) {
				hint.get("values")
					.forEach((value) -> values.put(String.valueOf(text(value, "value")),
							String.valueOf(text(value, "description"))));
			}
		}
		return values;
	}

	static JsonNode generated() {
		return json("spring-configuration-metadata.json");
	}

	static JsonNode additional() {
		return json("additional-spring-configuration-metadata.json");
	}

	/** Of this module: other jars have files of the same name. */
	private static JsonNode json(String name) {
		URL classes = RtmpServerAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation();
		try {
			return JsonMapper.builder()
				.build()
				.readTree(Files.readString(Path.of(URI.create(classes.toString())).resolve(FOLDER + name)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static @Nullable String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value != null) ? value.asString() : null;
	}

	/**
	 * A property.
	 *
	 * @param name the name
	 * @param type the name of the type
	 * @param description the description
	 * @param defaultValue the default, if there is one
	 */
	record Property(String name, String type, String description, @Nullable String defaultValue) {

		static Property of(JsonNode node) {
			return new Property(String.valueOf(text(node, "name")), String.valueOf(text(node, "type")),
					String.valueOf(text(node, "description")), text(node, "defaultValue"));
		}

		boolean isCollection() {
			return this.type.startsWith("java.util.List<") || this.type.startsWith("java.util.Set<");
		}

		/**
		 * Return the values of an enum as they are written in a property file.
		 * @return the values, none if the type is no enum
		 */
		List<String> constants() {
			try {
				Object[] constants = Class.forName(this.type.replaceAll("<.*", "")).getEnumConstants();
				return (constants != null) ? Stream.of(constants)
					.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.toList() : List.of();
			}
			catch (ClassNotFoundException ex) {
				throw new IllegalStateException("There is no type " + this.type + " of " + this.name, ex);
			}
		}

	}

}
