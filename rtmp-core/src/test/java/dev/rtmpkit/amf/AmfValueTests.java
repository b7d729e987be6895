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

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.amf.Amf3Decoder;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the values that only AMF3 has.
 */
@Tag("AM5")
class AmfValueTests {

	@ParameterizedTest
	@ValueSource(strings = { "0A 0B 01 0B 7769647468 04 8500 01 // integer",
			"0A 0B 01 0B 7769647468 05 4084000000000000 01 // double", "0A 13 01 0B 7769647468 04 8500 // sealed",
			"09 01 0B 7769647468 04 8500 01 // array" })
	void numberIsReadTheSameFromBothEncodings(String hex) {
		AmfValue value = new Amf3Decoder(AmfLimits.DEFAULT).decode(ByteBuffer.wrap(Hex.bytes(hex)));
		assertThat(value).isInstanceOfSatisfying(AmfProperties.class,
				(properties) -> assertThat(properties.number("width")).isEqualTo(640));
	}

	@Test
	void byteArrayIsImmutable() {
		byte[] source = { 9, 1, 2, 9 };
		AmfByteArray value = new AmfByteArray(ByteBuffer.wrap(source, 1, 2));
		source[1] = 7;
		assertThat(value.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2 }));
		value.bytes().get();
		assertThat(value.bytes().position()).isZero();
		assertThat(value.bytes().remaining()).isEqualTo(2);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> value.bytes().put((byte) 1));
	}

	@Test
	void byteArraysWithTheSameBytesAreEqual() {
		AmfByteArray value = new AmfByteArray(ByteBuffer.wrap(new byte[] { 1, 2 }));
		assertThat(value).isEqualTo(new AmfByteArray(ByteBuffer.wrap(new byte[] { 0, 1, 2 }, 1, 2)))
			.hasSameHashCodeAs(new AmfByteArray(ByteBuffer.wrap(new byte[] { 1, 2 }).asReadOnlyBuffer()))
			.isNotEqualTo(new AmfByteArray(ByteBuffer.wrap(new byte[] { 1 })));
	}

	@Test
	void byteArrayLeavesItsSourceAsItIs() {
		ByteBuffer source = ByteBuffer.wrap(new byte[] { 1, 2 });
		new AmfByteArray(source);
		assertThat(source.position()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "INT, 2147483648", "INT, -2147483649", "INT, 0.5", "INT, NaN", "INT, -0.0", "UINT, -1",
			"UINT, 4294967296", "UINT, 0.5", "UINT, Infinity", "UINT, -0.0" })
	void whenVectorCannotHoldNumberFails(AmfVector.Type type, double number) {
		List<AmfValue> elements = List.of(new AmfNumber(number));
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfVector(type, false, "", elements));
		assertThat(new AmfVector(AmfVector.Type.DOUBLE, false, "", elements).elements()).isEqualTo(elements);
		assertThat(new AmfVector(AmfVector.Type.OBJECT, false, "", elements).elements()).isEqualTo(elements);
	}

	@Test
	void whenVectorOfNumbersHoldsSomethingElseFails() {
		for (AmfVector.Type type : List.of(AmfVector.Type.INT, AmfVector.Type.UINT, AmfVector.Type.DOUBLE)) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new AmfVector(type, false, "", List.of(AmfNull.INSTANCE)));
			assertThatIllegalArgumentException().isThrownBy(() -> new AmfVector(type, false, "T", List.of()));
		}
	}

	@Test
	void dictionaryFindsFirstOfEqualKeys() {
		AmfDictionary dictionary = new AmfDictionary(false,
				List.of(new AmfDictionary.Entry(new AmfNumber(1), AmfNull.INSTANCE),
						new AmfDictionary.Entry(new AmfString("1"), AmfUndefined.INSTANCE),
						new AmfDictionary.Entry(new AmfString("1"), AmfNull.INSTANCE)));
		assertThat(dictionary.get(new AmfNumber(1))).isEqualTo(AmfNull.INSTANCE);
		assertThat(dictionary.get(new AmfString("1"))).isEqualTo(AmfUndefined.INSTANCE);
		assertThat(dictionary.get(AmfNull.INSTANCE)).isNull();
	}

	@Test
	void collectionsAreCopied() {
		List<AmfValue> elements = new ArrayList<>(List.of(AmfNull.INSTANCE));
		List<AmfDictionary.Entry> entries = new ArrayList<>(
				List.of(new AmfDictionary.Entry(AmfNull.INSTANCE, AmfNull.INSTANCE)));
		AmfVector vector = new AmfVector(AmfVector.Type.OBJECT, true, "*", elements);
		AmfDictionary dictionary = new AmfDictionary(true, entries);
		elements.clear();
		entries.clear();
		assertThat(vector.elements()).hasSize(1);
		assertThat(dictionary.entries()).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> vector.elements().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> dictionary.entries().clear());
	}

	@Test
	void xmlIsOfTheTypeThatBothEncodingsHaveUnlessToldOtherwise() {
		assertThat(new AmfXml("<a/>")).isEqualTo(new AmfXml("<a/>", true)).isNotEqualTo(new AmfXml("<a/>", false));
	}

}
