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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.spring.boot.docs.Metadata.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows of the properties: the rules of Spring Boot's own build.
 */
class MetadataTests {

	@ParameterizedTest
	@MethodSource("properties")
	void describesWell(Property property) {
		assertThat(property.description()).as(property.name())
			.doesNotStartWith("The ")
			.doesNotStartWith("A ")
			.doesNotStartWith("An ")
			.endsWith(".")
			.doesNotContain("Javadoc", "{@", "<", "\n", "  ")
			.matches("[A-Z].*");
		if (property.type().equals("java.lang.Boolean")) {
			assertThat(property.description()).as(property.name()).matches("(Whether|Enable) .*");
		}
		if (property.isCollection()) {
			assertThat(property.description()).as(property.name()).startsWith("Comma-separated list");
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void speaksAsSpringBootDoes(Property property) {
		String description = property.description();
		assertThat(description).as(property.name())
			.doesNotMatch(
					"(What|Which|Who|How|When|Where|Way|Largest|Smallest|Sets?|Gets?|Returns?|Specif(y|ies)|Defines?) .*");
		if (!property.type().equals("java.lang.Boolean")) {
			assertThat(description).as(property.name()).doesNotMatch("(Whether|Enable) .*");
		}
		if (property.type().equals(Duration.class.getName())) {
			assertThat(description).as(property.name()).matches("(Time|Maximum time|Minimum time) .*");
		}
		if (property.type().equals(DataSize.class.getName())) {
			assertThat(description).as(property.name()).matches("(Maximum|Minimum) (size|amount) .*");
		}
		if (property.name().matches("rtmp\\..*\\.limits\\..*")) {
			assertThat(description).as(property.name()).startsWith("Maximum ");
		}
		if (property.name().matches("rtmp\\..*\\.timeouts\\..*")) {
			assertThat(description).as(property.name()).startsWith("Time to wait ");
		}
		if (property.name().matches("rtmp\\.(.*[.-])?port")) {
			assertThat(description).as(property.name()).startsWith("Port ");
		}
	}

	/** A suffix is told where the unit without one is not that of Spring Boot. */
	@ParameterizedTest
	@MethodSource("properties")
	void whatIsNoDurationSaysNothingOfSuffixes(Property property) {
		if (!property.type().equals(Duration.class.getName())) {
			assertThat(property.description()).as(property.name()).doesNotContain("suffix");
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void everyConstantOfOursIsDescribed(Property property) {
		if (property.name().startsWith("rtmp.") && !property.constants().isEmpty()) {
			Map<String, String> values = Metadata.values(property.name());
			assertThat(values.keySet()).as(property.name()).containsExactlyInAnyOrderElementsOf(property.constants());
		}
	}

	@Test
	void valuesInHintsAreDescribedWell() {
		assertThat(Metadata.hinted()).isNotEmpty()
			.allSatisfy((name) -> assertThat(Metadata.values(name).values()).as(name)
				.allSatisfy((description) -> assertThat(description).matches("[A-Z].*")
					.endsWith(".")
					.doesNotMatch("(The|A|An) .*")
					.doesNotContain("  ", "{@", "<", "\n"))
				.doesNotHaveDuplicates());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void leavesDefaultToItsField(Property property) {
		assertThat(property.description().toLowerCase(Locale.ROOT)).as(property.name())
			.doesNotContain("by default", "defaults to", "default is", "default value");
	}

	@ParameterizedTest
	@MethodSource("properties")
	void tellsUnitOfDurations(Property property) {
		boolean ours = property.name().startsWith("rtmp.");
		if (ours && property.type().equals("java.time.Duration")) {
			assertThat(property.description()).as(property.name())
				.endsWith("If a duration suffix is not specified, seconds will be used.");
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void timesAndSizesAreNoNumbers(Property property) {
		if (property.name().matches("rtmp.*(-size|memory)")) {
			assertThat(property.type()).as(property.name()).isEqualTo(DataSize.class.getName());
		}
		if (property.name().matches("rtmp.*(\\.timeouts\\..*|-grace|-period)")) {
			assertThat(property.type()).as(property.name()).isEqualTo(Duration.class.getName());
		}
		if (property.type().equals(Integer.class.getName())) {
			assertThat(property.description()).as(property.name())
				.doesNotContainIgnoringCase("milliseconds")
				.doesNotContain("in bytes", "in seconds");
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void whatIsNeverUnsetHasDefault(Property property) {
		boolean mayBeUnset = property.isCollection() || property.type().startsWith("java.util.Map<") || Set
			.of("rtmp.server.address", "rtmp.server.limits.connections-per-address", "rtmp.server.limits.memory",
					"rtmp.server.shutdown.reconnect-url", "rtmp.server.ssl.bundle", "rtmp.server.ssl.enabled")
			.contains(property.name());
		if (mayBeUnset) {
			assertThat(property.defaultValue()).as(property.name()).isNull();
		}
		else {
			assertThat(property.defaultValue()).as(property.name()).isNotBlank();
		}
	}

	@Test
	void groupsHaveSources() {
		List<String> names = new ArrayList<>();
		for (JsonNode group : Metadata.generated().get("groups")) {
			String name = Metadata.text(group, "name");
			names.add(name);
			assertThat(Metadata.text(group, "type")).as(name).isNotBlank();
			assertThat(Metadata.text(group, "sourceType")).as(name).isNotBlank();
		}
		assertThat(names).doesNotHaveDuplicates().contains("rtmp.server", "rtmp.server.limits", "rtmp.recording");
	}

	@Test
	void everyPropertyBelongsToGroupOrIsAdditional() {
		Set<String> groups = new HashSet<>();
		Metadata.generated().get("groups").forEach((group) -> groups.add(Metadata.text(group, "name")));
		Set<String> additional = new HashSet<>(names("properties"));
		assertThat(Metadata.properties().keySet()).allSatisfy((name) -> assertThat(
				additional.contains(name) || groups.stream().anyMatch((group) -> name.startsWith(group + ".")))
			.as(name)
			.isTrue());
	}

	@Test
	void additionalMetadataIsSortedAndDescribed() {
		assertThat(names("properties")).isSorted().doesNotHaveDuplicates();
		assertThat(names("hints")).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void hintsAreOfPropertiesThatExist() {
		Map<String, Property> properties = Metadata.properties();
		assertThat(names("hints"))
			.allSatisfy((name) -> assertThat(properties).containsKey(name.replaceAll("\\.(keys|values)$", "")));
		for (JsonNode hint : Metadata.additional().get("hints")) {
			assertThat(hint.has("values") || hint.has("providers")).as(hint.toString()).isTrue();
		}
	}

	@Test
	void generatedMetadataHasHints() {
		List<String> generated = new ArrayList<>();
		Metadata.generated().get("hints").forEach((hint) -> generated.add(Metadata.text(hint, "name")));
		assertThat(generated).containsAll(names("hints"));
	}

	@Test
	void deprecationsTellSince() {
		for (JsonNode property : Metadata.generated().get("properties")) {
			JsonNode deprecation = property.get("deprecation");
			if (deprecation != null) {
				assertThat(Metadata.text(deprecation, "since")).as(property.toString()).isNotBlank();
			}
		}
	}

	private static List<String> names(String section) {
		List<String> names = new ArrayList<>();
		Metadata.additional().get(section).forEach((node) -> names.add(Metadata.text(node, "name")));
		return names;
	}

	static List<Property> properties() {
		return List.copyOf(Metadata.properties().values());
	}

}
