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
import java.util.List;
import java.util.Random;

import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.amf.Amf3Encoder;
import dev.rtmpkit.internal.media.MediaTimeline;
import dev.rtmpkit.testkit.ComparedPacket;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link DataPacket} with AMF3 (messages and tags of type 15).
 */
class Amf3DataPacketTests {

	private static final String SET_AMF0 = "02 000D 40736574446174614672616D65 ";

	private static final String SET_AMF3 = "06 1B 40736574446174614672616D65 ";

	private static final String NAME_AMF0 = "02 000A 6F6E4D65746144617461 ";

	private static final String NAME_AMF3 = "06 15 6F6E4D65746144617461 ";

	private static final String WIDTH_AMF0 = "03 0005 7769647468 00 4084000000000000 000009 ";

	private static final String WIDTH_AMF3 = "0A 0B 01 0B 7769647468 04 8500 01 ";

	@Tag("AM4")
	@Tag("DM1")
	@Tag("DM2")
	@ParameterizedTest
	@CsvSource({ "00 SET0 NAME0 WIDTH0, 00 NAME0 WIDTH0", "00 NAME0 WIDTH0, 00 NAME0 WIDTH0",
			"SET0 NAME0 WIDTH0, 00 NAME0 WIDTH0", "NAME0 WIDTH0, NAME0 WIDTH0",
			"00 SET0 NAME0 11 WIDTH3, 00 NAME0 11 WIDTH3", "00 SET0 11 NAME3 WIDTH0, 00 11 NAME3 WIDTH0",
			"00 SET0 11 NAME3 11 WIDTH3, 00 11 NAME3 11 WIDTH3", "00 11 SET3 NAME0 WIDTH0, 00 11 SET3 NAME0 WIDTH0",
			"SET3 NAME3 WIDTH3, SET3 NAME3 WIDTH3", "11 SET3 11 NAME3 11 WIDTH3, 11 SET3 11 NAME3 11 WIDTH3",
			"NAME3 WIDTH3, NAME3 WIDTH3", "11 NAME3 11 WIDTH3, 11 NAME3 11 WIDTH3",
			"00 00 3FF0000000000000 05 NAME0 WIDTH0, 00 NAME0 WIDTH0", "04 01 11 01 11 NAME3 WIDTH3, 11 NAME3 WIDTH3" })
	void metadataIsReadInEachForm(String body, String payload) {
		DataPacket packet = packet(hex(body));
		assertThat(packet.name()).isEqualTo(DataPacket.ON_META_DATA);
		assertThat(packet.amf3()).isTrue();
		assertThat(packet.timestamp()).isEqualTo(7);
		assertThat(packet.values()).hasSize(1);
		assertThat(packet.metadata()).isNotNull().extracting(StreamMetadata::width).isEqualTo(640);
		assertThat(packet.payload()).isEqualTo(bytes(hex(payload)));
		assertThat(packet.size()).isEqualTo(Hex.bytes(hex(payload)).length);
		assertThat(DataPacket.parse(7, packet.payload(), true)).usingRecursiveComparison().isEqualTo(packet);
	}

	@Test
	void valuesAreEqualHoweverTheyAreEncoded() {
		DataPacket amf0 = DataPacket.parse(7, bytes(NAME_AMF0 + WIDTH_AMF0));
		DataPacket amf3 = packet(NAME_AMF3 + WIDTH_AMF3);
		assertThat(amf0).isNotNull();
		assertThat(amf0.amf3()).isFalse();
		assertThat(amf3.values()).isEqualTo(amf0.values());
		assertThat(DataPacket.of(7, amf0.name(), amf0.values().get(0))).usingRecursiveComparison().isEqualTo(amf0);
	}

	@Tag("AM5")
	@Test
	void whatValuesReferToStaysInPayload() {
		// @setDataFrame, onX and their references
		String body = SET_AMF3 + "06 07 6F6E58 06 00 06 02";
		DataPacket packet = packet(body);
		assertThat(packet.name()).isEqualTo("onX");
		assertThat(packet.values()).containsExactly(new AmfString("@setDataFrame"), new AmfString("onX"));
		assertThat(packet.payload()).isEqualTo(bytes(body));
		DataPacket amf0 = DataPacket.parse(7, bytes("03 000009 02 0003 6F6E58 07 0000"));
		assertThat(amf0).isNotNull();
		assertThat(amf0.values()).containsExactly(AmfObject.EMPTY);
		assertThat(DataPacket.parse(7, amf0.payload())).usingRecursiveComparison().isEqualTo(amf0);
	}

	@Tag("AM5")
	@Test
	void valuesOfAmf3AreTyped() {
		AmfByteArray bytes = new AmfByteArray(bytes("FC 30 11"));
		List<AmfValue> values = List.of(new AmfString("onCuePoint"), new AmfNumber(5), bytes);
		assertThat(DataPacket.parse(7, Amf3Encoder.encode(values), true)).isNotNull()
			.extracting(DataPacket::values)
			.isEqualTo(values.subList(1, 3));
	}

	@Tag("DM1")
	@Test
	void whenDataFrameIsClearedPacketTellsWhich() {
		DataPacket packet = packet("06 1F 40636C656172446174614672616D65 " + NAME_AMF3);
		assertThat(packet.name()).isEqualTo(DataPacket.CLEAR_DATA_FRAME);
		assertThat(packet.values()).containsExactly(new AmfString(DataPacket.ON_META_DATA));
	}

	@Tag("DM6")
	@Tag("AM7")
	@ParameterizedTest
	@ValueSource(strings = { "", "00", "11", "00 11", "01 01", "04 01", "00 05", "06 07 6F6E", "06 00",
			"0A 07 03 54 // externalizable", "06 07 6F6E58 0A 07 03 54", "06 07 6F6E58 12" })
	void whenThereIsNoNameOrNoSenseThereIsNoPacket(String body) {
		assertThat(parse(body)).isNull();
	}

	@Tag("A3")
	@Test
	void whenValueIsCutOffThereIsNoPacket() {
		byte[] whole = Hex.bytes(NAME_AMF3 + WIDTH_AMF3);
		int nameLength = Hex.bytes(NAME_AMF3).length;
		for (int length = 0; length < whole.length; length++) {
			DataPacket packet = DataPacket.parse(0, ByteBuffer.wrap(whole, 0, length), true);
			assertThat(packet != null).as("%d bytes", length).isEqualTo(length == nameLength);
		}
	}

	@Test
	void timelineMakesPacketsOfBothTypes() {
		MediaTimeline timeline = new MediaTimeline();
		assertThat(timeline.data(7, bytes(NAME_AMF3 + WIDTH_AMF3), true)).usingRecursiveComparison()
			.isEqualTo(packet(NAME_AMF3 + WIDTH_AMF3));
		assertThat(timeline.data(7, bytes(NAME_AMF0 + WIDTH_AMF0), false)).usingRecursiveComparison()
			.isEqualTo(timeline.data(7, bytes(NAME_AMF0 + WIDTH_AMF0)));
		assertThat(timeline.data(7, bytes("FF"), true)).isNull();
	}

	@Tag("DM2")
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void metadataMayIndexThousandsOfKeyFrames(boolean amf3) {
		AmfValue numbers = new AmfStrictArray(
				new Random(1).ints(5000).<AmfValue>mapToObj((number) -> new AmfNumber(number + 0.5)).toList());
		AmfObject index = AmfObject.builder().put("times", numbers).put("filepositions", numbers).build();
		List<AmfValue> values = List.of(new AmfString("onMetaData"),
				AmfEcmaArray.builder().put("keyframes", index).build());
		ByteBuffer body = (amf3) ? Amf3Encoder.encode(values) : Amf0Encoder.encode(values);
		assertThat(DataPacket.parse(0, body, amf3)).isNotNull()
			.extracting(DataPacket::values)
			.isEqualTo(values.subList(1, 2));
	}

	@Tag("AM7")
	@Test
	void anyBytesMakePacketThatIsReadBackOrNone() {
		long seed = 20260712;
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(64)];
			for (int j = 0; j < bytes.length; j++) {
				// mostly markers and short lengths, so that some of it makes sense
				bytes[j] = (byte) random.nextInt((random.nextInt(4) == 0) ? 0x100 : 0x13);
			}
			assertThatCode(() -> {
				DataPacket packet = DataPacket.parse(0, ByteBuffer.wrap(bytes), true);
				if (packet != null) {
					assertThat(new ComparedPacket(DataPacket.parse(0, packet.payload(), true)))
						.isEqualTo(new ComparedPacket(packet));
				}
			}).as("seed %d: %s", seed, Hex.dump(bytes)).doesNotThrowAnyException();
		}
	}

	private static DataPacket packet(String hex) {
		DataPacket packet = parse(hex);
		assertThat(packet).isNotNull();
		return packet;
	}

	private static @Nullable DataPacket parse(String hex) {
		return DataPacket.parse(7, bytes(hex), true);
	}

	private static String hex(String parts) {
		return parts.replace("SET0", SET_AMF0)
			.replace("SET3", SET_AMF3)
			.replace("NAME0", NAME_AMF0)
			.replace("NAME3", NAME_AMF3)
			.replace("WIDTH0", WIDTH_AMF0)
			.replace("WIDTH3", WIDTH_AMF3);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
