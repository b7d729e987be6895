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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/events.md} in step with the events.
 */
class EventReferenceTests {

	private static final List<String> OBJECT_METHODS = List.of("equals", "hashCode", "toString");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(RtmpStreamEvent.class.getPackageName());

	private static final Map<String, List<String>> ROWS = ReferencePage.of("events.md").rows("event");

	@Test
	void everyEventIsInTheTableAndNothingElse() {
		assertThat(ROWS.keySet()).as("Events of docs/events.md")
			.containsExactlyInAnyOrderElementsOf(types().map(Class::getSimpleName).toList());
	}

	@ParameterizedTest
	@MethodSource("types")
	void tellsWhatIsInIt(Class<?> type) {
		List<String> told = ReferencePage.codes(ROWS.get(type.getSimpleName()).get(2));
		assertThat(told).as("What docs/events.md tells of %s", type.getSimpleName())
			.containsExactlyElementsOf(parts(type));
	}

	/**
	 * Return what is special to a type: its components in order, then other accessors.
	 */
	private static List<String> parts(Class<?> type) {
		List<String> parts = new ArrayList<>();
		if (type.isRecord()) {
			Stream.of(type.getRecordComponents()).map(RecordComponent::getName).forEach(parts::add);
			if (RtmpStreamEvent.class.isAssignableFrom(type)) {
				Stream.of(RtmpStreamEvent.class.getDeclaredMethods()).map(Method::getName).forEach(parts::remove);
			}
		}
		List<String> others = Stream.of(type.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
			.map(Method::getName)
			.filter((name) -> !OBJECT_METHODS.contains(name) && !isComponent(type, name))
			.map((name) -> name + "()")
			.sorted()
			.toList();
		parts.addAll(others);
		return parts;
	}

	private static boolean isComponent(Class<?> type, String name) {
		return type.isRecord()
				&& Stream.of(type.getRecordComponents()).anyMatch((component) -> component.getName().equals(name));
	}

	static Stream<Class<?>> types() {
		Map<String, Class<?>> types = new TreeMap<>();
		CLASSES.stream()
			.filter((type) -> type.getSimpleName().endsWith("Event")
					&& type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::reflect)
			.forEach((type) -> types.put(type.getSimpleName(), type));
		return types.values().stream();
	}

}
