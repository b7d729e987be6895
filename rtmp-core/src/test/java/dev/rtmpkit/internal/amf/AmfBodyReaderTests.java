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
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AmfBodyReader}.
 */
@Tag("AM4")
class AmfBodyReaderTests {

	private static final AmfString A = new AmfString("a");

	@ParameterizedTest
	@ValueSource(strings = { "00 02 0001 61 00 3FF0000000000000 05 // selector, AMF0",
			"02 0001 61 00 3FF0000000000000 05             // AMF0 at once",
			"00 02 0001 61 11 04 01 11 01                  // selector, AMF0 with switches",
			"02 0001 61 11 04 01 05                        // AMF0 at once with switches",
			"00 11 06 03 61 00 3FF0000000000000 05         // selector, switch first",
			"06 03 61 04 01 01                             // AMF3",
			"11 06 03 61 11 04 01 11 01                    // AMF3, each value marked",
			"11 06 03 61 05 3FF0000000000000 11 01         // AMF3, some values marked" })
	void readsEachFormOfAmf3Body(String hex) {
		AmfBodyReader reader = amf3(hex);
		assertThat(reader.leading(3)).containsExactly(A, new AmfNumber(1), AmfNull.INSTANCE);
		assertThat(reader.hasNext()).isFalse();
	}

	@Test
	void tellsWhetherBodyIsAmf3Throughout() {
		assertThat(amf3("06 03 61").isPureAmf3()).isTrue();
		assertThat(amf3("11 06 03 61").isPureAmf3()).isTrue();
		assertThat(amf3("00 11 06 03 61").isPureAmf3()).isFalse();
		assertThat(amf3("02 0001 61").isPureAmf3()).isFalse();
		assertThat(amf3("").isPureAmf3()).isFalse();
		assertThat(amf0("06 03 61").isPureAmf3()).isFalse();
	}

	@Test
	void selectorBelongsToAmf3Only() {
		assertThat(amf0("00 3FF0000000000000").next()).isEqualTo(new AmfNumber(1));
		assertThat(amf3("00 00 3FF0000000000000").next()).isEqualTo(new AmfNumber(1));
		assertThat(amf3("00").hasNext()).isFalse();
		assertThat(amf3("").hasNext()).isFalse();
	}

	@Tag("AM5")
	@ParameterizedTest
	@ValueSource(strings = { "00 11 06 03 61 11 06 00", "06 03 61 06 00", "11 06 03 61 11 06 00", "06 03 61 11 06 00" })
	void valuesShareTablesOfReferences(String hex) {
		assertThat(amf3(hex).leading(2)).containsExactly(A, A);
	}

	@Tag("AM5")
	@Test
	void valuesWithinAmf0ShareTablesOfReferences() {
		// {x: AMF3 "a"}, [AMF3 "a" by reference, AMF3 {}], the same {} by reference
		List<AmfValue> values = amf3("""
				00
				03 0001 78 11 06 03 61 000009
				0A 00000002 11 06 00 11 0A 0B 01 01
				11 0A 00
				""").leading(3);
		assertThat(values).containsExactly(AmfObject.builder().put("x", "a").build(),
				new AmfStrictArray(List.of(A, AmfObject.EMPTY)), AmfObject.EMPTY);
		assertThat(values.get(2)).isSameAs(((AmfStrictArray) values.get(1)).elements().get(1));
	}

	@Tag("AM1")
	@Test
	void referencesOfAmf0AndAmf3AreSeparate() {
		// AMF3 {}, AMF0 {x: null}: reference 0 of AMF0 is the second
		List<AmfValue> values = amf0("11 0A 0B 01 01 03 0001 78 05 000009 07 0000 11 0A 00").leading(4);
		assertThat(values.get(2)).isSameAs(values.get(1)).isNotEqualTo(AmfObject.EMPTY);
		assertThat(values.get(3)).isSameAs(values.get(0));
	}

	@Tag("AM7")
	@Tag("A4")
	@Test
	void valuesShareTheirLimits() {
		AmfLimits limits = new AmfLimits(2, 4, 0, 0);
		assertThat(AmfBodyReader.amf0(bytes("0A 00000001 11 09 05 01 01 01"), limits).leading(1)).hasSize(1);
		assertFails(AmfBodyReader.amf0(bytes("0A 00000001 11 09 07 01 01 01 01"), limits), ProtocolError.AMF_VALUES);
		assertFails(AmfBodyReader.amf0(bytes("0A 00000001 11 09 03 01 09 01 01"), limits), ProtocolError.AMF_DEPTH);
		// An array of AMF0 that holds AMF3, by reference in another
		assertFails(AmfBodyReader.amf0(bytes("0A 00000001 11 09 01 01 0A 00000001 07 0000"), new AmfLimits(2, 5, 0, 0)),
				ProtocolError.AMF_DEPTH);
	}

	@Tag("A3")
	@ParameterizedTest
	@ValueSource(strings = { "00 11", "00 02 0001 61 11", "11", "06 03 61 11", "11 11 // dictionary", "00 11 12",
			"0A 07 03 54 // externalizable", "00 11 0A 07 03 54", "09", "FF" })
	void whenValueIsMalformedFails(String hex) {
		AmfBodyReader reader = amf3(hex);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> reader.leading(2))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF);
	}

	@Test
	void dictionaryInAmf3BodyIsMarked() {
		assertThat(amf3("11 11 01 00").next()).isEqualTo(new AmfDictionary(false, List.of()));
	}

	@Tag("AM7")
	@Test
	void whenBytesFollowLeadingValuesIgnoresThem() {
		assertThat(amf3("06 03 61 01 FF").leading(2)).containsExactly(A, AmfNull.INSTANCE);
		assertThat(amf3("00 02 0001 61 11 0A 07 03 54").leading(1)).containsExactly(A);
	}

	@Test
	void restStandsAloneAsLongAsNothingCanBeReferredTo() {
		AmfBodyReader reader = amf3("00 02 0001 61 11 04 01 11 06 01 11 06 03 61");
		for (int i = 0; i < 3; i++) {
			reader.next();
			assertThat(reader.isFresh()).isTrue();
		}
		reader.next();
		assertThat(reader.isFresh()).isFalse();
		AmfBodyReader objects = amf0("05 03 000009");
		objects.next();
		assertThat(objects.isFresh()).isTrue();
		objects.next();
		assertThat(objects.isFresh()).isFalse();
		AmfBodyReader date = amf3("08 01 408F400000000000");
		date.next();
		assertThat(date.isFresh()).isFalse();
	}

	@Tag("AM7")
	@Test
	void whenBytesAreRandomReadsOrFails() {
		long seed = 20265;
		Random random = new Random(seed);
		for (int run = 0; run < 20_000; run++) {
			byte[] bytes = new byte[random.nextInt(64)];
			random.nextBytes(bytes);
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (random.nextInt(3) > 0) ? (byte) random.nextInt(0x13) : bytes[i];
			}
			boolean amf3 = random.nextBoolean();
			assertThatCode(() -> {
				try {
					ByteBuffer body = ByteBuffer.wrap(bytes);
					AmfBodyReader reader = (amf3) ? AmfBodyReader.amf3(body, AmfLimits.DATA)
							: AmfBodyReader.amf0(body, AmfLimits.DATA);
					reader.leading(3);
				}
				catch (RtmpProtocolException ex) {
					assertThat(ex.error()).isIn(ProtocolError.AMF, ProtocolError.AMF_DEPTH, ProtocolError.AMF_VALUES);
				}
			}).as("seed %d run %d%n%s", seed, run, Hex.dump(bytes)).doesNotThrowAnyException();
		}
	}

	private static void assertFails(AmfBodyReader reader, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> reader.leading(0))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

	private static AmfBodyReader amf0(String hex) {
		return AmfBodyReader.amf0(bytes(hex), AmfLimits.DEFAULT);
	}

	private static AmfBodyReader amf3(String hex) {
		return AmfBodyReader.amf3(bytes(hex), AmfLimits.DEFAULT);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
