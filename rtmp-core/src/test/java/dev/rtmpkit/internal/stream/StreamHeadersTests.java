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

package dev.rtmpkit.internal.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamHeaders}.
 */
class StreamHeadersTests {

	private static final VideoPacket AVC = Packets.videoHeader(0);

	private static final AudioPacket AAC = Packets.audioHeader(0);

	private static final DataPacket METADATA = Packets.metadata(0, 320, 240);

	private static final VideoPacket HEVC_TRACK_1 = Packets.video(0, "96 00 68766331 01 AA");

	@Test
	void whenPacketIsNoHeaderStaysTheSame() {
		StreamHeaders headers = headers(AVC);
		assertThat(headers.with(Packets.frame(0, 10))).isSameAs(headers);
		assertThat(headers.with(Packets.audio(0, 10))).isSameAs(headers);
		assertThat(headers.with(Packets.data(0, "onTextData"))).isSameAs(headers);
	}

	@Test
	void sendsMetadataThenVideoThenAudio() {
		assertThat(headers(AAC, AVC, METADATA).packets()).containsExactly(METADATA, AVC, AAC);
	}

	@Tag("AV7")
	@Test
	void whenHeaderComesAgainReplacesTheOlder() {
		VideoPacket newer = Packets.otherVideoHeader(40);
		StreamHeaders before = headers(AVC, AAC);
		StreamHeaders after = before.with(newer);
		assertThat(after.packets()).containsExactly(newer, AAC);
		assertThat(after.since(before)).containsExactly(newer);
		assertThat(after.contains(newer)).isTrue();
		assertThat(after.contains(AVC)).isFalse();
	}

	@Tag("EX14")
	@Test
	void keepsHeadersOfEachTrack() {
		VideoPacket again = Packets.video(9, "96 00 68766331 01 BB");
		AudioPacket opus = Packets.audio(0, "95 00 4F707573 01 AA");
		assertThat(headers(HEVC_TRACK_1, AAC, AVC, opus).packets()).containsExactly(HEVC_TRACK_1, AVC, AAC, opus);
		assertThat(headers(AVC, HEVC_TRACK_1, again).packets()).containsExactly(AVC, again);
	}

	@Tag("EX6")
	@Test
	void whenHeaderIsOfManyTracksIsSentOnce() {
		VideoPacket both = Packets.video(0, "96 10 68766331 00 000001 AA 01 000001 BB");
		assertThat(headers(both).packets()).containsExactly(both);
		assertThat(headers(both, HEVC_TRACK_1).packets()).containsExactly(both, HEVC_TRACK_1);
		assertThat(headers(HEVC_TRACK_1, both).packets()).containsExactly(both);
	}

	@Tag("EX3")
	@Tag("EX10")
	@Test
	void keepsColoursAndChannels() {
		VideoPacket colours = Packets.video(0, "D4 68766331 02 0009 636F6C6F72496E666F 06");
		AudioPacket channels = Packets.audio(0, "94 4F707573 00 02");
		assertThat(headers(channels, colours, AAC, AVC).packets()).containsExactly(AVC, colours, AAC, channels);
	}

	@Tag("DM2")
	@Test
	void whenMetadataIsClearedIsForgotten() {
		StreamHeaders headers = headers(METADATA, AVC);
		assertThat(headers.metadata()).isSameAs(METADATA);
		StreamHeaders cleared = headers
			.with(Packets.data(0, DataPacket.CLEAR_DATA_FRAME, new AmfString(DataPacket.ON_META_DATA)));
		assertThat(cleared.metadata()).isNull();
		assertThat(cleared.packets()).containsExactly(AVC);
	}

	@Tag("DM1")
	@Test
	void keepsTheNewestDataFrameOfEachName() {
		DataPacket text = Packets.dataFrame("onTextData", 30);
		DataPacket newerText = Packets.dataFrame("onTextData", 40);
		DataPacket cue = Packets.dataFrame("onCuePoint", 30);
		StreamHeaders headers = headers(text, AVC, cue, METADATA, newerText);
		assertThat(headers.packets()).as("metadata first").containsExactly(METADATA, cue, newerText, AVC);
		assertThat(headers.metadata()).isSameAs(METADATA);
		assertThat(headers.since(headers(text, AVC, cue))).containsExactly(METADATA, newerText);
	}

	@Tag("DM1")
	@Test
	void whenDataFrameIsClearedOnlyThatOneIsForgotten() {
		DataPacket text = Packets.dataFrame("onTextData", 30);
		StreamHeaders headers = headers(METADATA, text);
		assertThat(headers.with(clear("onTextData")).packets()).containsExactly(METADATA);
		assertThat(headers.with(clear("onOther"))).isSameAs(headers);
		assertThat(headers.with(Packets.data(0, DataPacket.CLEAR_DATA_FRAME))).isSameAs(headers);
		assertThat(headers.with(Packets.data(0, DataPacket.CLEAR_DATA_FRAME, new AmfNumber(1)))).isSameAs(headers);
	}

	private static DataPacket clear(String name) {
		return Packets.data(0, DataPacket.CLEAR_DATA_FRAME, new AmfString(name));
	}

	@Tag("DM1")
	@Test
	void whenThereAreTooManyDataFramesTheFirstAreKept() {
		StreamHeaders headers = StreamHeaders.NONE;
		for (int i = 0; i < StreamHeaders.DATA_LIMIT; i++) {
			headers = headers.with(Packets.dataFrame("on" + i, 30));
		}
		assertThat(headers.with(Packets.dataFrame("onMore", 30))).isSameAs(headers);
		assertThat(headers.with(METADATA).packets()).hasSize(StreamHeaders.DATA_LIMIT + 1);
		DataPacket newer = Packets.dataFrame("on0", 31);
		assertThat(headers.with(newer).contains(newer)).isTrue();
		assertThat(headers.with(clear("on1")).with(Packets.dataFrame("onMore", 30)).packets())
			.hasSize(StreamHeaders.DATA_LIMIT);
	}

	@Tag("DM1")
	@Test
	void whenDataFramesAreTooLargeTheyLeaveRoomForMedia() {
		DataPacket half = Packets.dataFrame("onHalf", StreamHeaders.DATA_BYTES_LIMIT / 2 - Backlog.VALUE_COST);
		DataPacket other = Packets.dataFrame("onOther", StreamHeaders.DATA_BYTES_LIMIT / 2 - Backlog.VALUE_COST);
		StreamHeaders headers = headers(half, other);
		assertThat(headers.packets()).containsExactly(half, other);
		assertThat(headers.with(Packets.dataFrame("onMore", 21))).isSameAs(headers);
		assertThat(headers.with(Packets.dataFrame("onOther", 22)).packets()).hasSize(2).doesNotContain(other);
		assertThat(headers.with(METADATA).with(AVC).packets()).containsExactly(METADATA, half, other, AVC);
	}

	@Tag("A4")
	@Test
	void whenValuesOfDataFrameTakeTooMuchItIsNotKept() {
		AmfValue[] values = new AmfValue[StreamHeaders.DATA_BYTES_LIMIT / Backlog.VALUE_COST];
		Arrays.fill(values, AmfNull.INSTANCE);
		DataPacket larger = DataPacket.ofRetained(0, "onText", values);
		int most = (StreamHeaders.DATA_BYTES_LIMIT - larger.size()) / Backlog.VALUE_COST;
		DataPacket frame = DataPacket.ofRetained(0, "onText", Arrays.copyOf(values, most));
		assertThat(headers(frame).packets()).containsExactly(frame);
		assertThat(headers(larger).packets()).isEmpty();
	}

	@Test
	void whenHeadersOutgrowTheLimitTheyAreNotKept() {
		byte[] large = new byte[StreamHeaders.BYTES_LIMIT - AVC.size() + 1];
		large[0] = 0x17;
		StreamHeaders headers = headers(AVC);
		// replaces the other
		VideoPacket video = VideoPacket.parse(0, ByteBuffer.wrap(large));
		assertThat(headers.with(video).packets()).containsExactly(video);
		large[0] = (byte) 0xAF;
		assertThat(headers.with(AudioPacket.parse(0, ByteBuffer.wrap(large)))).isSameAs(headers);
	}

	@Tag("EX14")
	@Test
	void groupBeginsWithKeyFrameOfTheDefaultTrack() {
		VideoPacket avcKey = Packets.video(0, "17 01 000000 AA");
		VideoPacket track1Key = Packets.video(0, "96 03 68766331 01 AA");
		VideoPacket track2Key = Packets.video(0, "96 03 68766331 02 AA");
		VideoPacket manyKey = Packets.video(0, "96 13 68766331 02 000001 AA 00 000001 BB");
		StreamHeaders both = headers(AVC, HEVC_TRACK_1);
		assertThat(both.beginsGroup(avcKey)).isTrue();
		assertThat(both.beginsGroup(track1Key)).isFalse();
		assertThat(both.beginsGroup(manyKey)).isTrue();
		assertThat(both.beginsGroup(Packets.video(0, "27 01 000000 AA"))).isFalse();
		StreamHeaders only1 = headers(HEVC_TRACK_1);
		assertThat(only1.beginsGroup(track1Key)).isTrue();
		assertThat(only1.beginsGroup(track2Key)).isFalse();
		assertThat(StreamHeaders.NONE.beginsGroup(track2Key)).isTrue();
	}

	@Tag("I8")
	@Test
	void whenHeaderRepeatsTheKnownBytesStaysTheSame() {
		VideoPacket colours = Packets.video(0, "D4 68766331 02 0009 636F6C6F72496E666F 06");
		AudioPacket channels = Packets.audio(0, "94 4F707573 00 02");
		VideoPacket both = Packets.video(0, "96 10 68766331 02 000001 AA 03 000001 BB");
		DataPacket text = DataPacket.ofRetained(0, "onTextData", new AmfString("a"));
		List<MediaPacket> packets = List.of(METADATA, text, AVC, HEVC_TRACK_1, both, colours, AAC, channels);
		StreamHeaders headers = headers(packets.toArray(MediaPacket[]::new));
		assertThat(headers.packets()).containsExactlyElementsOf(packets);
		for (MediaPacket packet : packets) {
			MediaPacket again = packet.withTimestamp(40);
			assertThat(headers.with(again)).as("%s", packet).isSameAs(headers);
			assertThat(headers.repeats(again)).isTrue();
			assertThat(headers.repeats(packet)).as("the kept one").isFalse();
			assertThat(headers.contains(again)).isFalse();
		}
	}

	@Tag("I8")
	@Test
	void whenOneOfSeveralTracksHasChangedTheirCommonHeaderCountsAnew() {
		VideoPacket both = Packets.video(0, "96 10 68766331 01 000001 AA 02 000001 BB");
		VideoPacket again = both.withTimestamp(40);
		StreamHeaders changed = headers(both, HEVC_TRACK_1);
		assertThat(changed.packets()).containsExactly(both, HEVC_TRACK_1);
		assertThat(changed.repeats(again)).isFalse();
		StreamHeaders back = changed.with(again);
		assertThat(back.packets()).containsExactly(again);
		assertThat(back.with(both)).isSameAs(back);
	}

	@Tag("I8")
	@Test
	void whenNameOrBytesOfDataDifferItReplacesTheOlder() {
		DataPacket a = DataPacket.ofRetained(0, "onTextData", new AmfString("a"));
		DataPacket b = DataPacket.ofRetained(0, "onTextData", new AmfString("b"));
		DataPacket other = DataPacket.ofRetained(0, "onTextDatb", new AmfString("a"));
		assertThat(headers(a, b).packets()).containsExactly(b);
		assertThat(headers(a, other).packets()).containsExactly(a, other);
	}

	@Tag("I8")
	@Test
	void whenThereAreTooManyTracksTheFirstAreKept() {
		StreamHeaders headers = StreamHeaders.NONE;
		for (int track = 255; track >= 0; track--) {
			headers = headers.with(configuration(track, 0xAA))
				.with(Packets.video(0, "96 04 61763031 %02X 01".formatted(track)))
				.with(Packets.audio(0, "95 00 4F707573 %02X 01".formatted(track)))
				.with(Packets.audio(0, "95 04 4F707573 %02X 01".formatted(track)));
		}
		assertThat(headers.packets()).hasSize(4 * TrackHeaders.TRACKS_LIMIT);
		assertThat(headers.with(configuration(0, 0xBB))).isSameAs(headers);
		VideoPacket newer = configuration(255, 0xBB);
		StreamHeaders changed = headers.with(newer);
		assertThat(changed.packets()).hasSize(4 * TrackHeaders.TRACKS_LIMIT);
		assertThat(changed.since(headers)).containsExactly(newer);
	}

	@Tag("I8")
	@Test
	void whenPacketHasTooManyTracksItIsKeptForTheLowest() {
		StringBuilder hex = new StringBuilder("96 10 61763031");
		for (int track = 0; track < 256; track++) {
			hex.append("%02X 000001 AA".formatted(track));
		}
		VideoPacket all = Packets.video(0, hex.toString());
		StreamHeaders headers = headers(HEVC_TRACK_1, all);
		assertThat(headers.packets()).containsExactly(all);
		assertThat(headers.with(all.withTimestamp(40))).isSameAs(headers);
		for (int track = 0; track < TrackHeaders.TRACKS_LIMIT; track++) {
			assertThat(headers.packets()).contains(all);
			headers = headers.with(configuration(track, 0xBB));
		}
		assertThat(headers.packets()).hasSize(TrackHeaders.TRACKS_LIMIT).doesNotContain(all);
		assertThat(headers.with(configuration(TrackHeaders.TRACKS_LIMIT, 0xBB))).isSameAs(headers);
	}

	@Tag("I8")
	@Test
	void whenHeadersAreReplacedTheirBytesAreNotCountedTwice() {
		StreamHeaders headers = StreamHeaders.NONE;
		for (int i = 0; i < 9; i++) {
			byte[] large = new byte[StreamHeaders.BYTES_LIMIT / 2];
			large[0] = 0x17;
			large[large.length - 1] = (byte) i;
			VideoPacket video = VideoPacket.parse(0, ByteBuffer.wrap(large.clone()));
			DataPacket metadata = Packets.metadata(0, i, i);
			headers = headers.with(metadata).with(video);
			assertThat(headers.packets()).containsExactly(metadata, video);
			headers = headers.with(clear(DataPacket.ON_META_DATA));
		}
	}

	private static VideoPacket configuration(int track, int content) {
		return Packets.video(0, "96 00 61763031 %02X %02X".formatted(track, content));
	}

	private static StreamHeaders headers(MediaPacket... packets) {
		StreamHeaders headers = StreamHeaders.NONE;
		for (MediaPacket packet : packets) {
			headers = headers.with(packet);
		}
		return headers;
	}

}
