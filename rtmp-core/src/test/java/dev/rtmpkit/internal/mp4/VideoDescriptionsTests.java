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

package dev.rtmpkit.internal.mp4;

import java.nio.ByteBuffer;

import dev.rtmpkit.media.ColorInfo;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VideoDescriptions}.
 */
class VideoDescriptionsTests {

	private static final int BOXES = 86;

	@Test
	void avcInBytes() {
		TrackDescription track = VideoDescriptions.of(VideoCodec.AVC, bytes("01 42C00A FF E0 00"), 640, 360, null);
		assertThat(track).isNotNull();
		assertThat(track.sampleEntry()).isEqualTo(bytes("""
				00000065 61766331             // avc1
				000000000000 0001             // the media is in this file
				00000000000000000000000000000000
				0280 0168 00480000 00480000   // 640 x 360 pixels, 72 dots per inch
				00000000 0001                 // one frame in a sample
				0000000000000000000000000000000000000000000000000000000000000000
				0018 FFFF                     // 24 bits of colour
				0000000F 61766343 01 42C00A FF E0 00 // avcC
				"""));
		assertThat(track).extracting(TrackDescription::width, TrackDescription::height).containsExactly(640, 360);
	}

	@Test
	void arraysOfHevcAreMarkedAsComplete() {
		String head = "01 01 60000000 900000000000 5D F000 FC FD F8 F8 0000 0F 04";
		TrackDescription track = VideoDescriptions.of(VideoCodec.HEVC,
				bytes(head + "20 0001 0002 4001 21 0001 0002 4201 A2 0001 0002 4401 27 0001 0001 4E"), 64, 64, null);
		assertThat(track).isNotNull();
		ByteBuffer entry = track.sampleEntry();
		assertThat(entry.getInt(4)).isEqualTo(0x68766331);
		assertThat(entry.slice(BOXES + 8, entry.limit() - BOXES - 8))
			.isEqualTo(bytes(head + "A0 0001 0002 4001 A1 0001 0002 4201 A2 0001 0002 4401 27 0001 0001 4E"));
	}

	@ParameterizedTest
	@CsvSource({ "00 0A 82 020202 0000", "01000000 00 0A 82 020202 0000" })
	void recordOfVp9GetsTheHeadOfItsBoxOnce(String record) {
		TrackDescription track = VideoDescriptions.of(VideoCodec.VP9, bytes(record), 64, 64, null);
		assertThat(track).isNotNull();
		assertThat(track.sampleEntry().slice(BOXES, 20))
			.isEqualTo(bytes("00000014 76706343 01000000 00 0A 82 020202 0000"));
	}

	@Test
	void coloursOfTheBitstreamAreTold() {
		// BT.2020, PQ, full range
		TrackDescription track = VideoDescriptions.of(VideoCodec.VP9, bytes("02 0A A3 09 10 09 0000"), 64, 64, null);
		assertThat(track).isNotNull();
		assertThat(track.sampleEntry().slice(BOXES + 20, 19))
			.isEqualTo(bytes("00000013 636F6C72 6E636C78 0009 0010 0009 80"));
	}

	@Test
	void coloursOfThePublisherGoFirst() {
		ColorInfo colors = new ColorInfo(new ColorInfo.ColorConfig(10.0, 9.0, 18.0, null),
				new ColorInfo.LightLevel(400.0, 1000.0),
				new ColorInfo.MasteringDisplay(new ColorInfo.Chromaticity(0.68, 0.32),
						new ColorInfo.Chromaticity(0.265, 0.69), new ColorInfo.Chromaticity(0.15, 0.06),
						new ColorInfo.Chromaticity(0.3127, 0.329), 1000.0, 0.005));
		TrackDescription track = VideoDescriptions.of(VideoCodec.VP9, bytes("02 0A A2 01 01 01 0000"), 64, 64, colors);
		assertThat(track).isNotNull();
		ByteBuffer entry = track.sampleEntry();
		assertThat(entry.slice(BOXES + 20, entry.limit() - BOXES - 20)).isEqualTo(bytes("""
				00000013 636F6C72 6E636C78 0009 0012 0001 00 // colr: the matrix as in the bitstream
				00000020 6D646376                            // mdcv
				33C2 86C4 1D4C 0BB8 84D0 3E80                // green, blue, red
				3D13 4042 00989680 00000032                  // white, brightest, darkest
				0000000C 636C6C69 03E8 0190                  // clli
				"""));
	}

	@Test
	void whenDisplayIsIncompleteItIsNotTold() {
		ColorInfo.Chromaticity none = new ColorInfo.Chromaticity(null, null);
		ColorInfo colors = new ColorInfo(null, new ColorInfo.LightLevel(null, null),
				new ColorInfo.MasteringDisplay(none, none, none, none, 1000.0, null));
		TrackDescription track = VideoDescriptions.of(VideoCodec.AVC, bytes("01 42C00A FF E0 00"), 64, 64, colors);
		assertThat(track).isNotNull();
		assertThat(track.sampleEntry().limit()).isEqualTo(BOXES + 15);
	}

	@ParameterizedTest
	@EnumSource(VideoCodec.class)
	void whenRecordHasNoSenseThereIsNoDescription(VideoCodec codec) {
		assertThat(VideoDescriptions.of(codec, bytes("02"), 64, 64, null)).isNull();
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
