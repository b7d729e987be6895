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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AmfLimits} with the memory that a message can cost.
 */
@Tag("AM7")
class AmfLimitsTests {

	private static final int LARGEST_MESSAGE = 1 << 20;

	@Test
	void dataLimitsTakeAnIndexOfThousandsOfKeyFrames() {
		int keyFrames = 57_000;
		List<AmfValue> numbers = new ArrayList<>();
		for (int i = 0; i < keyFrames; i++) {
			numbers.add(new AmfNumber(2.0 * i));
		}
		AmfValue index = AmfObject.builder()
			.put("times", new AmfStrictArray(numbers))
			.put("filepositions", new AmfStrictArray(numbers))
			.build();
		AmfValue metadata = AmfEcmaArray.builder().put("width", 1920).put("keyframes", index).build();
		ByteBuffer bytes = Amf0Encoder.encode(new AmfString("onMetaData"), metadata);
		assertThat(bytes.remaining()).isLessThan(LARGEST_MESSAGE);
		assertThat(new Amf0Decoder(AmfLimits.DATA).decodeAll(bytes)).element(1).isEqualTo(metadata);
	}

	@Tag("A5")
	@ParameterizedTest
	@ValueSource(strings = { "05", "11 01" })
	void dataLimitsDoNotTakeAMessageOfSmallestValues(String value) {
		byte[] bytes = fill("", value);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf0Decoder(AmfLimits.DATA).decodeAll(ByteBuffer.wrap(bytes)))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Tag("A2")
	@Tag("A5")
	@ParameterizedTest
	@ValueSource(strings = { "05", "00 0000000000000000", "03 000009", "03 0001 61 05 000009", "0A 00000001 05",
			"08 00000000 0001 61 06 000009", "10 0001 54 0001 61 05 000009", "02 0001 61", "07 0000", "11 0A 0B 01 01",
			"11 0A 0B 01 03 61 01 01", "11 0A 01 03 61 01 01", "11 09 01 01", "11 09 01 03 61 01 01",
			"11 11 03 00 01 01", "11 0C 03 61", "11 0D 03 00 00000001", "11 10 01 00 01", "11 06 00", "11 0A 00" })
	void messageCostsNoMoreMemoryThanTheLimitsAllow(String value) {
		// Something to refer to: an object, a string, an object with traits
		byte[] bytes = fill("03 0001 61 05 000009 11 06 03 61 11 0A 0B 01 01", value);
		assertThat(cost(bytes, AmfLimits.DATA)).isLessThan(8 << 20);
		assertThat(cost(bytes, AmfLimits.DEFAULT)).isLessThan(512 << 10);
	}

	@Tag("A2")
	@Tag("A5")
	@Tag("D16")
	@ParameterizedTest
	@EnumSource(Numbers.class)
	void messageOfNumbersCostsNoMoreMemoryThanTheLimitsAllow(Numbers numbers) {
		int most = numbers.fitting(LARGEST_MESSAGE);
		assertThat(cost(numbers.array(most), AmfLimits.DATA)).isLessThan(8 << 20);
		byte[] fitting = numbers.array(Math.min(most, 8 * AmfLimits.DATA.values() - 8));
		assertThat(new Amf0Decoder(AmfLimits.DATA).decodeAll(ByteBuffer.wrap(fitting))).hasSize(1);
		byte[] tooMany = numbers.array(8 * AmfLimits.DATA.values() + 1);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> new Amf0Decoder(AmfLimits.DATA).decodeAll(ByteBuffer.wrap(tooMany)))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Tag("A5")
	@Test
	void messageOfPropertiesCostsNoMoreMemoryThanTheLimitsAllow() {
		ByteBuffer bytes = ByteBuffer.allocate(LARGEST_MESSAGE);
		bytes.put((byte) Amf0Marker.OBJECT);
		for (int i = 0; bytes.remaining() >= 8; i++) {
			// Different names of two bytes
			bytes.putShort((short) 2).put((byte) (1 + i / 127)).put((byte) (1 + i % 127)).put((byte) Amf0Marker.NULL);
		}
		assertThat(cost(bytes.putShort((short) 0).put((byte) 9).array(), AmfLimits.DATA)).isLessThan(8 << 20);
	}

	@Tag("A4")
	@Test
	void bombOf227BytesCostsNextToNothing() {
		ByteBuffer bomb = ByteBuffer.allocate(227).put(Hex.bytes("0A 00000000 0505"));
		for (int i = 0; i < 20; i++) {
			bomb.put(Hex.bytes("0A 00000002 07")).putShort((short) i).put((byte) 7).putShort((short) i);
		}
		assertThat(cost(bomb.array(), AmfLimits.DEFAULT)).isLessThan(64 << 10);
		assertThat(cost(bomb.array(), AmfLimits.DATA)).isLessThan(64 << 10);
		// Even where nothing forbids it, as the values are shared
		assertThat(cost(bomb.array(), new AmfLimits(256, Integer.MAX_VALUE, 0, 0))).isLessThan(64 << 10);
	}

	private static byte[] fill(String begin, String value) {
		ByteBuffer bytes = ByteBuffer.allocate(LARGEST_MESSAGE).put(Hex.bytes(begin));
		byte[] unit = Hex.bytes(value);
		while (bytes.remaining() >= unit.length) {
			bytes.put(unit);
		}
		return Arrays.copyOf(bytes.array(), bytes.position());
	}

	private static long cost(byte[] bytes, AmfLimits limits) {
		Amf0Decoder decoder = new Amf0Decoder(limits);
		decode(decoder, bytes);
		return AllocatedMemory.of(() -> decode(decoder, bytes));
	}

	private static @Nullable List<AmfValue> decode(Amf0Decoder decoder, byte[] bytes) {
		try {
			return decoder.decodeAll(ByteBuffer.wrap(bytes));
		}
		catch (RtmpProtocolException ex) {
			return null;
		}
	}

	/**
	 * Arrays of numbers by the bytes of each number.
	 */
	enum Numbers {

		AMF0("00 0000000000000000"), AMF3_INTEGERS("04 01"), AMF3_DOUBLES("05 0000000000000000"),
		VECTOR_OF_INTEGERS("00000001"), VECTOR_OF_DOUBLES("0000000000000000");

		private final byte[] number;

		Numbers(String number) {
			this.number = Hex.bytes(number);
		}

		int fitting(int bytes) {
			return (bytes - 8) / this.number.length;
		}

		byte[] array(int count) {
			ByteBuffer bytes = ByteBuffer.allocate(8 + count * this.number.length);
			switch (this) {
				case AMF0 -> bytes.put((byte) 0x0A).putInt(count);
				case AMF3_INTEGERS, AMF3_DOUBLES -> count(bytes.put(Hex.bytes("11 09")), count).put((byte) 1);
				case VECTOR_OF_INTEGERS -> count(bytes.put(Hex.bytes("11 0D")), count).put((byte) 0);
				case VECTOR_OF_DOUBLES -> count(bytes.put(Hex.bytes("11 0F")), count).put((byte) 0);
			}
			for (int i = 0; i < count; i++) {
				bytes.put(this.number);
			}
			return Arrays.copyOf(bytes.array(), bytes.position());
		}

		/** An integer of 29 bits, in four bytes. */
		private static ByteBuffer count(ByteBuffer bytes, int count) {
			int header = count << 1 | 1;
			return bytes.put((byte) (0x80 | header >> 22))
				.put((byte) (0x80 | header >> 15 & 0x7F))
				.put((byte) (0x80 | header >> 8 & 0x7F))
				.put((byte) header);
		}

	}

}
