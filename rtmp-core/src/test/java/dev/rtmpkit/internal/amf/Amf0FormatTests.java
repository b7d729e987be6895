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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfUnsupported;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.amf.AmfXml;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link Amf0Decoder} and {@link Amf0Encoder} with the bytes of each type.
 */
class Amf0FormatTests {

	private static final Amf0Decoder DECODER = new Amf0Decoder(AmfLimits.DEFAULT);

	@Tag("AM1")
	@Tag("AM3")
	@ParameterizedTest
	@MethodSource("goldenBytes")
	void decodesAndEncodes(String hex, AmfValue value) {
		ByteBuffer bytes = bytes(hex);
		assertThat(DECODER.decode(bytes)).isEqualTo(value);
		assertThat(bytes.hasRemaining()).isFalse();
		assertThat(hex(Amf0Encoder.encode(value))).isEqualTo(hex(bytes(hex)));
	}

	static Stream<Arguments> goldenBytes() {
		return Stream.of(arguments("00 3FF8000000000000", new AmfNumber(1.5)),
				arguments("00 7FF8000000000000", new AmfNumber(Double.NaN)),
				arguments("00 FFF0000000000000", new AmfNumber(Double.NEGATIVE_INFINITY)),
				arguments("01 00", new AmfBoolean(false)), arguments("01 01", new AmfBoolean(true)),
				arguments("02 0000", new AmfString("")), arguments("02 0004 6C697665", new AmfString("live")),
				arguments("02 0003 E282AC", new AmfString("\u20AC")),
				arguments("03 000009 // no properties", AmfObject.EMPTY), arguments("""
						03
						0003 617070 02 0004 6C697665    // app: live
						0001 6E     00 3FF0000000000000 // n: 1
						000009
						""", AmfObject.builder().put("app", "live").put("n", 1).build()),
				arguments("05", AmfNull.INSTANCE), arguments("06", AmfUndefined.INSTANCE), arguments("""
						08 00000002
						0001 62 01 01 // b: true
						0001 61 05    // a: null, after b
						000009
						""", AmfEcmaArray.builder().put("b", true).put("a", AmfNull.INSTANCE).build()),
				arguments("0A 00000000", new AmfStrictArray(List.of())), arguments("""
						0A 00000002
						02 0004 68766331 // hvc1
						05
						""", new AmfStrictArray(List.of(new AmfString("hvc1"), AmfNull.INSTANCE))),
				arguments("0B 408F400000000000 FFC4", new AmfDate(1000, -60)), arguments("0D", AmfUnsupported.INSTANCE),
				arguments("0F 00000004 3C612F3E", new AmfXml("<a/>")), arguments("""
						10 0001 54       // class T
						0001 61 06
						000009
						""", new AmfObject("T", Map.of("a", AmfUndefined.INSTANCE))));
	}

	@Tag("AM1")
	@Test
	void decodesLongString() {
		assertThat(decode("0C 00000002 6869")).isEqualTo(new AmfString("hi"));
	}

	@Tag("AM1")
	@Test
	void decodesAnyByteButZeroAsTrue() {
		assertThat(decode("01 80")).isEqualTo(new AmfBoolean(true));
	}

	@Tag("AM2")
	@ParameterizedTest
	@MethodSource("wrongCounts")
	void whenEcmaArrayCountIsWrongItIsIgnored(String count) {
		assertThat(decode("08" + count + "0001 61 01 01 0001 62 05 000009"))
			.isEqualTo(AmfEcmaArray.builder().put("a", true).put("b", AmfNull.INSTANCE).build());
	}

	static Stream<String> wrongCounts() {
		return Stream.of("00000000", "00000001", "00000014", "FFFFFFFF");
	}

	@Tag("AM2")
	@Test
	void whenNameIsEmptyObjectGoesOnUnlessEndMarkerFollows() {
		assertThat(decode("03 0000 05 0001 61 05 000009"))
			.isEqualTo(AmfObject.builder().put("", AmfNull.INSTANCE).put("a", AmfNull.INSTANCE).build());
	}

	@Test
	void whenNameIsRepeatedFirstValueIsKept() {
		AmfValue value = decode("03 0001 61 01 01 0001 62 05 0001 61 01 00 000009");
		assertThat(value).isEqualTo(AmfObject.builder().put("a", true).put("b", AmfNull.INSTANCE).build());
	}

	@Test
	void keepsOrderOfNames() {
		AmfProperties value = (AmfProperties) decode("03 0001 7A 05 0001 61 05 0001 6D 05 000009");
		assertThat(value.properties().keySet()).containsExactly("z", "a", "m");
	}

	@Tag("AM7")
	@Test
	void whenTextIsNotUtf8ItIsReplaced() {
		assertThat(decode("02 0004 63616DE9")).isEqualTo(new AmfString("cam\uFFFD"));
		assertThat(decode("03 0001 E9 05 000009"))
			.isEqualTo(AmfObject.builder().put("\uFFFD", AmfNull.INSTANCE).build());
	}

	@Test
	void decodesOneValueAndLeavesTheRest() {
		ByteBuffer bytes = bytes("05 01 01");
		assertThat(DECODER.decode(bytes)).isEqualTo(AmfNull.INSTANCE);
		assertThat(DECODER.decode(bytes)).isEqualTo(new AmfBoolean(true));
		assertThat(bytes.hasRemaining()).isFalse();
	}

	@Test
	void decodesAllValues() {
		ByteBuffer bytes = bytes("05 01 01 06");
		assertThat(DECODER.decodeAll(bytes)).containsExactly(AmfNull.INSTANCE, new AmfBoolean(true),
				AmfUndefined.INSTANCE);
		assertThat(bytes.hasRemaining()).isFalse();
		assertThat(DECODER.decodeAll(bytes)).isEmpty();
	}

	@Test
	void decodesFromReadOnlyAndDirectBuffersUpToTheirLimit() {
		byte[] bytes = Hex.bytes("FF 02 0002 6869 FF");
		ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).position(1).limit(6);
		assertThat(DECODER.decodeAll(direct)).containsExactly(new AmfString("hi"));
		ByteBuffer readOnly = ByteBuffer.wrap(bytes, 1, 5).asReadOnlyBuffer();
		assertThat(DECODER.decodeAll(readOnly)).containsExactly(new AmfString("hi"));
	}

	@Test
	void encodesValuesOneAfterTheOther() {
		ByteBuffer bytes = Amf0Encoder.encode(AmfNull.INSTANCE, new AmfBoolean(true));
		assertThat(hex(bytes)).isEqualTo("050101");
		assertThat(Amf0Encoder.encode().hasRemaining()).isFalse();
	}

	@Test
	void whenStringNeedsMoreThan16BitsEncodesLongString() {
		String longest = "a".repeat(0xFFFF);
		assertThat(hex(Amf0Encoder.encode(new AmfString(longest)))).startsWith("02ffff61").hasSize(2 * (3 + 0xFFFF));
		ByteBuffer bytes = Amf0Encoder.encode(new AmfString(longest + "a"));
		assertThat(hex(bytes)).startsWith("0c0001000061").hasSize(2 * (5 + 0x10000));
		assertThat(new Amf0Decoder(AmfLimits.DATA).decode(bytes)).isEqualTo(new AmfString(longest + "a"));
	}

	@Test
	void whenNameNeedsMoreThan16BitsFails() {
		String name = "\u20AC".repeat(0x10000 / 3 + 1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Amf0Encoder.encode(AmfObject.builder().put(name, 1).build()));
		assertThatIllegalArgumentException().isThrownBy(() -> Amf0Encoder.encode(new AmfObject(name, Map.of())));
	}

	@Test
	void encodesEachTypeOfValue() {
		Stream<Class<?>> golden = Stream.concat(goldenBytes(), bridged()).map((row) -> row.get()[1].getClass());
		assertThat(golden.distinct()).hasSameElementsAs(types().toList());
	}

	static Stream<Class<?>> types() {
		return Stream.of(AmfValue.class.getPermittedSubclasses())
			.flatMap((type) -> (type.isInterface()) ? Stream.of(type.getPermittedSubclasses()) : Stream.of(type));
	}

	@ParameterizedTest
	@MethodSource("bridged")
	void encodesWhatOnlyAmf3HasAsTheNextToIt(String hex, AmfValue value) {
		assertThat(Amf0Encoder.encode(value)).isEqualTo(bytes(hex));
	}

	static Stream<Arguments> bridged() {
		AmfValue dictionary = new AmfDictionary(false,
				Stream
					.of(new AmfString("k"), new AmfNumber(5), new AmfNumber(-1.5), new AmfBoolean(true),
							AmfNull.INSTANCE, AmfUndefined.INSTANCE, AmfObject.EMPTY)
					.map((key) -> new AmfDictionary.Entry(key, AmfNull.INSTANCE))
					.toList());
		return Stream.of(arguments("0F 00000004 3C612F3E", new AmfXml("<a/>", false)),
				arguments("0A 00000002 00 0000000000000000 00 406FE00000000000", new AmfByteArray(bytes("00 FF"))),
				arguments("0A 00000001 00 3FF0000000000000",
						new AmfVector(AmfVector.Type.INT, true, "", List.of(new AmfNumber(1)))),
				arguments("0A 00000001 05", new AmfVector(AmfVector.Type.OBJECT, true, "T", List.of(AmfNull.INSTANCE))),
				arguments("""
						08 00000007
						0001 6B 05               // k
						0001 35 05               // 5
						0004 2D312E35 05         // -1.5
						0004 74727565 05         // true
						0004 6E756C6C 05         // null
						0009 756E646566696E6564 05 // undefined
						0008 5B6F626A6563745D 05 // [object]
						000009
						""", dictionary));
	}

	private static AmfValue decode(String hex) {
		ByteBuffer bytes = bytes(hex);
		AmfValue value = DECODER.decode(bytes);
		assertThat(bytes.hasRemaining()).isFalse();
		return value;
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

	private static String hex(ByteBuffer buffer) {
		return HexFormat.of().formatHex(buffer.array(), buffer.position(), buffer.limit());
	}

}
