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

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what all kinds of {@link MediaPacket} have in common.
 */
class MediaPacketTests {

	private static final List<MediaPacket> PACKETS = List.of(audio("AF 01 21"), video("17 01 000010 65"),
			DataPacket.ofRetained(40, "onTextData", new AmfString("text")));

	@Test
	void whenMovedOnlyTheTimestampDiffers() {
		for (MediaPacket packet : PACKETS) {
			MediaPacket moved = packet.withTimestamp(1L << 33);
			assertThat(moved.timestamp()).isEqualTo(1L << 33);
			assertThat(moved).hasSameClassAs(packet);
			assertThat(moved.payload()).isEqualTo(packet.payload());
			assertThat(moved.withTimestamp(40)).usingRecursiveComparison().isEqualTo(packet);
			assertThat(packet.withTimestamp(40)).isSameAs(packet);
		}
	}

	@Test
	void tellsItsKind() {
		assertThat(PACKETS).extracting(MediaPacket::kind)
			.containsExactly(MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.DATA);
		assertThat(MediaKind.values()).extracting(MediaKind::tag).containsExactly("audio", "video", "data");
	}

	@Test
	void framesAreCodedAudioOrVideo() {
		assertThat(PACKETS).extracting(MediaPacket::isFrame).containsExactly(true, true, false);
		assertThat(audio("AF 00 1210").isFrame()).isFalse();
		assertThat(video("17 00 000000 01").isFrame()).isFalse();
	}

	@Test
	void whenDataIsMadeOfValuesItsPayloadIsAmf0() {
		AmfObject properties = AmfObject.builder().put("width", 1920).build();
		DataPacket metadata = DataPacket.of(7, DataPacket.ON_META_DATA, properties);
		assertThat(metadata.metadata()).isNotNull();
		assertThat(metadata.retained()).isTrue();
		assertThat(parsed(metadata)).usingRecursiveComparison().isEqualTo(metadata);
		DataPacket text = DataPacket.of(7, "onTextData", new AmfString("text"), new AmfNumber(2));
		assertThat(text.values()).containsExactly(new AmfString("text"), new AmfNumber(2));
		assertThat(text.retained()).isFalse();
		assertThat(text.amf3()).isFalse();
		assertThat(parsed(text)).usingRecursiveComparison().isEqualTo(text);
		assertThat(DataPacket.ofRetained(7, "onTextData").retained()).isTrue();
	}

	@Test
	void equalsItselfOnlyAndTellsNoContent() {
		assertThat(video("17 01 000010 65")).isNotEqualTo(video("17 01 000010 65"));
		assertThat(PACKETS).extracting(MediaPacket::toString)
			.containsExactly("AudioPacket[timestamp=40, codec=AAC, packetType=CODED_FRAMES, trackId=0, bytes=3]",
					"VideoPacket[timestamp=40, codec=AVC, packetType=CODED_FRAMES, frameType=KEY, trackId=0, bytes=6]",
					"DataPacket[timestamp=40, name=onTextData, values=1, retained=true, bytes=20]");
	}

	@Test
	void tellsFourCharactersOfUnknownCodecs() {
		VideoPacket video = video("91 78 79 7A 7A AA");
		assertThat(video.codec()).isEqualTo(VideoCodec.UNKNOWN);
		assertThat(video.fourCc()).isEqualTo(0x78797A7A);
		assertThat(video.fourCcText()).isEqualTo("xyzz");
		assertThat(audio("91 00 0A 7F 41 AA").fourCcText()).isEqualTo("...A");
		assertThat(audio("AF 01 21").fourCcText()).isEmpty();
	}

	private static DataPacket parsed(DataPacket packet) {
		return DataPacket.parse(packet.timestamp(), packet.payload());
	}

	private static AudioPacket audio(String hex) {
		return AudioPacket.parse(40, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static VideoPacket video(String hex) {
		return VideoPacket.parse(40, ByteBuffer.wrap(Hex.bytes(hex)));
	}

}
