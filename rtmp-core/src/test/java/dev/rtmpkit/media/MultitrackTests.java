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
import java.util.stream.IntStream;

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the tracks of {@link VideoPacket} and {@link AudioPacket}.
 */
class MultitrackTests {

	private static final String HVC1 = "68 76 63 31 ";

	private static final String AV01 = "61 76 30 31 ";

	private static final String OPUS = "4F 70 75 73 ";

	private static final String AC3 = "61 63 2D 33 ";

	@Tag("EX6")
	@Test
	void readsOneTrack() {
		// key frame, multitrack | one track, coded frames | hvc1 | id 5 | -33 ms | frame
		VideoPacket packet = video("96 01" + HVC1 + "05 FF FF DF AA BB");
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(VideoCodec.HEVC, VideoFrameType.KEY,
				VideoPacketType.CODED_FRAMES, -33, new EnhancedFields(0x68766331, 0, MultitrackType.ONE_TRACK, 5), 10));
		assertThat(packet.trackId()).isEqualTo(5);
		assertThat(packet.isKeyFrame()).isTrue();
		assertThat(packet.body()).isEqualTo(bytes("AA BB"));
		assertThat(packet.tracks())
			.containsExactly(new VideoTrackData(5, VideoCodec.HEVC, 0x68766331, -33, bytes("AA BB")));
		assertThat(video("96 00" + HVC1 + "05 01").isSequenceHeader()).isTrue();
		assertThat(video("96 00" + HVC1 + "05").isSequenceHeader()).isFalse();
	}

	@Tag("EX6")
	@Tag("EX14")
	@Test
	void readsManyTracksInTheirOrder() {
		// inter frame, multitrack | many tracks, coded frames | hvc1 | (id, size, SI24,
		// frame)*
		VideoPacket packet = video("A6 11" + HVC1 + "07 000005 000011 A1 A2 00 000003 FFFFFC FF 000004 000000 C1");
		assertThat(packet.header().enhanced().multitrackType()).isEqualTo(MultitrackType.MANY_TRACKS);
		assertThat(packet.header().frameType()).isEqualTo(VideoFrameType.INTER);
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.CODED_FRAMES);
		assertThat(packet.tracks()).containsExactly(
				new VideoTrackData(7, VideoCodec.HEVC, 0x68766331, 17, bytes("A1 A2")),
				new VideoTrackData(0, VideoCodec.HEVC, 0x68766331, -4, bytes("")),
				new VideoTrackData(255, VideoCodec.HEVC, 0x68766331, 0, bytes("C1")));
		assertThat(packet.trackId()).isEqualTo(7);
		assertThat(packet.compositionTimeOffset()).isEqualTo(17);
		assertThat(packet.body()).isEqualTo(bytes("A1 A2"));
	}

	@Tag("EX6")
	@Test
	void readsManyTracksOfManyCodecs() {
		// key frame, multitrack | many codecs, sequence start | (FourCC, id, size,
		// record)*
		VideoPacket packet = video("96 20" + HVC1 + "00 000002 01 02" + AV01 + "01 000001 81");
		assertThat(packet.isSequenceHeader()).isTrue();
		assertThat(packet.tracks()).containsExactly(
				new VideoTrackData(0, VideoCodec.HEVC, 0x68766331, 0, bytes("01 02")),
				new VideoTrackData(1, VideoCodec.AV1, 0x61763031, 0, bytes("81")));
		assertThat(packet.codec()).isEqualTo(VideoCodec.HEVC);
		assertThat(packet.body()).isEqualTo(bytes("01 02"));
	}

	@Tag("EX6")
	@Tag("EX8")
	@Test
	void readsAudioTracks() {
		AudioPacket one = audio("95 01" + OPUS + "03 AA");
		assertThat(one.header()).isEqualTo(new AudioTagHeader(AudioCodec.OPUS, AudioPacketType.CODED_FRAMES,
				new EnhancedFields(0x4F707573, 0, MultitrackType.ONE_TRACK, 3), 7));
		assertThat(one.body()).isEqualTo(bytes("AA"));
		AudioPacket many = audio("95 11" + AC3 + "02 000001 A1 01 000000");
		assertThat(many.tracks()).containsExactly(new AudioTrackData(2, AudioCodec.AC3, 0x61632D33, bytes("A1")),
				new AudioTrackData(1, AudioCodec.AC3, 0x61632D33, bytes("")));
		AudioPacket codecs = audio("95 20" + OPUS + "00 000000" + AC3 + "09 000001 C1");
		assertThat(codecs.tracks()).containsExactly(new AudioTrackData(0, AudioCodec.OPUS, 0x4F707573, bytes("")),
				new AudioTrackData(9, AudioCodec.AC3, 0x61632D33, bytes("C1")));
		assertThat(codecs.isSequenceHeader()).isTrue();
	}

	@Test
	void whenPacketHasNoTrackNumberItIsOfTheDefaultTrack() {
		assertThat(video("17 01 000010 AA").tracks())
			.containsExactly(new VideoTrackData(0, VideoCodec.AVC, 0, 16, bytes("AA")));
		assertThat(audio("AF 01 BB").tracks()).containsExactly(new AudioTrackData(0, AudioCodec.AAC, 0, bytes("BB")));
	}

	@Tag("EX6")
	@Tag("EX13")
	@Tag("F1")
	@ParameterizedTest
	@ValueSource(strings = { "96", "96 01", "96 01" + HVC1, "96 11" + HVC1, "96 11" + HVC1 + "00 0000",
			// a size beyond the end, of the first and of the second track
			"96 11" + HVC1 + "00 000005 01 02 03 04", "96 11" + HVC1 + "00 000003 000000 01 FFFFFF 00",
			// part of a track after the last whole one
			"96 13" + HVC1 + "00 000001 AA 01 00", "96 20" + HVC1 + "00 000000 61",
			// wrapped multitrack and modifiers, reserved kind of multitrack
			"96 06" + HVC1 + "00", "96 07" + HVC1 + "00", "96 31" + HVC1 + "00",
			// composition time offset cut off
			"96 01" + HVC1 + "05 00 00", "96 11" + HVC1 + "00 000002 00 00" })
	void whenTracksAreBrokenPassesOpaquely(String payload) {
		VideoPacket packet = video(payload);
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.UNKNOWN);
		assertThat(packet.isKeyFrame()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.tracks()).hasSize(1);
		assertThat(packet.body().hasRemaining()).isFalse();
		assertThat(packet.payload()).isEqualTo(bytes(payload));
	}

	@Tag("EX13")
	@ParameterizedTest
	@ValueSource(strings = { "95", "95 05" + OPUS, "95 07" + OPUS, "95 01" + OPUS, "95 11" + OPUS + "01 000002 AA",
			"95 F1" + OPUS })
	void whenAudioTracksAreBrokenPassesOpaquely(String payload) {
		AudioPacket packet = audio(payload);
		assertThat(packet.header().packetType()).isEqualTo(AudioPacketType.UNKNOWN);
		assertThat(packet.tracks()).hasSize(1);
		assertThat(packet.payload()).isEqualTo(bytes(payload));
	}

	@Tag("EX6")
	@Test
	void whenThereAreMoreTracksThanNumbersPassesOpaquely() {
		String track = "00 000000";
		assertThat(video("96 13" + HVC1 + track.repeat(256)).tracks()).hasSize(256);
		assertThat(video("96 13" + HVC1 + track.repeat(257)).header().packetType()).isEqualTo(VideoPacketType.UNKNOWN);
	}

	@Tag("EX4")
	@Test
	void whenFrameIsCommandTracksAreNotRead() {
		assertThat(video("D6 01").header().packetType()).isEqualTo(VideoPacketType.COMMAND);
		// FFmpeg: metadata of a numbered track
		VideoPacket metadata = video("D6 04" + HVC1 + "01 02 0001 61 05");
		assertThat(metadata.header().packetType()).isEqualTo(VideoPacketType.METADATA);
		assertThat(metadata.trackId()).isEqualTo(1);
		assertThat(metadata.body()).isEqualTo(bytes("02 0001 61 05"));
	}

	@Tag("EX7")
	@Test
	void readsNanosecondOffset() {
		// modifiers | 3 bytes: 500,000 ns | type 0, coded frames | hvc1 | 16 ms | frame
		VideoPacket packet = video("97 02 07A120 01" + HVC1 + "000010 AA");
		assertThat(packet.header()).isEqualTo(new VideoTagHeader(VideoCodec.HEVC, VideoFrameType.KEY,
				VideoPacketType.CODED_FRAMES, 16, new EnhancedFields(0x68766331, 500_000, MultitrackType.NONE, 0), 13));
		assertThat(packet.nanosecondOffset()).isEqualTo(500_000);
		assertThat(packet.isKeyFrame()).isTrue();
		assertThat(packet.body()).isEqualTo(bytes("AA"));
		AudioPacket audio = audio("97 02 000001 01" + OPUS + "BB");
		assertThat(audio.nanosecondOffset()).isEqualTo(1);
		assertThat(audio.body()).isEqualTo(bytes("BB"));
	}

	@Tag("EX7")
	@ParameterizedTest
	@CsvSource({ "02 0F423F 01, 999999", "02 0F4240 01, 999999", "02 FFFFFF 01, 999999", "03 01E240 FF 01, 123456",
			"01 FFFF 01, 0", "00 FF 01, 0", "02 0F4240 11, 0" })
	void whenNanosecondsAreOddTheyStayInRange(String modifier, int nanoseconds) {
		VideoPacket packet = video("97" + modifier + AV01 + "AA");
		assertThat(packet.nanosecondOffset()).isEqualTo(nanoseconds);
		assertThat(packet.codec()).isEqualTo(VideoCodec.AV1);
		assertThat(packet.body()).isEqualTo(bytes("AA"));
	}

	@Tag("EX7")
	@Test
	void whenNanosecondsComeTwiceTheLastHold() {
		assertThat(video("97 02 0F423F 07 02 000002 01" + AV01 + "AA").nanosecondOffset()).isEqualTo(2);
	}

	@Tag("EX14")
	@Test
	void knowsWhichTracksItHas() {
		VideoPacket many = video("96 11" + HVC1 + "02 000003 000000 00 000003 000000");
		assertThat(IntStream.range(0, 4).filter(many::hasTrack)).containsExactly(0, 2);
		VideoPacket one = video("96 01" + HVC1 + "05 000000 AA");
		assertThat(IntStream.range(0, 256).filter(one::hasTrack)).containsExactly(5);
	}

	@Tag("EX7")
	@Test
	void readsChainsOfModifiers() {
		// unknown type 15 of one byte, then 1 ns, then multitrack
		VideoPacket packet = video("A7 00 EE F7 02 000001 06 01" + AV01 + "04 AA");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.CODED_FRAMES);
		assertThat(packet.nanosecondOffset()).isEqualTo(1);
		assertThat(packet.trackId()).isEqualTo(4);
		assertThat(packet.body()).isEqualTo(bytes("AA"));
	}

	@Tag("EX7")
	@ParameterizedTest
	@ValueSource(ints = { 255, 256, 300, 65536 })
	void readsLargeModifiers(int size) {
		// up to 255 the size takes one byte, from 256 on another two
		String head = (size < 256) ? "%02X".formatted(size - 1) : "FF %04X".formatted(size - 1);
		VideoPacket packet = video("97" + head + "00 00 07" + "EE".repeat(size - 3) + "03" + HVC1 + "AA");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.CODED_FRAMES_X);
		assertThat(packet.nanosecondOffset()).isEqualTo(7);
		assertThat(packet.body()).isEqualTo(bytes("AA"));
	}

	@Tag("EX7")
	@Tag("EX13")
	@Test
	void whenModifiersAreCutOffAnywherePassesOpaquely() {
		byte[] whole = Hex.bytes("97 02 07A120 07 FF 0100" + "00".repeat(257) + "11" + HVC1 + "000010");
		assertThat(VideoPacket.parse(0, ByteBuffer.wrap(whole)).header().packetType())
			.isEqualTo(VideoPacketType.CODED_FRAMES);
		for (int length = 1; length < whole.length; length++) {
			VideoPacket packet = VideoPacket.parse(0, ByteBuffer.wrap(whole, 0, length));
			assertThat(packet.header().packetType()).as("length %d", length).isEqualTo(VideoPacketType.UNKNOWN);
			assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(whole, 0, length));
		}
	}

	@Tag("EX4")
	@Tag("EX7")
	@Test
	void whenCommandFollowsModifiersIsCommand() {
		VideoPacket packet = video("D7 00 EE 11 01");
		assertThat(packet.header().packetType()).isEqualTo(VideoPacketType.COMMAND);
		assertThat(packet.body()).isEqualTo(bytes("01"));
	}

	@Tag("EX13")
	@Test
	void whenFourCcIsUnknownTellsIt() {
		assertThat(video("91 78 79 7A 7A AA").header().enhanced().fourCcText()).isEqualTo("xyzz");
		assertThat(audio("91 00 0A 7F 41 AA").header().enhanced().fourCcText()).isEqualTo("...A");
		assertThat(EnhancedFields.NONE.fourCcText()).isEmpty();
	}

	@Tag("EX10")
	@Test
	void readsChannelLayouts() {
		// native order, 2 channels, front left and right
		assertThat(audio("94" + OPUS + "01 02 00000003").channelLayout())
			.isEqualTo(new ChannelLayout(2, List.of(Speaker.FRONT_LEFT, Speaker.FRONT_RIGHT)));
		// custom order, 4 channels: low frequencies, last known position, unused, unknown
		assertThat(audio("94" + OPUS + "02 04 03 17 FE FF").channelLayout()).isEqualTo(new ChannelLayout(4,
				List.of(Speaker.LOW_FREQUENCY_1, Speaker.BOTTOM_FRONT_RIGHT, Speaker.UNUSED, Speaker.UNKNOWN)));
		assertThat(audio("94" + OPUS + "00 06").channelLayout()).isEqualTo(new ChannelLayout(6, List.of()));
		assertThat(audio("95 04" + AC3 + "01 01 01 00000004").channelLayout())
			.isEqualTo(new ChannelLayout(1, List.of(Speaker.FRONT_CENTER)));
		// positions that are reserved
		assertThat(audio("94" + OPUS + "02 01 18").channelLayout())
			.isEqualTo(new ChannelLayout(1, List.of(Speaker.UNKNOWN)));
	}

	@Tag("EX10")
	@ParameterizedTest
	@ValueSource(strings = { "", "01", "01 02 000000", "02 03 00 01" })
	void whenChannelLayoutIsCutOffThereIsNone(String body) {
		assertThat(audio("94" + OPUS + body).channelLayout()).isNull();
	}

	@Test
	void whenPacketHasNoChannelLayoutThereIsNone() {
		assertThat(audio("91" + OPUS + "01 02 00000003").channelLayout()).isNull();
	}

	@Tag("EX11")
	@Test
	void whenFrameIsEmptyIsNoFrame() {
		assertThat(audio("91 66 4C 61 43").isFrame()).isFalse();
		assertThat(audio("91 66 4C 61 43 AA").isFrame()).isTrue();
		assertThat(audio("").isFrame()).isFalse();
		assertThat(video("93" + HVC1).isFrame()).isFalse();
		assertThat(video("93" + HVC1 + "AA").isFrame()).isTrue();
		assertThat(video("92" + HVC1 + "AA").isFrame()).isFalse();
	}

	private static VideoPacket video(String hex) {
		return VideoPacket.parse(1, bytes(hex));
	}

	private static AudioPacket audio(String hex) {
		return AudioPacket.parse(1, bytes(hex));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
