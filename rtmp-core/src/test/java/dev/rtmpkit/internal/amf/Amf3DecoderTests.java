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
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfXml;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Amf3Decoder} with input that is malformed, hostile or random.
 */
@Tag("AM7")
class Amf3DecoderTests {

	private static final int RUNS = 20_000;

	private static final byte[] EACH_TYPE = Hex.bytes("""
			0A 81 0B 03 54         // eight sealed members, dynamic
			03 61 03 62 03 63 03 64 03 65 03 66 03 67 03 68
			00 01 02 03            // undefined, null, booleans
			04 FF FF FF FF         // integer
			05 3FF8000000000000    // double
			06 00                  // string by reference
			07 05 3C61             // XML document
			03 69 08 01 408F400000000000 // date
			03 6A 09 05 03 6B 01 01 04 01 04 02 // array
			03 6C 0A 13 01 03 6D 0A 0B 01 01    // objects
			03 6E 0A 05 01         // object by traits
			03 6F 0B 03 61         // XML
			03 70 0C 05 0102       // byte array
			03 71 0D 03 00 00000001 // vectors
			03 72 0E 03 00 00000001
			03 73 0F 03 00 3FF8000000000000
			03 74 10 05 00 01 01 08 04
			03 75 11 03 00 06 03 6B 01 // dictionary
			01
			""");

	@Tag("A3")
	@Test
	void whenValueIsCutOffAnywhereFails() {
		assertThat(decode(EACH_TYPE)).hasSize(1);
		for (int length = 0; length < EACH_TYPE.length; length++) {
			ByteBuffer bytes = ByteBuffer.wrap(EACH_TYPE, 0, length);
			assertThatExceptionOfType(RtmpProtocolException.class).as("%d bytes", length)
				.isThrownBy(() -> new Amf3Decoder(AmfLimits.DEFAULT).decode(bytes))
				.extracting(RtmpProtocolException::error)
				.isEqualTo(ProtocolError.AMF);
		}
	}

	@Test
	void positionInTheBufferDoesNotMatter() {
		List<AmfValue> values = decode(EACH_TYPE);
		for (int before = 1; before < 20; before++) {
			ByteBuffer bytes = ByteBuffer.allocate(before + EACH_TYPE.length + 1).position(before).put(EACH_TYPE);
			assertThat(new Amf3Decoder(AmfLimits.DEFAULT).decodeAll(bytes.flip().position(before).asReadOnlyBuffer()))
				.isEqualTo(values);
		}
	}

	@Test
	void valuesDoNotChangeWithTheBuffer() {
		byte[] bytes = EACH_TYPE.clone();
		List<AmfValue> values = decode(bytes);
		Arrays.fill(bytes, (byte) 0x55);
		assertThat(values).isEqualTo(decode(EACH_TYPE));
	}

	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "12", "7F", "80", "FF", "04", "04 80", "04 80 80 80", "05 00", "06", "06 05 61",
			"0C 05 61", "09 03 01", "09 01", "0A 0B 01 03 61", "0A 07 03 54 // externalizable",
			"0A 07 43 666C65782E6D6573736167696E672E696F2E4172726179436F6C6C656374696F6E 09 01 01", "0D 03 00 0000",
			"0D 03", "10 03 00 01", "10 03 00", "11 03 00 01", "11 03" })
	void whenValueIsMalformedFails(String hex) {
		assertFails(AmfLimits.DATA, Hex.bytes(hex), ProtocolError.AMF);
	}

	@Tag("A2")
	@Tag("A3")
	@ParameterizedTest
	@ValueSource(strings = { "06 FFFFFFFF 61", "07 FFFFFFFF", "0B FFFFFFFF", "0C FFFFFFFF 61",
			"0D FFFFFFFF 00 00000001", "0E FFFFFFFF 00", "0F FFFFFFFF 00", "09 FFFFFFFF 01", "10 FFFFFFFF 00 01",
			"11 FFFFFFFF 00", "0A FFFFFFFB 01", "0A FFFFFFF3 01", "0A 0B FFFFFFFF" })
	void whenLengthIsALieFailsWithoutMemoryForIt(String hex) {
		byte[] bytes = Hex.bytes(hex);
		// Few and any number of values
		for (AmfLimits limits : List.of(AmfLimits.DATA, new AmfLimits(1, Integer.MAX_VALUE, 256, 256))) {
			Runnable decoding = () -> assertThatExceptionOfType(RtmpProtocolException.class)
				.isThrownBy(() -> new Amf3Decoder(limits).decode(ByteBuffer.wrap(bytes)));
			decoding.run();
			assertThat(AllocatedMemory.of(decoding)).isLessThan(64 << 10);
		}
	}

	@Tag("A1")
	@ParameterizedTest
	@ValueSource(strings = { "09 03 01", "09 01 03 61", "0A 0B 01 03 61", "0A 13 01 03 61", "10 03 00 01", "11 03 00",
			"11 03 00 01" })
	void whenNestedTooDeepFails(String container) {
		byte[] nested = Hex.bytes(container.repeat(70_000));
		assertFails(new AmfLimits(16, 1024, 256, 0), nested, ProtocolError.AMF_DEPTH);
		assertFails(new AmfLimits(256, 1024, 256, 0), nested, ProtocolError.AMF_DEPTH);
	}

	@Tag("A1")
	@Test
	void deepestLimitIsDecodedEncodedAndPrinted() {
		byte[] deepest = Hex.bytes("0A 0B 01 03 61".repeat(256) + "01" + "01".repeat(256));
		List<AmfValue> values = new Amf3Decoder(new AmfLimits(256, 1024, 1, 0)).decodeAll(ByteBuffer.wrap(deepest));
		assertThat(Amf3Encoder.encode(values)).isEqualTo(ByteBuffer.wrap(deepest));
		assertThat(values.toString()).isNotEmpty();
		assertFails(new AmfLimits(255, 1024, 1, 0), deepest, ProtocolError.AMF_DEPTH);
	}

	@Tag("A5")
	@ParameterizedTest
	@ValueSource(strings = { "01", "04 01", "06 01", "09 01 01", "0A 0B 01 01", "0C 01", "11 01 00" })
	void whenThereAreTooManyValuesFails(String value) {
		assertThat(decode(Hex.bytes(value.repeat(1024)))).hasSize(1024);
		assertFails(AmfLimits.DEFAULT, Hex.bytes(value.repeat(1025)), ProtocolError.AMF_VALUES);
	}

	@Tag("A5")
	@Test
	void whenThereAreTooManyValuesInContainersFails() {
		// Eight numbers of an array count as one value
		AmfLimits limits = new AmfLimits(2, 3, 1, 0);
		for (String fitting : List.of("09 05 01 01 01", "0A 0B 01 03 61 01 03 61 01 01", "0A 23 01 03 61 03 62 01 01",
				"0D 05 00 00000001 00000002", "0D 21 00" + "00000001".repeat(16), "09 21 01" + "0401".repeat(16),
				"10 05 00 01 01 01", "11 03 00 01 01")) {
			assertThat(new Amf3Decoder(limits).decodeAll(ByteBuffer.wrap(Hex.bytes(fitting)))).hasSize(1);
		}
		for (String tooMany : List.of("09 07 01 01 01 01", "0A 0B 01 03 61 01 03 61 01 03 62 01 01",
				"0A 33 01 03 61 03 62 03 63", "0D 23 00" + "00000001".repeat(17), "09 23 01" + "0401".repeat(17),
				"10 07 00 01 01 01 01", "11 05 00 01 01 01 01")) {
			assertFails(limits, Hex.bytes(tooMany), ProtocolError.AMF_VALUES);
		}
	}

	@Test
	void whenTextIsTooLongFails() {
		AmfLimits limits = new AmfLimits(1, 4, 1, 2);
		for (String tooLong : List.of("06 07 616161", "07 07 616161", "0B 07 616161", "0A 0B 05 6161",
				"0A 0B 01 05 6161 01 01", "0A 13 01 05 6161 01", "09 01 05 6161 01 01", "10 01 00 05 6161")) {
			assertFails(limits, Hex.bytes(tooLong), ProtocolError.AMF);
		}
		assertThat(new Amf3Decoder(limits).decode(ByteBuffer.wrap(Hex.bytes("06 05 6161"))))
			.isEqualTo(new AmfString("aa"));
	}

	@Test
	void whenBytesAreRandomDecodesOrFails() {
		Random random = new Random(20263);
		for (int run = 0; run < RUNS; run++) {
			byte[] bytes = new byte[random.nextInt(200)];
			random.nextBytes(bytes);
			// Otherwise most inputs end at their first byte
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (random.nextInt(3) > 0) ? (byte) random.nextInt(0x13) : bytes[i];
			}
			assertDecodesOrFails(bytes, run);
		}
	}

	@Test
	void whenBytesAreMutatedDecodesOrFails() {
		Random random = new Random(20264);
		for (int run = 0; run < RUNS; run++) {
			byte[] bytes = EACH_TYPE.clone();
			for (int i = random.nextInt(4); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
			}
			assertDecodesOrFails(Arrays.copyOf(bytes, random.nextInt(2 * bytes.length)), run);
		}
	}

	@Tag("A4")
	@Test
	void whenXmlHasEntitiesItIsOnlyText() {
		String xml = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///c\">]><a>&b;</a>";
		for (boolean document : new boolean[] { true, false }) {
			AmfXml value = new AmfXml(xml, document);
			assertThat(decode(Amf3Encoder.encode(value))).containsExactly(value);
		}
	}

	@Tag("A4")
	@Test
	void whenClassExistsNothingIsMadeOfIt() {
		AmfObject value = new AmfObject("java.net.URL", AmfObject.builder().put("host", "a").build().properties());
		assertThat(decode(Amf3Encoder.encode(value))).containsExactly(value);
	}

	@Tag("A7")
	@ParameterizedTest
	@ValueSource(strings = { "7FF8000000000000", "7FF0000000000000", "FFF0000000000000" })
	void whenNumberIsNotFiniteItIsNoProperty(String number) {
		List<AmfValue> values = decode(Hex.bytes("0A 0B 01 07 667073 05" + number + "01"));
		assertThat(values).singleElement()
			.isInstanceOfSatisfying(AmfObject.class, (object) -> assertThat(object.number("fps")).isNull());
	}

	@Tag("A5")
	@Test
	void whenNamesAreTheSameTheFirstValueIsKept() {
		List<AmfValue> values = decode(Hex.bytes("0A 0B 01 03 61 04 01" + "00 04 02".repeat(1000) + "01"));
		assertThat(values).containsExactly(AmfObject.builder().put("a", 1).build());
	}

	@Tag("A5")
	@Test
	void whenNamesCollideAllAreKept() {
		// All strings of "Aa" and "BB" of one length have the same hash code
		ByteBuffer bytes = ByteBuffer.allocate(64 << 10).put(Hex.bytes("0A 0B 01"));
		for (int i = 0; i < 2000; i++) {
			bytes.put((byte) (22 << 1 | 1));
			for (int bit = 0; bit < 11; bit++) {
				bytes.put(Hex.bytes(((i >> bit & 1) == 0) ? "4161" : "4242"));
			}
			bytes.put((byte) Amf3Marker.NULL);
		}
		bytes.put((byte) 1).flip();
		AmfObject object = (AmfObject) new Amf3Decoder(AmfLimits.DATA).decode(bytes);
		assertThat(object.properties()).hasSize(2000);
		assertThat(object.properties().keySet()).extracting(String::hashCode).containsOnly("Aa".repeat(11).hashCode());
	}

	private static void assertDecodesOrFails(byte[] bytes, int run) {
		assertThatCode(() -> {
			List<AmfValue> values;
			try {
				values = decode(bytes);
			}
			catch (RtmpProtocolException ex) {
				assertThat(ex.error()).isIn(ProtocolError.AMF, ProtocolError.AMF_DEPTH, ProtocolError.AMF_VALUES);
				return;
			}
			// References and replacement characters take more bytes when they are encoded
			Amf3Decoder decoder = new Amf3Decoder(new AmfLimits(16, 1024, 3 * 256, 3 << 14));
			List<AmfValue> again = decoder.decodeAll(Amf3Encoder.encode(values));
			assertThat(decoder.decodeAll(Amf3Encoder.encode(again))).isEqualTo(again);
			assertThat(Amf0Encoder.encode(values).hasRemaining()).isEqualTo(!values.isEmpty());
		}).as("run %d%n%s", run, Hex.dump(bytes)).doesNotThrowAnyException();
	}

	private static List<AmfValue> decode(byte[] bytes) {
		return decode(ByteBuffer.wrap(bytes));
	}

	private static List<AmfValue> decode(ByteBuffer bytes) {
		return new Amf3Decoder(AmfLimits.DEFAULT).decodeAll(bytes);
	}

	private static void assertFails(AmfLimits limits, byte[] bytes, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf3Decoder(limits).decodeAll(ByteBuffer.wrap(bytes)))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

}
