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

package dev.rtmpkit.media;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DataPacket}.
 */
class DataPacketTests {

	private static final String WIDTH_640 = """
			0005 7769647468         // width
			00 40 84 00 00 00 00 00 00
			000009                  // end of object
			""";

	private static final String ECMA_ARRAY = "08 00000001" + WIDTH_640;

	private static final String OBJECT = "03" + WIDTH_640;

	@Tag("DM1")
	@ParameterizedTest
	@ValueSource(strings = { ECMA_ARRAY, OBJECT })
	void whenDataFrameIsSetPrefixIsLeftOut(String properties) {
		String packetBytes = string("onMetaData") + properties;
		DataPacket packet = packet(string("@setDataFrame") + packetBytes);
		assertThat(packet.name()).isEqualTo("onMetaData");
		assertThat(packet.payload()).isEqualTo(bytes(packetBytes));
		assertThat(packet.values()).hasSize(1);
		StreamMetadata metadata = packet.metadata();
		assertThat(metadata).isNotNull();
		assertThat(metadata.width()).isEqualTo(640);
	}

	@Tag("DM1")
	@Test
	void whenDataFrameIsClearedPacketTellsWhich() {
		DataPacket packet = packet(string("@clearDataFrame") + string("onMetaData"));
		assertThat(packet.name()).isEqualTo(DataPacket.CLEAR_DATA_FRAME);
		assertThat(packet.values()).containsExactly(new AmfString("onMetaData"));
		assertThat(packet.metadata()).isNull();
	}

	@Tag("DM1")
	@ParameterizedTest
	@CsvSource({ "@setDataFrame, onMetaData, true", "'', onMetaData, true", "@setDataFrame, onTextData, true",
			"'', onTextData, false", "@setDataFrame, @clearDataFrame, false", "'', @clearDataFrame, false" })
	void isRetainedIfSetAsDataFrameOrMetadata(String prefix, String name, boolean retained) {
		DataPacket packet = packet((prefix.isEmpty() ? "" : string(prefix)) + string(name) + "05");
		assertThat(packet.name()).isEqualTo(name);
		assertThat(packet.retained()).isEqualTo(retained);
	}

	@Tag("DM2")
	@ParameterizedTest
	@ValueSource(strings = { ECMA_ARRAY, OBJECT })
	void whenMetadataIsBareItIsTheSame(String properties) {
		assertThat(packet(string("onMetaData") + properties)).usingRecursiveComparison()
			.isEqualTo(packet(string("@setDataFrame") + string("onMetaData") + properties));
	}

	@Test
	void whenNameIsOtherValuesAreKept() {
		DataPacket packet = packet(string("onTextData") + "00 3FF0000000000000" + string("hello"));
		assertThat(packet.timestamp()).isEqualTo(7);
		assertThat(packet.name()).isEqualTo("onTextData");
		assertThat(packet.values()).isEqualTo(List.of(new AmfNumber(1), new AmfString("hello")));
		assertThat(packet.metadata()).isNull();
	}

	@Test
	void whenMetadataHasNoPropertiesThereIsNone() {
		assertThat(packet(string("onMetaData")).metadata()).isNull();
		assertThat(packet(string("onMetaData") + "05").metadata()).isNull();
	}

	@Tag("DM6")
	@Test
	void whenFirstValuesAreNotStringsTheyAreSkipped() {
		DataPacket packet = packet("00 3FF0000000000000 00 4000000000000000" + string("onFI") + "05");
		assertThat(packet.name()).isEqualTo("onFI");
		assertThat(packet.payload()).isEqualTo(bytes(string("onFI") + "05"));
	}

	@Tag("DM6")
	@ParameterizedTest
	@ValueSource(strings = { "", "01 02 03 04", "00 3FF0000000000000", "05 05 05", "02 00 09 6F", "02" })
	void whenThereIsNoNameThereIsNoPacket(String body) {
		assertThat(parse(body)).isNull();
	}

	@Test
	void whenDataFrameIsSetWithoutNameThereIsNoPacket() {
		assertThat(parse(string("@setDataFrame"))).isNull();
	}

	@Tag("A3")
	@Test
	void whenValuesAreCutOffThereIsNoPacket() {
		byte[] whole = Hex.bytes(string("onMetaData") + ECMA_ARRAY);
		int nameLength = Hex.bytes(string("onMetaData")).length;
		for (int length = 0; length < whole.length - 3; length++) {
			DataPacket packet = DataPacket.parse(0, ByteBuffer.wrap(whole, 0, length));
			if (length == nameLength) {
				assertThat(packet).isNotNull().extracting(DataPacket::values).isEqualTo(List.of());
			}
			else {
				assertThat(packet).as("%d bytes", length).isNull();
			}
		}
	}

	@Tag("AM7")
	@Test
	void whenBytesFollowThatAreNoAmfTheyStayInPayload() {
		String body = string("onFI") + "05 FF FF FF FF";
		DataPacket packet = packet(body);
		assertThat(packet.values()).hasSize(1);
		assertThat(packet.payload()).isEqualTo(bytes(body));
	}

	@Tag("A1")
	@Test
	void whenValuesAreNestedTooDeepThereIsNoPacket() {
		assertThat(parse(string("onFI") + "0A 00000001".repeat(1000))).isNull();
		assertThat(parse(string("onFI") + "05" + "0A 00000001".repeat(1000))).isNull();
	}

	@Test
	void anyBytesMakePacketOrNone() {
		long seed = 20260504;
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(64)];
			random.nextBytes(bytes);
			for (int j = 0; j < bytes.length; j++) {
				// mostly markers and short lengths, so that some of it makes sense
				bytes[j] = (random.nextInt(4) == 0) ? bytes[j] : (byte) random.nextInt(12);
			}
			assertThatCode(() -> DataPacket.parse(0, ByteBuffer.wrap(bytes))).as("seed %d: %s", seed, Hex.dump(bytes))
				.doesNotThrowAnyException();
		}
	}

	@Test
	void payloadIsReadOnlyAndItsViewsAreIndependent() {
		ByteBuffer source = bytes("00" + string("onFI") + "05 00").position(1).limit(9);
		DataPacket packet = DataPacket.parse(0, source);
		assertThat(packet).isNotNull();
		assertThat(source.position()).isEqualTo(1);
		packet.payload().position(3);
		assertThat(packet.payload()).isEqualTo(bytes(string("onFI") + "05"));
		assertThat(packet.size()).isEqualTo(8);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> packet.payload().put((byte) 1));
	}

	private static DataPacket packet(String hex) {
		DataPacket packet = parse(hex);
		assertThat(packet).isNotNull();
		return packet;
	}

	private static @Nullable DataPacket parse(String hex) {
		return DataPacket.parse(7, bytes(hex));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

	private static String string(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return "02 %04x %s ".formatted(bytes.length, HexFormat.of().formatHex(bytes));
	}

}
