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

package dev.rtmpkit.client;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SentHeaders}.
 */
class SentHeadersTests {

	private static final VideoPacket AVC = video("17 00 000000 01 64001F FF E0 00");

	private static final AudioPacket AAC = audio("AF 00 1210");

	private final SentHeaders headers = new SentHeaders();

	@Test
	@Tag("RC4")
	void newestHeaderOfEachKindIsKept() {
		VideoPacket newer = video("17 00 000000 01 640028 FF E0 00");
		add(AVC, AAC, metadata(), newer);
		assertThat(payloads()).containsExactly(AAC.payload(), metadata().payload(), newer.payload());
	}

	@Test
	@Tag("RC4")
	void headersComeAtTheTimeOfTheFirstFrame() {
		add(AVC, AAC, metadata());
		assertThat(this.headers.at(4711)).extracting(MediaPacket::timestamp).containsOnly(4711L).hasSize(3);
	}

	@Test
	@Tag("RC4")
	void whenOnePacketDescribesSeveralTracksItStaysUntilAllAreDescribedAnew() {
		// Many tracks, HEVC: 0 and 1
		VideoPacket both = video("96 10 68766331 00 000001 AA 01 000001 BB");
		VideoPacket track0 = video("96 00 68766331 00 CC");
		VideoPacket track1 = video("96 00 68766331 01 DD");
		add(both);
		assertThat(payloads()).containsExactly(both.payload());
		add(track0);
		assertThat(payloads()).containsExactly(both.payload(), track0.payload());
		add(track1);
		assertThat(payloads()).containsExactly(track0.payload(), track1.payload());
	}

	@Test
	@Tag("RC4")
	void coloursAndChannelsAreHeadersToo() {
		VideoPacket colours = video("D4 68766331 02 0009 636F6C6F72496E666F 06");
		AudioPacket channels = audio("94 4F707573 00 02");
		add(colours, channels);
		assertThat(payloads()).containsExactly(colours.payload(), channels.payload());
	}

	@Test
	@Tag("DM2")
	void whenMetadataIsClearedItIsNotSentAgain() {
		add(metadata(), data(DataPacket.CLEAR_DATA_FRAME, new AmfString("other")));
		assertThat(payloads()).hasSize(1);
		add(data(DataPacket.CLEAR_DATA_FRAME, new AmfString(DataPacket.ON_META_DATA)));
		assertThat(payloads()).isEmpty();
	}

	@Test
	@Tag("RC4")
	void beginsWithKeyFrameOrWithAnyFrameIfThereIsNoVideo() {
		AudioPacket frame = audio("AF 01 21");
		assertThat(this.headers.add(AAC)).isFalse();
		assertThat(this.headers.add(metadata())).isFalse();
		assertThat(this.headers.add(frame)).isTrue();
		assertThat(this.headers.add(AVC)).isFalse();
		assertThat(this.headers.add(frame)).isFalse();
		assertThat(this.headers.add(video("27 01 000000 AA"))).isFalse();
		assertThat(this.headers.add(video("17 01 000000 AA"))).isTrue();
	}

	private void add(MediaPacket... packets) {
		for (MediaPacket packet : packets) {
			this.headers.add(packet);
		}
	}

	private List<ByteBuffer> payloads() {
		return this.headers.at(0).stream().map(MediaPacket::payload).toList();
	}

	private static VideoPacket video(String hex) {
		return VideoPacket.parse(1, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static AudioPacket audio(String hex) {
		return AudioPacket.parse(1, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static DataPacket metadata() {
		AmfObject properties = AmfObject.builder().put("width", 1920).build();
		return new DataPacket(0, DataPacket.ON_META_DATA, List.of(properties),
				Amf0Encoder.encode(new AmfString(DataPacket.ON_META_DATA), properties));
	}

	private static DataPacket data(String name, AmfString argument) {
		return new DataPacket(0, name, List.of(argument), Amf0Encoder.encode(new AmfString(name), argument));
	}

	@Test
	@Tag("DM1")
	void notesTheNewestRetainedDataOfEachName() {
		DataPacket metadata = retained("onMetaData", true, 5);
		DataPacket newer = retained("onTextData", true, 7);
		this.headers.add(retained("onTextData", true, 6));
		this.headers.add(metadata);
		this.headers.add(newer);
		this.headers.add(retained("onCuePoint", false, 8));
		assertThat(this.headers.at(0)).containsExactly(metadata, newer);
		this.headers.add(clear("onTextData"));
		this.headers.add(clear("onOther"));
		this.headers.add(new DataPacket(0, DataPacket.CLEAR_DATA_FRAME, List.of(), ByteBuffer.allocate(1)));
		assertThat(this.headers.at(0)).containsExactly(metadata);
	}

	@Test
	void doesNotGrowWithTheNamesOfData() {
		for (int i = 0; i < 1000; i++) {
			this.headers.add(retained("on" + i, true, 1));
		}
		assertThat(this.headers.at(0)).hasSize(64);
		DataPacket newer = retained("on0", true, 2);
		this.headers.add(newer);
		assertThat(this.headers.at(0)).hasSize(64).contains(newer);
		MediaPacket configuration = VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes("17 00 000000 01")));
		this.headers.add(configuration);
		assertThat(this.headers.at(0)).hasSize(65).contains(configuration);
	}

	private static DataPacket clear(String name) {
		return new DataPacket(0, DataPacket.CLEAR_DATA_FRAME, List.of(new AmfString(name)), ByteBuffer.allocate(1));
	}

	private static DataPacket retained(String name, boolean retained, int size) {
		return new DataPacket(0, name, List.of(), retained, false, ByteBuffer.allocate(size));
	}

}
