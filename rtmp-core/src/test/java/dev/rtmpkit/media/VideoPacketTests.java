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
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Random;

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VideoPacket} and {@link VideoTagHeader}.
 */
class VideoPacketTests {

	@Tag("AV4")
	@ParameterizedTest
	@CsvSource({ "2, SORENSON_H263", "3, SCREEN_VIDEO", "4, VP6", "5, VP6_ALPHA", "6, SCREEN_VIDEO_2", "0, UNKNOWN",
			"15, UNKNOWN" })
	void readsCodecIds(int codecId, VideoCodec codec) {
		VideoPacket packet = packet("2%x 01 02".formatted(codecId));
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(codec, VideoFrameType.INTER,
				VideoPacketType.CODED_FRAMES, 0, EnhancedFields.NONE, 1));
		assertThat(packet.body()).isEqualTo(bytes("01 02"));
	}

	@Tag("AV4")
	@ParameterizedTest
	@CsvSource({ "1, KEY, true", "2, INTER, false", "3, DISPOSABLE_INTER, false", "4, GENERATED_KEY, true",
			"0, UNKNOWN, false", "6, UNKNOWN, false", "7, UNKNOWN, false" })
	void readsFrameTypes(int frame, VideoFrameType frameType, boolean keyFrame) {
		VideoPacket packet = packet("%x2 00".formatted(frame));
		assertThat(packet.header().frameType()).isEqualTo(frameType);
		assertThat(packet.isKeyFrame()).isEqualTo(keyFrame);
	}

	@Tag("AV4")
	@ParameterizedTest
	@ValueSource(strings = { "57 00", "57 01", "52 01", "57" })
	void whenFrameIsCommandItIsNeitherConfigurationNorFrame(String payload) {
		VideoPacket packet = packet(payload);
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.COMMAND);
		assertThat(packet.header().frameType()).isEqualTo(VideoFrameType.COMMAND);
		assertThat(packet.body().remaining()).isEqualTo(packet.size() - 1);
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.isKeyFrame()).isFalse();
	}

	@Tag("AV5")
	@Test
	void readsAvcConfiguration() {
		VideoPacket packet = packet("17 00 000000 01 64 00 1F");
		assertThat(packet.codec()).isEqualTo(VideoCodec.AVC);
		assertThat(packet.isSequenceHeader()).isTrue();
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.body()).isEqualTo(bytes("01 64 00 1F"));
	}

	@Tag("AV5")
	@ParameterizedTest
	@CsvSource({ "FFFFD8, -40", "000042, 66", "7FFFFF, 8388607", "800000, -8388608", "FFFFFF, -1", "00FF00, 65280" })
	void readsSignedCompositionTimeOffset(String hex, int offset) {
		VideoPacket packet = packet("17 01" + hex + "00 00 00 01 65");
		assertThat(packet.compositionTimeOffset()).isEqualTo(offset);
		assertThat(packet.isKeyFrame()).isTrue();
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.body()).isEqualTo(bytes("00 00 00 01 65"));
	}

	@Tag("AV5")
	@Test
	void whenAvcEndsIsNoKeyFrame() {
		VideoPacket packet = packet("17 02 00 00 00");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.SEQUENCE_END);
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Test
	void whenConfigurationHasCompositionTimeItIsIgnored() {
		assertThat(packet("17 00 000042 01").compositionTimeOffset()).isZero();
	}

	@Tag("AV6")
	@Test
	void readsHevcWithCodecId() {
		assertThat(packet("1C 00 000000 01").isSequenceHeader()).isTrue();
		VideoPacket frame = packet("2C 01 000021 00 00 00 01 02");
		assertThat(frame.header()).isEqualTo(new VideoTagHeader(VideoCodec.HEVC, VideoFrameType.INTER,
				VideoPacketType.CODED_FRAMES, 0x21, EnhancedFields.NONE, 5));
	}

	@Tag("AV8")
	@Test
	void whenConfigurationIsEmptyIsNoSequenceHeader() {
		assertThat(packet("17 00 000000").isSequenceHeader()).isFalse();
		assertThat(packet("90 68 76 63 31").isSequenceHeader()).isFalse();
	}

	@Tag("AV8")
	@Tag("F1")
	@ParameterizedTest
	@CsvSource({ "'', UNKNOWN", "17, AVC", "17 00, AVC", "17 01 00, AVC", "17 01 00 00, AVC", "1C 00 00 00, HEVC",
			"90, UNKNOWN", "90 68 76 63, UNKNOWN", "91 68 76 63 31, HEVC", "91 68 76 63 31 00 00, HEVC" })
	void whenHeaderIsCutOffPassesOpaquely(String payload, VideoCodec codec) {
		VideoPacket packet = packet(payload);
		assertThat(packet.codec()).isEqualTo(codec);
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.UNKNOWN);
		assertThat(packet.compositionTimeOffset()).isZero();
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.body().hasRemaining()).isFalse();
		assertThat(packet.payload()).isEqualTo(bytes(payload));
	}

	@Tag("AV8")
	@ParameterizedTest
	@ValueSource(strings = { "17 01 000000", "12", "93 68766331", "91 68766331 000000" })
	void whenKeyFrameIsEmptyNothingCanBeginWithIt(String payload) {
		assertThat(packet(payload).isFrame()).isFalse();
		assertThat(packet(payload).isKeyFrame()).isFalse();
	}

	@Tag("EX1")
	@ParameterizedTest
	@CsvSource({ "61 76 63 31, AVC", "68 76 63 31, HEVC", "76 76 63 31, VVC", "61 76 30 31, AV1", "76 70 30 39, VP9",
			"76 70 30 38, VP8", "78 78 78 78, UNKNOWN", "00 00 00 00, UNKNOWN" })
	void readsFourCcs(String fourCc, VideoCodec codec) {
		VideoPacket start = packet("90" + fourCc + "01");
		assertThat(start.header()).isEqualTo(
				new VideoTagHeader(codec, VideoFrameType.KEY, VideoPacketType.SEQUENCE_START, 0, fields(fourCc), 5));
		assertThat(start.isSequenceHeader()).isTrue();
		assertThat(start.isKeyFrame()).isFalse();
	}

	@Tag("EX2")
	@ParameterizedTest
	@CsvSource({ "61 76 63 31, -40, 8", "68 76 63 31, -40, 8", "76 76 63 31, -40, 8", "61 76 30 31, 0, 5",
			"76 70 30 39, 0, 5", "76 70 30 38, 0, 5", "78 78 78 78, 0, 5" })
	void whenCodecReordersFramesCodedFramesHaveCompositionTime(String fourCc, int offset, int length) {
		VideoPacket packet = packet("91" + fourCc + "FF FF D8 AA");
		assertThat(packet.compositionTimeOffset()).isEqualTo(offset);
		assertThat(packet.header().length()).isEqualTo(length);
		assertThat(packet.isKeyFrame()).isTrue();
	}

	@Tag("EX2")
	@Test
	void whenCompositionTimeIsLeftOutItIsZero() {
		VideoPacket packet = packet("A3 68 76 63 31 FF FF D8 AA");
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(VideoCodec.HEVC, VideoFrameType.INTER,
				VideoPacketType.CODED_FRAMES_X, 0, fields("68 76 63 31"), 5));
		assertThat(packet("93 76 70 30 39 AA").isKeyFrame()).isTrue();
	}

	@Tag("EX2")
	@Test
	void whenSequenceEndsIsNoKeyFrame() {
		VideoPacket packet = packet("92 68 76 63 31");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.SEQUENCE_END);
		assertThat(packet.isKeyFrame()).isFalse();
	}

	@Tag("EX3")
	@ParameterizedTest
	@ValueSource(strings = { "D4", "84", "94", "A4" })
	void whenPacketIsMetadataFrameBitsMeanNothing(String first) {
		VideoPacket packet = packet(first + "68 76 63 31 02 00 09");
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(VideoCodec.HEVC, VideoFrameType.UNKNOWN,
				VideoPacketType.METADATA, 0, fields("68 76 63 31"), 5));
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.body()).isEqualTo(bytes("02 00 09"));
	}

	@Tag("EX4")
	@ParameterizedTest
	@ValueSource(strings = { "D0 00", "D1 00", "D1 01", "D6 00" })
	void whenFrameIsExtendedCommandThereIsNoFourCc(String payload) {
		VideoPacket packet = packet(payload);
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(VideoCodec.UNKNOWN, VideoFrameType.COMMAND,
				VideoPacketType.COMMAND, 0, EnhancedFields.NONE, 1));
		assertThat(packet.body().remaining()).isEqualTo(1);
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Tag("EX5")
	@Test
	void whenConfigurationIsTransportStreamDescriptorIsSequenceHeader() {
		VideoPacket packet = packet("95 61 76 30 31 80");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.MPEG2TS_SEQUENCE_START);
		assertThat(packet.isSequenceHeader()).isTrue();
	}

	@Tag("EX13")
	@Test
	void whenPacketTypeIsReservedPassesOpaquely() {
		VideoPacket packet = packet("98 68 76 63 31 AA");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.UNKNOWN);
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Tag("F1")
	@Tag("F2")
	@Test
	void anyBytesMakePackets() {
		long seed = 20260501;
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(24)];
			random.nextBytes(bytes);
			if (bytes.length > 0 && i % 2 == 0) {
				// multitrack and modifiers, which pure chance hardly finds
				bytes[0] = Hex.bytes("95 96 97 D6")[i / 2 % 4];
			}
			assertThatCode(() -> check(ByteBuffer.wrap(bytes))).as("seed %d: %s", seed, Hex.dump(bytes))
				.doesNotThrowAnyException();
		}
	}

	private static void check(ByteBuffer bytes) {
		VideoPacket video = VideoPacket.parse(0, bytes);
		assertThat(video.payload()).isEqualTo(bytes);
		assertThat(video.header().length() + video.body().remaining()).isLessThanOrEqualTo(bytes.remaining());
		assertThat(video.isKeyFrame() && video.isSequenceHeader()).isFalse();
		assertThat(video.tracks()).isNotEmpty();
		assertThat(video.metadata()).isNotNull();
		AudioPacket audio = AudioPacket.parse(0, bytes);
		assertThat(audio.tracks()).isNotEmpty();
		assertThat(audio.payload()).isEqualTo(bytes);
		assertThat(audio.header().length() + audio.body().remaining()).isLessThanOrEqualTo(bytes.remaining());
	}

	@Test
	void payloadIsReadOnlyAndItsViewsAreIndependent() {
		ByteBuffer source = ByteBuffer.wrap(Hex.bytes("00 22 21 00"))
			.order(ByteOrder.LITTLE_ENDIAN)
			.position(1)
			.limit(3);
		VideoPacket packet = VideoPacket.parse(1, source);
		assertThat(source.position()).isEqualTo(1);
		packet.payload().position(2);
		packet.body().position(1);
		assertThat(packet.payload()).isEqualTo(bytes("22 21"));
		assertThat(packet.body()).isEqualTo(bytes("21"));
		assertThat(packet.payload().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> packet.payload().put((byte) 1));
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> packet.body().put((byte) 1));
	}

	@Test
	void codecsHaveNamesForPeople() {
		assertThat(VideoCodec.AVC.displayName()).isEqualTo("H.264");
		assertThat(AudioCodec.AAC.displayName()).isEqualTo("AAC");
		assertThat(VideoCodec.values()).extracting(VideoCodec::displayName).doesNotHaveDuplicates();
		assertThat(AudioCodec.values()).extracting(AudioCodec::displayName).allMatch((name) -> !name.isBlank());
	}

	private static EnhancedFields fields(String fourCc) {
		return new EnhancedFields(bytes(fourCc).getInt(), 0, MultitrackType.NONE, 0);
	}

	private static VideoPacket packet(String hex) {
		return VideoPacket.parse(1, bytes(hex));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
