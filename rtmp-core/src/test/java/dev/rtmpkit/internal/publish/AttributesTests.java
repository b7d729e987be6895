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

package dev.rtmpkit.internal.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Attributes}.
 */
@Tag("D11")
class AttributesTests {

	@Test
	void whenSimpleValuesAreEqualTheyAreTheSame() {
		Map<String, Object> first = Map.of("a", "text", "b", 1000, "c", true, "d", 'x', "e", new UUID(1, 2));
		assertThat(Attributes.areSame(first, new LinkedHashMap<>(Map.of("a", new String("text"), "b",
				Integer.parseInt("1000"), "c", true, "d", 'x', "e", new UUID(1, 2)))))
			.isTrue();
		assertThat(Attributes.areSame(Map.of(), Map.of())).isTrue();
	}

	@Test
	void whenAValueIsMissingOrAnotherTheyDiffer() {
		assertThat(Attributes.areSame(Map.of("a", "1"), Map.of())).isFalse();
		assertThat(Attributes.areSame(Map.of(), Map.of("a", "1"))).isFalse();
		assertThat(Attributes.areSame(Map.of("a", "1"), Map.of("b", "1"))).isFalse();
		assertThat(Attributes.areSame(Map.of("a", "1"), Map.of("a", "2"))).isFalse();
		assertThat(Attributes.areSame(Map.of("a", 1), Map.of("a", 1L))).isFalse();
	}

	@Test
	void whenValuesHaveCodeOfTheirOwnItIsNotCalled() {
		Object value = new Object() {

			@Override
			public boolean equals(Object other) {
				throw new AssertionError("called");
			}

			@Override
			public int hashCode() {
				throw new AssertionError("called");
			}

		};
		assertThat(Attributes.areSame(Map.of("a", value), Map.of("a", value))).isTrue();
		assertThat(Attributes.areSame(Map.of("a", value), Map.of("a", "1"))).isFalse();
		assertThat(Attributes.areSame(Map.of("a", List.of(value)), Map.of("a", List.of(value)))).isFalse();
	}

}
