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

package dev.rtmpkit.flv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.rtmpkit.internal.media.MetadataNumbers;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.testkit.ComparedPacket;
import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlvEncoder}, {@link FlvDecoder} and {@link MetadataNumbers} with AMF3
 * data.
 */
@Tag("EX15")
class FlvAmf3Tests {

	private static final String NAME = "02 000A 6F6E4D65746144617461";

	private static final String DURATION = "0008 6475726174696F6E 00 4024000000000000";

	private static final String DURATION_AMF3 = "11 6475726174696F6E 05 4024000000000000";

	/** Selector and AMF0, the same with a switch, AMF3 at once, each value marked. */
	private static final List<DataPacket> PACKETS = List.of(packet(0, "00" + NAME + "03" + DURATION + "000009"),
			packet(10, "00" + NAME + "11 0A 0B 01" + DURATION_AMF3 + "01"),
			packet(20, "06 15 6F6E4D65746144617461 0A 0B 01" + DURATION_AMF3 + "01"),
			packet(30, "11 06 15 6F6E4D65746144617461 11 04 01"),
			packet(40, "06 1B 40736574446174614672616D65 06 15 6F6E4D65746144617461 06 00"));

	@Test
	void dataIsWrittenInTagOfType15() {
		ByteBuffer tag = ByteBuffer.allocate(100);
		FlvEncoder.encode(packet(0x1020304, "00 02 0003 6F6E58 05"), tag);
		assertThat(tag.flip()).isEqualTo(ByteBuffer.wrap(Hex.bytes("""
				0F 000008               // AMF3 data
				020304 01 000000
				00 02 0003 6F6E58 05
				00000013
				""")));
		assertThat(FlvEncoder.encode(packet(0, "00 02 0003 6F6E58 05"))[0].get(0)).isEqualTo((byte) 15);
	}

	@Test
	void whatIsWrittenIsReadBack() throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		try (FlvWriter writer = new FlvWriter(file, true, true)) {
			for (DataPacket packet : PACKETS) {
				writer.write(packet);
			}
		}
		try (FlvReader reader = new FlvReader(new ByteArrayInputStream(file.toByteArray()))) {
			List<MediaPacket> packets = new ArrayList<>();
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				packets.add(packet);
			}
			assertThat(packets).usingRecursiveFieldByFieldElementComparator().isEqualTo(PACKETS);
		}
		assertThat(Fragmentation.<ComparedPacket>decode(file.toByteArray(), FlvAmf3Tests::decoder))
			.isEqualTo(PACKETS.stream().map(ComparedPacket::new).toList());
	}

	@Test
	void whenTagHasNoSenseItIsPassedOver() {
		byte[] file = Hex.bytes("""
				46 4C 56 01 05 00000009 00000000
				0F 000001 000000 00 000000 FF 0000000C
				0F 000000 000000 00 000000 0000000B
				0F 000004 000000 00 000000 06 03 61 01 0000000F
				""");
		assertThat(Fragmentation.<ComparedPacket>decode(file, FlvAmf3Tests::decoder))
			.containsExactly(new ComparedPacket(packet(0, "06 03 61 01")));
	}

	@Test
	void numbersOfAmf0BehindFormatSelectorAreFound() {
		assertThat(MetadataNumbers.positions(PACKETS.get(0))).isEqualTo(Map.of("duration", 1 + 13 + 1 + 11));
		assertThat(MetadataNumbers.positions(packet(0, NAME + "03" + DURATION + "000009")))
			.isEqualTo(Map.of("duration", 13 + 1 + 11));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void numbersOfAmf3AreNot(int index) {
		assertThat(MetadataNumbers.positions(PACKETS.get(index))).isEmpty();
	}

	@Test
	void whatOnlyLooksLikeAmf0HasNoNumbers() {
		// The metadata is true, and what follows no AMF3
		assertThat(MetadataNumbers.positions(packet(0, "11 06 15 6F6E4D65746144617461 03" + DURATION + "000009")))
			.isEmpty();
	}

	@Test
	void numbersBehindAnIndexOfThousandsOfKeyFramesAreFound() {
		String index = "0005 74696D6573 0A 00000BB8" + "00 3FF0000000000000".repeat(3000);
		DataPacket packet = DataPacket.parse(0, ByteBuffer.wrap(Hex.bytes(NAME + "03" + index + DURATION + "000009")));
		assertThat(packet).isNotNull();
		assertThat(MetadataNumbers.positions(packet)).containsOnlyKeys("duration");
	}

	private static Consumer<ByteBuffer> decoder(Consumer<ComparedPacket> packets) {
		FlvDecoder decoder = new FlvDecoder();
		return (input) -> {
			for (MediaPacket packet = decoder.decode(input); packet != null; packet = decoder.decode(input)) {
				packets.accept(new ComparedPacket(packet));
			}
		};
	}

	private static DataPacket packet(long timestamp, String hex) {
		DataPacket packet = DataPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)), true);
		assertThat(packet).isNotNull();
		assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(Hex.bytes(hex)));
		return packet;
	}

}
