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
import java.util.Arrays;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link Amf3Decoder} and {@link Amf3Encoder} with the bytes of each value.
 */
@Tag("AM5")
class Amf3FormatTests {

	private static final Amf3Decoder DECODER = new Amf3Decoder(AmfLimits.DEFAULT);

	@ParameterizedTest
	@MethodSource("goldenBytes")
	void decodes(String hex, AmfValue value) {
		ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes(hex + "FF"));
		assertThat(DECODER.decode(bytes)).isEqualTo(value);
		assertThat(bytes.remaining()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("goldenBytes")
	void encodes(String hex, AmfValue value) {
		assertThat(Amf3Encoder.encode(value)).isEqualTo(ByteBuffer.wrap(Hex.bytes(hex)));
	}

	static Stream<Arguments> goldenBytes() {
		return Stream.of(arguments("00", AmfUndefined.INSTANCE), arguments("01", AmfNull.INSTANCE),
				arguments("02", new AmfBoolean(false)), arguments("03", new AmfBoolean(true)),
				arguments("05 3FF8000000000000", new AmfNumber(1.5)),
				arguments("05 8000000000000000", new AmfNumber(-0.0)),
				arguments("05 7FF8000000000000", new AmfNumber(Double.NaN)),
				arguments("05 7FF0000000000000", new AmfNumber(Double.POSITIVE_INFINITY)),
				arguments("06 01", new AmfString("")), arguments("06 05 C3BC", new AmfString("\u00fc")),
				arguments("07 09 3C612F3E", new AmfXml("<a/>", true)),
				arguments("0B 09 3C612F3E", new AmfXml("<a/>", false)),
				arguments("08 01 408F400000000000", new AmfDate(1000, 0)),
				arguments("09 01 01", new AmfStrictArray(List.of())), arguments("""
						09 05                  // two elements
						01                     // none with a name
						06 09 68766331
						01
						""", new AmfStrictArray(List.of(new AmfString("hvc1"), AmfNull.INSTANCE))), arguments("""
						09 01                  // none without a name
						0B 7769647468 04 8500  // width
						03 61 02               // a
						01
						""", AmfEcmaArray.builder().put("width", 640).put("a", false).build()), arguments("""
						0A 0B 01               // anonymous and dynamic
						03 61 01
						01
						""", AmfObject.builder().put("a", AmfNull.INSTANCE).build()),
				arguments("""
						0A 23 03 54            // two sealed members
						03 61 03 62            // their names
						04 01 0A 0B 01 01      // their values
						""",
						new AmfObject("T",
								AmfObject.builder().put("a", 1).put("b", AmfObject.EMPTY).build().properties())),
				arguments("0A 03 03 54", new AmfObject("T", Map.of())),
				arguments("0A 13 01 01 03", new AmfObject(null, Map.of("", new AmfBoolean(true)))),
				arguments("0C 07 00 80 FF", new AmfByteArray(ByteBuffer.wrap(Hex.bytes("00 80 FF")))),
				arguments("0C 01", new AmfByteArray(ByteBuffer.allocate(0))),
				arguments("0D 05 00 FFFFFFFF 7FFFFFFF", vector(AmfVector.Type.INT, false, -1, Integer.MAX_VALUE)),
				arguments("0E 05 01 FFFFFFFF 00000000", vector(AmfVector.Type.UINT, true, 0xFFFFFFFFL, 0)),
				arguments("0F 05 00 3FF8000000000000 8000000000000000",
						vector(AmfVector.Type.DOUBLE, false, 1.5, -0.0)),
				arguments("10 05 00 03 2A 06 03 61 01",
						new AmfVector(AmfVector.Type.OBJECT, false, "*",
								List.of(new AmfString("a"), AmfNull.INSTANCE))),
				arguments("""
						11 05 01               // two entries, weak keys
						06 03 6B 04 01
						01 02
						""",
						new AmfDictionary(true, List.of(new AmfDictionary.Entry(new AmfString("k"), new AmfNumber(1)),
								new AmfDictionary.Entry(AmfNull.INSTANCE, new AmfBoolean(false))))));
	}

	@ParameterizedTest
	@CsvSource({ "04 00, 0", "04 7F, 127", "04 81 00, 128", "04 FF 7F, 16383", "04 81 80 00, 16384",
			"04 FF FF 7F, 2097151", "04 80 C0 80 00, 2097152", "04 BF FF FF FF, 268435455",
			"04 C0 80 80 00, -268435456", "04 FF FF FF FF, -1", "05 41B0000000000000, 268435456",
			"05 C1B0000001000000, -268435457", "05 41E0000000000000, 2147483648" })
	void integerTakesOneToFourBytesAndOthersAreDoubles(String hex, double value) {
		assertThat(decode(hex)).isEqualTo(new AmfNumber(value));
		assertThat(Amf3Encoder.encode(new AmfNumber(value))).isEqualTo(ByteBuffer.wrap(Hex.bytes(hex)));
	}

	@ParameterizedTest
	@CsvSource({ "04 80 01, 1", "04 80 80 01, 1", "04 80 80 80 01, 1", "05 3FF0000000000000, 1" })
	void decodesIntegersThatCouldBeShorter(String hex, double value) {
		assertThat(decode(hex)).isEqualTo(new AmfNumber(value));
	}

	@Test
	void encodesLengthsOfOneToFourBytes() {
		for (int length : new int[] { 63, 64, 8191, 8192, 1_048_575, 1_048_576 }) {
			AmfValue value = new AmfString("x".repeat(length));
			ByteBuffer bytes = Amf3Encoder.encode(value);
			assertThat(bytes.remaining())
				.isEqualTo(1 + length + ((length < 64) ? 1 : (length < 8192) ? 2 : (length < 1_048_576) ? 3 : 4));
			assertThat(new Amf3Decoder(new AmfLimits(1, 1, 0, length)).decode(bytes)).isEqualTo(value);
		}
	}

	@Test
	void arrayWithNamesCountsItsOtherElements() {
		assertThat(decode("09 05 03 61 02 03 31 03 01 04 07 04 08"))
			.isEqualTo(AmfEcmaArray.builder().put("a", false).put("1", true).put("0", 7).build());
	}

	@Test
	void sealedMembersComeBeforeDynamicOnes() {
		AmfValue value = decode("""
				0A 1B 03 54            // one sealed member, dynamic
				03 61 04 01
				03 62 04 02
				03 61 04 03            // again
				01
				""");
		assertThat(value).isInstanceOfSatisfying(AmfObject.class, (object) -> {
			assertThat(object.className()).isEqualTo("T");
			assertThat(object.properties().keySet()).containsExactly("a", "b");
			assertThat(object.number("a")).isEqualTo(1);
			assertThat(object.number("b")).isEqualTo(2);
		});
	}

	@Test
	void encodesTheNextToWhatIsMissing() {
		assertThat(Amf3Encoder.encode(AmfUnsupported.INSTANCE, new AmfDate(0, 60), new AmfEcmaArray(Map.of())))
			.isEqualTo(ByteBuffer.wrap(Hex.bytes("00 08 01 0000000000000000 09 01 01")));
		AmfValue unnamed = new AmfEcmaArray(Map.of("", AmfNull.INSTANCE));
		assertThat(Amf3Encoder.encode(unnamed)).isEqualTo(ByteBuffer.wrap(Hex.bytes("0A 13 01 01 01")));
	}

	@Test
	void decodesAllValues() {
		ByteBuffer bytes = Amf3Encoder.encode(List.of(new AmfString("a"), new AmfNumber(2)));
		assertThat(DECODER.decodeAll(bytes)).containsExactly(new AmfString("a"), new AmfNumber(2));
		assertThat(bytes.hasRemaining()).isFalse();
		assertThat(DECODER.decodeAll(bytes)).isEmpty();
	}

	@Test
	void decodesMetadataAsFlashSendsIt() {
		List<AmfValue> values = DECODER.decodeAll(ByteBuffer.wrap(Hex.bytes("""
				06 15 6F6E4D65746144617461                  // 0: onMetaData
				09 01                                       // object 0: array, names only
				   0B 7769647468 04 8F00                    // 1: width, 1920
				   0D 686569676874 04 8838                  // 2: height, 1080
				   13 6672616D6572617465 05 403DF851EB851EB8 // 3: framerate, 29.97
				   0D 73746572656F 03                       // 4: stereo
				   0F 656E636F646572 06 09 53656C66         // 5: encoder, 6: Self
				   0F 63726561746564 08 01 42792CC091400000 // 7: created, object 1: date
				   11 6B65794672616D65 0A 33                // 8: keyFrame, object 2: three members
				      03 4B                                 // 9: class K
				      0B 74696D6573 11 706F736974696F6E 06  // 10: times, 11: position, 3: framerate
				      09 05 01 04 00 04 02                  // object 3
				      0D 05 00 00000010 00001000            // object 4
				      05 403DF851EB851EB8
				   0B 616761696E 08 02                      // 12: again, object 1
				   01
				""")));
		AmfDate date = new AmfDate(1.73e12, 0);
		AmfObject index = new AmfObject("K",
				AmfObject.builder()
					.put("times", new AmfStrictArray(List.of(new AmfNumber(0), new AmfNumber(2))))
					.put("position", vector(AmfVector.Type.INT, false, 16, 4096))
					.put("framerate", 29.97)
					.build()
					.properties());
		assertThat(values).containsExactly(new AmfString("onMetaData"),
				AmfEcmaArray.builder()
					.put("width", 1920)
					.put("height", 1080)
					.put("framerate", 29.97)
					.put("stereo", true)
					.put("encoder", "Self")
					.put("created", date)
					.put("keyFrame", index)
					.put("again", date)
					.build());
	}

	@Tag("AM7")
	@Test
	void whenTextIsNotUtf8ItIsReplaced() {
		assertThat(decode("06 05 C328")).isEqualTo(new AmfString("\ufffd("));
		assertThat(decode("0A 0B 01 03 FF 01 01")).isEqualTo(new AmfObject(null, Map.of("\ufffd", AmfNull.INSTANCE)));
	}

	@Test
	void encodesEachTypeOfValue() {
		Stream<Class<?>> golden = goldenBytes().map((row) -> row.get()[1].getClass());
		assertThat(Stream.concat(golden, Stream.of(AmfUnsupported.class)).distinct())
			.hasSameElementsAs(Amf0FormatTests.types().toList());
	}

	private static AmfVector vector(AmfVector.Type type, boolean fixed, double... numbers) {
		return new AmfVector(type, fixed, "", Arrays.stream(numbers).<AmfValue>mapToObj(AmfNumber::new).toList());
	}

	private static AmfValue decode(String hex) {
		return DECODER.decode(ByteBuffer.wrap(Hex.bytes(hex)));
	}

}
