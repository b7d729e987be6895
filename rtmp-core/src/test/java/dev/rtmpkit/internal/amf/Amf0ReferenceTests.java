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
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Amf0Decoder} with references.
 */
class Amf0ReferenceTests {

	private static final AmfObject A = AmfObject.builder().put("a", AmfNull.INSTANCE).build();

	@Tag("AM1")
	@Test
	void referencesContainersInTheOrderTheyBegin() {
		List<AmfValue> values = decode(AmfLimits.DEFAULT, """
				0A 00000002                // 0: strict array
				   03 0001 61 05 000009    // 1: object
				   08 00000000 000009      // 2: ECMA array
				10 0001 54 000009          // 3: typed object
				07 0000 07 0001 07 0002 07 0003
				""");
		AmfStrictArray array = new AmfStrictArray(List.of(A, AmfEcmaArray.builder().build()));
		AmfObject typed = new AmfObject("T", Map.of());
		assertThat(values).containsExactly(array, typed, array, A, array.elements().get(1), typed);
	}

	@Test
	void sharesTheValue() {
		List<AmfValue> values = decode(AmfLimits.DEFAULT, "03 0001 61 05 000009 07 0000");
		assertThat(values.get(1)).isSameAs(values.get(0));
	}

	@Tag("A4")
	@Test
	void whenContainerIsNotCompleteReferenceIsEmptyObject() {
		List<AmfValue> values = decode(AmfLimits.DEFAULT, "03 0004 73656C66 07 0000 000009 07 0000");
		AmfObject outer = AmfObject.builder().put("self", AmfObject.EMPTY).build();
		assertThat(values).containsExactly(outer, outer);
	}

	@Tag("A4")
	@ParameterizedTest
	@ValueSource(
			strings = { "07 0000", "03 000009 07 0001", "03 000009 07 FFFF", "02 0000 07 0000", "03 000009 07 00" })
	void whenReferencePointsNowhereFails(String hex) {
		assertFails(AmfLimits.DEFAULT, hex, ProtocolError.AMF);
	}

	@Test
	void eachCallHasItsOwnReferences() {
		ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes("03 000009 07 0000"));
		Amf0Decoder decoder = new Amf0Decoder(AmfLimits.DEFAULT);
		decoder.decode(bytes);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decoder.decode(bytes));
	}

	@Test
	void referenceCountsAsTheValuesItStandsFor() {
		// [null, null], then twice more: 9 values
		String hex = "0A 00000002 05 05 07 0000 07 0000";
		assertThat(decode(new AmfLimits(2, 9, 0, 0), hex)).hasSize(3);
		assertFails(new AmfLimits(2, 8, 0, 0), hex, ProtocolError.AMF_VALUES);
	}

	@Test
	void referenceToWhatHoldsReferencesCountsThemToo() {
		// [], [#0, #0], [#1, #1]: 1 + 3 + 7 values
		String hex = "0A 00000000 0A 00000002 07 0000 07 0000 0A 00000002 07 0001 07 0001";
		assertThat(decode(new AmfLimits(3, 11, 0, 0), hex)).hasSize(3);
		assertFails(new AmfLimits(3, 10, 0, 0), hex, ProtocolError.AMF_VALUES);
	}

	@Test
	void referenceNestsAsDeepAsTheValueItStandsFor() {
		// [[]], [#0]: the second is nested 3 deep
		String hex = "0A 00000001 0A 00000000 0A 00000001 07 0000";
		assertThat(decode(new AmfLimits(3, 100, 0, 0), hex)).hasSize(2);
		assertFails(new AmfLimits(2, 100, 0, 0), hex, ProtocolError.AMF_DEPTH);
	}

	@Test
	void depthOfReferencesAddsUp() {
		// [], [#0], [#1], [#2]: no array in another on the wire
		String hex = "0A 00000000 0A 00000001 07 0000 0A 00000001 07 0001 0A 00000001 07 0002";
		assertThat(decode(new AmfLimits(4, 100, 0, 0), hex)).hasSize(4);
		assertFails(new AmfLimits(3, 100, 0, 0), hex, ProtocolError.AMF_DEPTH);
	}

	@Test
	void siblingsDoNotAddToDepth() {
		// [[[]], []], [[#3]]: the array referred to holds nothing
		String hex = "0A 00000002 0A 00000001 0A 00000000 0A 00000000 0A 00000001 0A 00000001 07 0003";
		assertThat(decode(new AmfLimits(3, 100, 0, 0), hex)).hasSize(2);
		// [[[]], []], [[#1]]: one deeper
		assertFails(new AmfLimits(3, 100, 0, 0), hex.substring(0, hex.length() - 1) + "1", ProtocolError.AMF_DEPTH);
	}

	@Test
	void deepestOfSiblingsCounts() {
		// [[[]], []], [#0]: as deep as the first of two, and one more
		String hex = "0A 00000002 0A 00000001 0A 00000000 0A 00000000 0A 00000001 07 0000";
		assertThat(decode(new AmfLimits(4, 100, 0, 0), hex)).hasSize(2);
		assertFails(new AmfLimits(3, 100, 0, 0), hex, ProtocolError.AMF_DEPTH);
	}

	@Tag("A4")
	@Test
	void whenReferencesMultiplyFails() {
		ByteBuffer bomb = ByteBuffer.allocate(5 + 20 * 11);
		bomb.put((byte) 0x0A).putInt(0);
		for (int i = 0; i < 20; i++) {
			bomb.put((byte) 0x0A).putInt(2);
			bomb.put((byte) 0x07).putShort((short) i).put((byte) 0x07).putShort((short) i);
		}
		byte[] bytes = bomb.array();
		// Deep enough not to stop it first
		AmfLimits limits = new AmfLimits(256, 1024, 256, 256);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf0Decoder(limits).decodeAll(ByteBuffer.wrap(bytes)))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Test
	void whenReferencesMultiplyToMoreThanAnIntFails() {
		AmfLimits limits = new AmfLimits(256, Integer.MAX_VALUE, 256, 256);
		ByteBuffer bomb = ByteBuffer.allocate(5 + 64 * 11);
		bomb.put((byte) 0x0A).putInt(0);
		for (int i = 0; i < 64; i++) {
			bomb.put((byte) 0x0A).putInt(2);
			bomb.put((byte) 0x07).putShort((short) i).put((byte) 0x07).putShort((short) i);
		}
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf0Decoder(limits).decodeAll(bomb.flip()))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	private static List<AmfValue> decode(AmfLimits limits, String hex) {
		return new Amf0Decoder(limits).decodeAll(ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static void assertFails(AmfLimits limits, String hex, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decode(limits, hex))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

}
