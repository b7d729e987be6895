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

package dev.rtmpkit.internal.amf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Amf3Decoder} with references.
 */
@Tag("AM5")
class Amf3ReferenceTests {

	private static final AmfString A = new AmfString("a");

	private static final AmfString B = new AmfString("b");

	@Test
	void stringsAreReferredToInTheOrderTheyCome() {
		assertThat(decode("06 03 61 06 03 62 06 00 06 02")).containsExactly(A, B, A, B);
	}

	@Test
	void emptyStringIsNeverReferredTo() {
		assertThat(decode("06 01 06 03 61 06 00 06 01")).containsExactly(new AmfString(""), A, A, new AmfString(""));
		assertFails("06 01 06 00", ProtocolError.AMF);
	}

	@Test
	void namesAndValuesShareTheirStrings() {
		// {a: "b"}, {b: "a"} with references, and a class named a
		assertThat(decode("0A 0B 01 03 61 06 03 62 01  0A 01 02 06 00 01  0A 03 00")).containsExactly(
				AmfObject.builder().put("a", "b").build(), AmfObject.builder().put("b", "a").build(),
				new AmfObject("a", AmfObject.EMPTY.properties()));
	}

	@Test
	void xmlIsNotAmongTheStrings() {
		assertFails("0B 03 61 06 00", ProtocolError.AMF);
	}

	@Test
	void objectsShareTheirTraits() {
		List<AmfValue> values = decode("""
				0A 23 03 54 03 61 03 62 04 01 04 02  // 0: class T with a and b
				0A 13 03 55 02 04 03                 // 1: class U with a
				0A 01 04 05 04 06                    // a T
				0A 05 04 07                          // a U
				""");
		assertThat(values).containsExactly(typed("T", "a", 1, "b", 2), typed("U", "a", 3), typed("T", "a", 5, "b", 6),
				typed("U", "a", 7));
	}

	@Test
	void traitsAreKnownBeforeTheirFirstObjectEnds() {
		// A list whose nodes have one class
		AmfObject inner = typed("N", "a", 1);
		assertThat(decode("0A 13 03 4E 03 61 0A 01 04 01")).containsExactly(new AmfObject("N", Map.of("a", inner)));
	}

	@Test
	void everyObjectCanBeReferredTo() {
		List<AmfValue> values = decode("""
				08 01 408F400000000000  // 0: date
				09 03 01                // 1: array
				   0A 0B 01 01          //   2: object
				0C 03 07                // 3: byte array
				0D 03 00 00000001       // 4: vector
				10 03 00 01 01          // 5: vector of objects
				11 01 00                // 6: dictionary
				0B 03 61                // 7: XML
				07 03 61                // 8: XML document
				""");
		List<AmfValue> references = decode("""
				08 01 408F400000000000 09 03 01 0A 0B 01 01 0C 03 07 0D 03 00 00000001 10 03 00 01 01 11 01 00
				0B 03 61 07 03 61
				08 00 09 02 0A 04 0C 06 0D 08 10 0A 11 0C 0B 0E 07 10
				""").subList(8, 17);
		assertThat(references.get(2)).isEqualTo(AmfObject.EMPTY);
		assertThat(references.subList(0, 2)).isEqualTo(values.subList(0, 2));
		assertThat(references.subList(3, 9)).isEqualTo(values.subList(2, 8));
	}

	@Test
	void markerOfReferenceDoesNotMatter() {
		AmfDate date = new AmfDate(1000, 0);
		assertThat(decode("08 01 408F400000000000 0A 00 09 00 11 00")).containsExactly(date, date, date, date);
	}

	@Test
	void referenceSharesTheValue() {
		List<AmfValue> values = decode("0A 0B 01 03 61 01 01 0A 00 0C 03 07 0C 02");
		assertThat(values.get(1)).isSameAs(values.get(0));
		assertThat(values.get(3)).isSameAs(values.get(2));
	}

	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "09 03 01 09 00", "09 01 03 61 09 00 01", "0A 0B 01 03 61 0A 00 01",
			"0A 13 01 03 61 0A 00", "10 03 00 01 0A 00", "11 03 00 0A 00 0A 00" })
	void whenContainerIsNotCompleteReferenceIsEmptyObject(String hex) {
		AmfValue value = decode(hex).get(0);
		AmfValue inner = (value instanceof AmfStrictArray array) ? array.elements().get(0)
				: (value instanceof AmfProperties object) ? object.get("a") : (value instanceof AmfVector vector)
						? vector.elements().get(0) : ((AmfDictionary) value).get(AmfObject.EMPTY);
		assertThat(inner).isSameAs(AmfObject.EMPTY);
		assertThat(value.toString()).isNotEmpty();
		assertThat(value.hashCode()).isEqualTo(decode(hex).get(0).hashCode());
	}

	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "06 00", "06 03 61 06 02", "0A 00", "0A 0B 01 01 0A 02", "0A 01", "0A 0B 01 01 0A 05",
			"08 00", "09 00", "0C 00", "11 00", "0B 00", "07 00", "0A 0B 00", "0A FFFFFFFC",
			"08 01 408F400000000000 0B 00 // a date is no XML", "09 01 01 07 00" })
	void whenReferencePointsNowhereFails(String hex) {
		assertFails(hex, ProtocolError.AMF);
	}

	@Test
	void eachCallHasItsOwnReferences() {
		ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes("06 03 61 06 00"));
		Amf3Decoder decoder = new Amf3Decoder(AmfLimits.DEFAULT);
		decoder.decode(bytes);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decoder.decode(bytes));
	}

	@Test
	void referenceCountsAsTheValuesItStandsFor() {
		// [null, null], then twice more: 9 values
		String hex = "09 05 01 01 01 09 00 09 00";
		assertThat(decode(new AmfLimits(2, 9, 0, 0), hex)).hasSize(3);
		assertFails(new AmfLimits(2, 8, 0, 0), hex, ProtocolError.AMF_VALUES);
		// As the numbers of a vector do, of which eight count as one value
		String vector = "0D 21 00" + "00000001".repeat(16) + "0D 00";
		assertThat(decode(new AmfLimits(1, 6, 0, 0), vector)).hasSize(2);
		assertFails(new AmfLimits(1, 5, 0, 0), vector, ProtocolError.AMF_VALUES);
	}

	@Test
	void referenceNestsAsDeepAsTheValueItStandsFor() {
		// [[]], [#0]
		String hex = "09 03 01 09 01 01 09 03 01 09 00";
		assertThat(decode(new AmfLimits(3, 100, 0, 0), hex)).hasSize(2);
		assertFails(new AmfLimits(2, 100, 0, 0), hex, ProtocolError.AMF_DEPTH);
		// A date does not nest
		assertThat(decode(new AmfLimits(1, 100, 0, 0), "08 01 408F400000000000 09 03 01 08 00")).hasSize(2);
	}

	@Tag("A4")
	@Test
	void whenReferencesMultiplyFails() {
		ByteBuffer bomb = ByteBuffer.allocate(3 + 20 * 7);
		bomb.put(Hex.bytes("09 01 01"));
		for (int i = 0; i < 20; i++) {
			bomb.put(Hex.bytes("09 05 01")).put((byte) 9).put((byte) (i << 1)).put((byte) 9).put((byte) (i << 1));
		}
		// Deep enough not to stop it first
		AmfLimits limits = new AmfLimits(256, 1024, 256, 256);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf3Decoder(limits).decodeAll(bomb.flip()))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "06 // string", "0B // XML", "0C // byte array" })
	void whenReferencesToLongValueMultiplyFails(String marker) {
		int length = 1 << 14;
		int most = AmfInput.MAX_REFERRED_BYTES / length;
		byte type = Hex.bytes(marker)[0];
		ByteBuffer bytes = ByteBuffer.allocate(4 + length + 2 * (most + 1));
		bytes.put(type).put(Hex.bytes("82 80 01")).position(4 + length);
		while (bytes.hasRemaining()) {
			bytes.put(type).put((byte) 0);
		}
		Amf3Decoder decoder = new Amf3Decoder(AmfLimits.DATA);
		assertThat(decoder.decodeAll(bytes.duplicate().flip().limit(4 + length + 2 * most))).hasSize(1 + most);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decoder.decodeAll(bytes.flip()))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Tag("A4")
	@Test
	void whenReferencesToLongTraitsMultiplyFail() {
		// a class name of 256 bytes, then objects of that class of two bytes each
		int most = AmfInput.MAX_REFERRED_BYTES / (2 + 256);
		ByteBuffer bytes = ByteBuffer.allocate(4 + 256 + 2 * (most + 1));
		bytes.put(Hex.bytes("0A 03 84 01")).position(4 + 256);
		while (bytes.hasRemaining()) {
			bytes.put(Hex.bytes("0A 01"));
		}
		Amf3Decoder decoder = new Amf3Decoder(AmfLimits.DATA);
		assertThat(decoder.decodeAll(bytes.duplicate().flip().limit(4 + 256 + 2 * most))).hasSize(1 + most);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decoder.decodeAll(bytes.flip()))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Test
	void whenReferredNameIsTooLongFails() {
		AmfLimits limits = new AmfLimits(1, 10, 1, 2);
		assertThat(decode(limits, "06 03 61 0A 0B 01 00 01 01")).hasSize(2);
		assertFails(limits, "06 05 6161 0A 0B 01 00 01 01", ProtocolError.AMF);
	}

	private static AmfObject typed(String className, String name, double value) {
		return new AmfObject(className, AmfObject.builder().put(name, value).build().properties());
	}

	private static AmfObject typed(String className, String name1, double value1, String name2, double value2) {
		return new AmfObject(className, AmfObject.builder().put(name1, value1).put(name2, value2).build().properties());
	}

	private static List<AmfValue> decode(String hex) {
		return decode(AmfLimits.DEFAULT, hex);
	}

	private static List<AmfValue> decode(AmfLimits limits, String hex) {
		return new Amf3Decoder(limits).decodeAll(ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static void assertFails(String hex, ProtocolError error) {
		assertFails(AmfLimits.DEFAULT, hex, error);
	}

	private static void assertFails(AmfLimits limits, String hex, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decode(limits, hex))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

}
