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

package dev.rtmpkit.amf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AmfProperties}, their builder and what else holds values.
 */
class AmfPropertiesTests {

	@Test
	void readsWhatWasPut() {
		AmfProperties properties = AmfObject.builder()
			.put("text", "live")
			.put("number", 1.5)
			.put("bool", true)
			.put("value", AmfNull.INSTANCE)
			.build();
		assertThat(properties.properties().keySet()).containsExactly("text", "number", "bool", "value");
		assertThat(properties.string("text")).isEqualTo("live");
		assertThat(properties.number("number")).isEqualTo(1.5);
		assertThat(properties.bool("bool")).isTrue();
		assertThat(properties.get("value")).isEqualTo(AmfNull.INSTANCE);
	}

	@Test
	void whenValueIsAbsentOrOfOtherTypeReturnsNull() {
		AmfProperties properties = AmfEcmaArray.builder()
			.put("text", "1")
			.put("number", 1)
			.put("null", AmfNull.INSTANCE)
			.build();
		assertThat(properties.get("absent")).isNull();
		for (String name : List.of("absent", "null")) {
			assertThat(properties.string(name)).isNull();
			assertThat(properties.number(name)).isNull();
			assertThat(properties.bool(name)).isNull();
		}
		assertThat(properties.string("number")).isNull();
		assertThat(properties.number("text")).isNull();
		assertThat(properties.bool("number")).isNull();
	}

	@Tag("A7")
	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void whenNumberIsNotFiniteReturnsNull(double value) {
		assertThat(AmfObject.builder().put("fps", value).build().number("fps")).isNull();
	}

	@Test
	void whenPutTwiceLastValueIsKept() {
		assertThat(AmfObject.builder().put("a", 1).put("a", 2).build().number("a")).isEqualTo(2);
	}

	@Test
	void objectAndArrayWithTheSamePropertiesDiffer() {
		Map<String, AmfValue> properties = Map.of("a", AmfNull.INSTANCE);
		assertThat((AmfValue) new AmfObject(null, properties)).isEqualTo(new AmfObject(null, properties))
			.isNotEqualTo(new AmfObject("T", properties))
			.isNotEqualTo(new AmfEcmaArray(properties));
	}

	@Test
	void valuesAreImmutable() {
		Map<String, AmfValue> map = new LinkedHashMap<>(Map.of("a", AmfNull.INSTANCE));
		List<AmfValue> list = new ArrayList<>(List.of(AmfNull.INSTANCE));
		AmfPropertiesBuilder<AmfObject> builder = AmfObject.builder().put("a", AmfNull.INSTANCE);
		AmfObject built = builder.build();
		AmfObject object = new AmfObject(null, map);
		AmfEcmaArray ecmaArray = new AmfEcmaArray(map);
		AmfStrictArray strictArray = new AmfStrictArray(list);
		map.clear();
		list.clear();
		builder.put("b", AmfNull.INSTANCE);
		assertThat(List.of(object.properties(), ecmaArray.properties(), built.properties()))
			.allSatisfy((properties) -> assertThat(properties).containsOnlyKeys("a"));
		assertThat(strictArray.elements()).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.properties().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ecmaArray.properties().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> strictArray.elements().clear());
	}

}
