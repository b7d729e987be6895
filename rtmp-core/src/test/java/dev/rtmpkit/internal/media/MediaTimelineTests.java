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

package dev.rtmpkit.internal.media;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MediaTimeline}.
 */
class MediaTimelineTests {

	private static final String AVC_KEY_FRAME = "17 01 000000 00";

	private static final String AAC_FRAME = "AF 01 00";

	private static final String METADATA = "02 0004 6F6E4649 05";

	private final MediaTimeline timeline = new MediaTimeline();

	@Test
	void makesPackets() {
		assertThat(this.timeline.video(1, bytes(AVC_KEY_FRAME))).usingRecursiveComparison()
			.isEqualTo(VideoPacket.parse(1, bytes(AVC_KEY_FRAME)));
		assertThat(this.timeline.audio(2, bytes(AAC_FRAME))).usingRecursiveComparison()
			.isEqualTo(AudioPacket.parse(2, bytes(AAC_FRAME)));
		assertThat(this.timeline.data(3, bytes(METADATA))).usingRecursiveComparison()
			.isEqualTo(DataPacket.parse(3, bytes(METADATA)));
		assertThat(this.timeline.data(4, bytes("05"))).isNull();
	}

	@Tag("CH11")
	@Test
	void audioVideoAndDataShareTheTimeline() {
		this.timeline.video(0xFFFFFFF0L, bytes(AVC_KEY_FRAME));
		assertThat(this.timeline.audio(0x10, bytes(AAC_FRAME)).timestamp()).isEqualTo(0x100000010L);
		assertThat(this.timeline.video(0x18, bytes(AVC_KEY_FRAME)).timestamp()).isEqualTo(0x100000018L);
		DataPacket data = this.timeline.data(0x20, bytes(METADATA));
		assertThat(data).isNotNull().extracting(DataPacket::timestamp).isEqualTo(0x100000020L);
	}

	@Tag("EX12")
	@ParameterizedTest
	@ValueSource(strings = { "17 00 000000 01", "17 02 000000", "92 68766331", "90 68766331 01", "D4 68766331 02",
			"95 61763031 80", "D1 00" })
	void whenVideoDescriptionIsAtZeroFramesDoNotMove(String description) {
		assertDoesNotMove(this.timeline.video(0xFFFFFFF0L, bytes(AVC_KEY_FRAME)),
				Stream.of(this.timeline.video(0, bytes(description))),
				this.timeline.video(0xFFFFFFF8L, bytes(AVC_KEY_FRAME)));
	}

	@Tag("EX12")
	@ParameterizedTest
	@ValueSource(strings = { "AF 00 1190", "90 4F707573", "92 4F707573", "94 4F707573 01 02 00000003" })
	void whenAudioDescriptionIsAtZeroFramesDoNotMove(String description) {
		assertDoesNotMove(this.timeline.audio(0xFFFFFFF0L, bytes(AAC_FRAME)),
				Stream.of(this.timeline.audio(0, bytes(description)), this.timeline.data(0, bytes(METADATA))),
				this.timeline.audio(0xFFFFFFF8L, bytes(AAC_FRAME)));
	}

	private static void assertDoesNotMove(MediaPacket before, Stream<MediaPacket> descriptions, MediaPacket after) {
		assertThat(before.timestamp()).isEqualTo(0xFFFFFFF0L);
		assertThat(descriptions).extracting(MediaPacket::timestamp).containsOnly(0L);
		assertThat(after.timestamp()).isEqualTo(0xFFFFFFF8L);
	}

	@Tag("CH13")
	@Test
	void whenHeadersAreAtZeroFirstFrameSetsTheTime() {
		assertThat(this.timeline.data(0, bytes(METADATA))).isNotNull();
		assertThat(this.timeline.video(0, bytes("17 00 000000 01")).timestamp()).isZero();
		assertThat(this.timeline.audio(0, bytes("AF 00 1190")).timestamp()).isZero();
		assertThat(this.timeline.video(0xFFFFFFF0L, bytes(AVC_KEY_FRAME)).timestamp()).isEqualTo(0xFFFFFFF0L);
	}

	@Tag("AV3")
	@Test
	void whenAudioIsSilentItMoves() {
		this.timeline.video(0xFFFFFFF0L, bytes(AVC_KEY_FRAME));
		assertThat(this.timeline.audio(0x10, bytes("")).timestamp()).isEqualTo(0x100000010L);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
