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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.rtmpkit.spring.boot.docs.Metadata.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/properties.md} in step with the properties.
 */
class PropertyReferenceTests {

	private static final String UNIT = " If a duration suffix is not specified, seconds will be used.";

	private static final Map<String, List<String>> ROWS = ReferencePage.of("properties.md").rows("property");

	@Test
	void everyPropertyIsInTheTableAndNothingElse() {
		assertThat(ROWS.keySet()).as("Properties of docs/properties.md")
			.containsExactlyInAnyOrderElementsOf(Metadata.properties().keySet());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void tellsDefault(Property property) {
		List<String> told = ReferencePage.codes(row(property).get(2));
		String known = property.defaultValue();
		assertThat(told).as("Default of '%s' in docs/properties.md", property.name())
			.isEqualTo((known != null) ? List.of(known) : List.of());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void tellsDescriptionOfMetadata(Property property) {
		assertThat(row(property).get(3)).as("Meaning of '%s' in docs/properties.md", property.name())
			.isEqualTo(property.description().replace(UNIT, "").replace("\"", "`"));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void tellsType(Property property) {
		String told = row(property).get(1);
		if (!property.constants().isEmpty()) {
			assertThat(ReferencePage.codes(told)).as("Values of '%s' in docs/properties.md", property.name())
				.containsExactlyInAnyOrderElementsOf(property.constants());
		}
		else {
			assertThat(told).as("Type of '%s' in docs/properties.md", property.name()).isEqualTo(type(property));
		}
	}

	@Test
	void tellsEveryConstant() {
		Map<String, String> told = new TreeMap<>();
		ReferencePage.of("properties.md").rows("value").forEach((value, cells) -> told.put(value, cells.get(1)));
		Map<String, String> known = new TreeMap<>();
		for (Property property : properties()) {
			if (property.name().startsWith("rtmp.") && !property.constants().isEmpty()) {
				Metadata.values(property.name())
					.forEach((value, description) -> known.put(property.name() + "=" + value, description));
			}
		}
		assertThat(told).as("Values in docs/properties.md").isEqualTo(known);
	}

	private static String type(Property property) {
		if (property.isCollection()) {
			return "list";
		}
		return switch (property.type().replaceAll("<.*", "")) {
			case "java.lang.Boolean" -> "`true`, `false`";
			case "java.lang.Integer" -> "number";
			case "java.lang.String" -> "text";
			case "java.net.InetAddress" -> "address";
			case "java.nio.file.Path" -> "path";
			case "java.util.Map" -> "map";
			default -> {
				if (property.type().equals(Duration.class.getName())) {
					yield "duration";
				}
				assertThat(property.type()).isEqualTo(DataSize.class.getName());
				yield "size";
			}
		};
	}

	private static List<String> row(Property property) {
		List<String> row = ROWS.get(property.name());
		assertThat(row).as("Row of '%s' in docs/properties.md", property.name()).isNotNull();
		return row;
	}

	static List<Property> properties() {
		return List.copyOf(Metadata.properties().values());
	}

}
