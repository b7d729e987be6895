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
import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Amf0Decoder} with input that is malformed, hostile or random.
 */
class Amf0DecoderTests {

	private static final int RUNS = 20_000;

	private static final byte[] EACH_TYPE = Hex.bytes("""
			08 00000003
			0001 61 00 3FF0000000000000       // number
			0001 62 01 01                     // boolean
			0001 63 02 0002 6869              // string
			0001 64 03 0001 61 05 000009      // object with null
			0001 65 06                        // undefined
			0001 66 07 0001                   // reference to the object
			0001 67 0A 00000002 05 02 0001 61 // strict array
			0001 68 0B 408F400000000000 0000  // date
			0001 69 0C 00000002 6869          // long string
			0001 6A 0D                        // unsupported
			0001 6B 0F 00000004 3C612F3E      // XML
			0001 6C 10 0001 54 0001 61 05 000009 // typed object
			000009
			""");

	@Test
	@Tag("A3")
	void whenValueIsCutOffAnywhereFails() {
		assertThat(decode(EACH_TYPE)).hasSize(1);
		for (int length = 0; length < EACH_TYPE.length; length++) {
			ByteBuffer bytes = ByteBuffer.wrap(EACH_TYPE, 0, length);
			assertThatExceptionOfType(RtmpProtocolException.class).as("%d bytes", length)
				.isThrownBy(() -> new Amf0Decoder(AmfLimits.DEFAULT).decode(bytes))
				.extracting(RtmpProtocolException::error)
				.isEqualTo(ProtocolError.AMF);
		}
	}

	@Tag("A3")
	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "04 // movie clip", "09 // end of nothing", "0E // record set", "11 05 // AMF3", "11",
			"11 12", "12", "80", "FF", "02 0005 61 // longer than what there is", "0C 7FFFFFFF 61", "0C 80000000 61",
			"0C FFFFFFFF 61", "0F FFFFFFFF 61", "03 FFFF 61", "10 FFFF 61",
			"03 0001 61 09 // end without an empty name", "03 0001 61 05 0000 // no end marker",
			"08 00000001 0001 61 05 // no end of an ECMA array", "0A 00000002 05 // one element missing",
			"0A 00000001 09" })
	void whenValueIsMalformedFails(String hex) {
		assertFails(AmfLimits.DATA, Hex.bytes(hex), ProtocolError.AMF);
	}

	@Tag("A1")
	@ParameterizedTest
	@ValueSource(strings = { "0A 00000001", "03 0001 61", "08 00000001 0001 61", "10 0001 54 0001 61" })
	void whenNestedTooDeepFails(String container) {
		assertFails(AmfLimits.DEFAULT, repeat(container, 70_000), ProtocolError.AMF_DEPTH);
	}

	@Tag("A1")
	@Test
	void depthIsCountedPerNestingNotPerContainer() {
		byte[] deepest = Hex.bytes("0A 00000001".repeat(16) + "05");
		assertThat(decode(deepest)).hasSize(1);
		byte[] twice = Arrays.copyOf(deepest, 2 * deepest.length);
		System.arraycopy(deepest, 0, twice, deepest.length, deepest.length);
		assertThat(decode(twice)).hasSize(2);
		assertFails(AmfLimits.DEFAULT, Hex.bytes("0A 00000001".repeat(17) + "05"), ProtocolError.AMF_DEPTH);
	}

	@Test
	void deepestLimitIsDecodedEncodedAndPrinted() {
		byte[] deepest = Hex.bytes("03 0001 61".repeat(256) + "05" + "000009".repeat(256));
		List<AmfValue> values = new Amf0Decoder(new AmfLimits(256, 1024, 1, 0)).decodeAll(ByteBuffer.wrap(deepest));
		assertThat(Amf0Encoder.encode(values)).isEqualTo(ByteBuffer.wrap(deepest));
		assertThat(values.toString()).isNotEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(257, 1024, 1, 0));
	}

	@Tag("A2")
	@ParameterizedTest
	@ValueSource(strings = { "0A FFFFFFFF", "0A 7FFFFFFF", "08 FFFFFFFF", "0A FFFFFFFF 05 05" })
	void whenCountIsALieFails(String hex) {
		assertFails(AmfLimits.DEFAULT, Hex.bytes(hex), ProtocolError.AMF);
	}

	@Tag("A5")
	@ParameterizedTest
	@ValueSource(strings = { "05", "01 01", "03 000009" })
	void whenThereAreTooManyValuesFails(String value) {
		assertThat(decode(repeat(value, 1024))).hasSize(1024);
		assertFails(AmfLimits.DEFAULT, repeat(value, 1025), ProtocolError.AMF_VALUES);
	}

	@Tag("A5")
	@Test
	void whenThereAreTooManyValuesInContainersFails() {
		byte[] duplicates = new byte[1 + 4 * 10_000];
		duplicates[0] = Amf0Marker.OBJECT;
		System.arraycopy(repeat("0001 61 05", 10_000), 0, duplicates, 1, 4 * 10_000);
		assertFails(AmfLimits.DEFAULT, duplicates, ProtocolError.AMF_VALUES);
		byte[] elements = new byte[64 << 10];
		Arrays.fill(elements, (byte) Amf0Marker.NULL);
		elements[0] = Amf0Marker.STRICT_ARRAY;
		assertFails(AmfLimits.DEFAULT, elements, ProtocolError.AMF_VALUES);
	}

	@Tag("AM7")
	@Test
	void whenTextIsTooLongFails() {
		AmfLimits limits = new AmfLimits(1, 4, 1, 2);
		String longest = "02 0002 6161 0C 00000002 6161 10 0001 54 0001 61 05 000009";
		assertThat(new Amf0Decoder(limits).decodeAll(ByteBuffer.wrap(Hex.bytes(longest)))).hasSize(3);
		for (String tooLong : List.of("02 0003 616161", "0C 00000003 616161", "0F 00000003 616161",
				"03 0002 6161 05 000009", "10 0002 5454 000009")) {
			assertFails(limits, Hex.bytes(tooLong), ProtocolError.AMF);
		}
	}

	@Test
	void dataLimitsTakeTextThatFillsTheLargestMessage() {
		byte[] bytes = new byte[64 << 10];
		Arrays.fill(bytes, (byte) 'x');
		ByteBuffer.wrap(bytes).put((byte) Amf0Marker.LONG_STRING).putInt(bytes.length - 5);
		assertThat(new Amf0Decoder(AmfLimits.DATA).decodeAll(ByteBuffer.wrap(bytes))).hasSize(1);
		assertFails(AmfLimits.DEFAULT, bytes, ProtocolError.AMF);
	}

	@Test
	void whenLimitsMakeNoSenseFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(0, 1, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(1, 0, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(1, 1, -1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(1, 1, 0, -1));
	}

	@Tag("AM7")
	@ParameterizedTest
	@ValueSource(strings = { "FF FF", "00 00 00", "02 0005 61", "11 05", "07 0000", "03 0001 61" })
	void whenBytesFollowLeadingValuesIgnoresThem(String rest) {
		assertThat(decodeLeading("05 01 01" + rest, 2)).containsExactly(AmfNull.INSTANCE, new AmfBoolean(true));
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decodeLeading("05 01 01" + rest, 3))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF);
	}

	@Test
	void whenThereAreFewerLeadingValuesThanRequiredReturnsThem() {
		assertThat(decodeLeading("05", 3)).containsExactly(AmfNull.INSTANCE);
		assertThat(decodeLeading("", 3)).isEmpty();
	}

	@Tag("A1")
	@Tag("A5")
	@Test
	void whenBytesAfterLeadingValuesExceedLimitFails() {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> decodeLeading("05" + "0A 00000001".repeat(17), 1))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_DEPTH);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decodeLeading("05".repeat(1025), 1))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Test
	void whenBytesAreRandomDecodesOrFails() {
		Random random = new Random(20261);
		for (int run = 0; run < RUNS; run++) {
			byte[] bytes = new byte[random.nextInt(200)];
			random.nextBytes(bytes);
			// Otherwise most inputs end at their first byte
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (random.nextInt(3) > 0) ? (byte) random.nextInt(0x12) : bytes[i];
			}
			assertDecodesOrFails(bytes, run);
		}
	}

	@Test
	void whenBytesAreMutatedDecodesOrFails() {
		Random random = new Random(20262);
		for (int run = 0; run < RUNS; run++) {
			byte[] bytes = EACH_TYPE.clone();
			for (int i = random.nextInt(4); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
			}
			assertDecodesOrFails(Arrays.copyOf(bytes, random.nextInt(2 * bytes.length)), run);
		}
	}

	private static void assertDecodesOrFails(byte[] bytes, int run) {
		assertThatCode(() -> {
			try {
				List<AmfValue> values = decode(bytes);
				// Replacement characters and references take more bytes when they are
				// encoded
				Amf0Decoder decoder = new Amf0Decoder(new AmfLimits(16, 1024, 3 * 256, 3 << 14));
				assertThat(decoder.decodeAll(Amf0Encoder.encode(values))).isEqualTo(values);
			}
			catch (RtmpProtocolException ex) {
				assertThat(ex.error()).isIn(ProtocolError.AMF, ProtocolError.AMF_DEPTH, ProtocolError.AMF_VALUES);
			}
		}).as("run %d%n%s", run, Hex.dump(bytes)).doesNotThrowAnyException();
	}

	private static byte[] repeat(String hex, int count) {
		byte[] unit = Hex.bytes(hex);
		byte[] bytes = new byte[count * unit.length];
		for (int i = 0; i < count; i++) {
			System.arraycopy(unit, 0, bytes, i * unit.length, unit.length);
		}
		return bytes;
	}

	private static List<AmfValue> decode(byte[] bytes) {
		return new Amf0Decoder(AmfLimits.DEFAULT).decodeAll(ByteBuffer.wrap(bytes));
	}

	private static List<AmfValue> decodeLeading(String hex, int required) {
		return AmfBodyReader.amf0(ByteBuffer.wrap(Hex.bytes(hex)), AmfLimits.DEFAULT).leading(required);
	}

	private static void assertFails(AmfLimits limits, byte[] bytes, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf0Decoder(limits).decodeAll(ByteBuffer.wrap(bytes)))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

}
