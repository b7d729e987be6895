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

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccessUnits} and {@link ParameterSets}.
 */
class AccessUnitsTests {

	private static final String AVC_HEADER = """
			17 00 000000   // key frame, H.264, sequence header
			01 64001F FF   // version, profile, constraints, level; lengths of 4 bytes
			E1 0003 67AABB // one sequence parameter set
			01 0002 68CC   // one picture parameter set
			""";

	private static final String HEVC_HEADER = """
			90 68766331    // key frame, sequence start, hvc1
			01 01 60000000 // version, profile, compatibility
			900000000000 5D F000 FC FD F8 F8 0000 0F // ..., lengths of 4 bytes
			03             // three arrays
			20 0001 0002 4001
			21 0001 0002 4201
			22 0001 0002 4401
			""";

	/** AAC LC, 48 kHz, stereo. */
	private static final String AAC_HEADER = "AF 00 1190";

	private final AccessUnits units = AccessUnits.annexB().withAdts();

	@Test
	void whenKeyFrameComesParameterSetsComeFirst() {
		assertThat(this.units.of(video(0, AVC_HEADER))).isEmpty();
		List<AccessUnit> units = this.units.of(video(5_000_000_000L, "17 01 000043 00000003 65AABB 00000001 06"));
		assertThat(units).hasSize(1);
		AccessUnit.Video unit = (AccessUnit.Video) units.get(0);
		assertThat(unit.codec()).isEqualTo(VideoCodec.AVC);
		assertThat(unit.trackId()).isZero();
		assertThat(unit.dts()).isEqualTo(5_000_000_000L);
		assertThat(unit.pts()).isEqualTo(5_000_000_067L);
		assertThat(unit.keyFrame()).isTrue();
		assertThat(unit.data()).isEqualTo(bytes("""
				00000001 67AABB
				00000001 68CC
				00000001 65AABB
				00000001 06
				"""));
		assertThat(unit.data().isReadOnly()).isTrue();
	}

	@Test
	void whenDelimiterComesParameterSetsFollowIt() {
		this.units.of(video(0, AVC_HEADER));
		assertThat(data(video(0, "17 01 000000 00000002 09F0 00000002 65AA")))
			.isEqualTo(bytes("00000001 09F0 00000001 67AABB 00000001 68CC 00000001 65AA"));
	}

	@Test
	void whenKeyFrameHasParameterSetsTheyAreNotRepeated() {
		this.units.of(video(0, AVC_HEADER));
		assertThat(data(video(0, "17 01 000000 00000002 67DD 00000002 65AA")))
			.isEqualTo(bytes("00000001 67DD 00000001 65AA"));
	}

	@Test
	void whenFrameIsNoKeyFrameItStandsAlone() {
		this.units.of(video(0, AVC_HEADER));
		List<AccessUnit> units = this.units.of(video(40, "27 01 FFFFD8 00000002 41AA"));
		assertThat(units.get(0).data()).isEqualTo(bytes("00000001 41AA"));
		assertThat(units.get(0).keyFrame()).isFalse();
		assertThat(units.get(0).pts()).isZero();
	}

	@Test
	void hevcHasThreeKindsOfParameterSets() {
		this.units.of(video(0, HEVC_HEADER));
		// key frame, coded frames, composition time offset 0
		assertThat(data(video(0, "91 68766331 000000 00000002 2601")))
			.isEqualTo(bytes("00000001 4001 00000001 4201 00000001 4401 00000001 2601"));
	}

	@Test
	void lengthPrefixedIsAsSent() {
		AccessUnits units = AccessUnits.lengthPrefixed();
		units.of(video(0, AVC_HEADER));
		assertThat(units.of(video(0, "17 01 000000 00000002 65AA")).get(0).data()).isEqualTo(bytes("00000002 65AA"));
	}

	@Test
	void parameterSetsAreReadFromTheRecord() {
		ParameterSets avc = ParameterSets.of(video(0, AVC_HEADER));
		assertThat(avc).isNotNull();
		assertThat(avc.video()).isEmpty();
		assertThat(avc.sequence()).containsExactly(bytes("67AABB"));
		assertThat(avc.picture()).containsExactly(bytes("68CC"));
		assertThat(avc.lengthSize()).isEqualTo(4);
		ParameterSets hevc = ParameterSets.of(video(0, HEVC_HEADER));
		assertThat(hevc).isNotNull();
		assertThat(hevc.all()).containsExactly(bytes("4001"), bytes("4201"), bytes("4401"));
		assertThat(hevc.lengthSize()).isEqualTo(4);
		assertThat(ParameterSets.of(video(0, "27 01 000000 00000002 41AA"))).isNull();
		assertThat(ParameterSets.parse(VideoCodec.AV1, bytes("81050C00"))).isNull();
	}

	@Test
	void whenRecordIsCutOffAnywhereThereAreNoParameterSets() {
		for (String header : List.of(AVC_HEADER, HEVC_HEADER)) {
			VideoPacket packet = video(0, header);
			ByteBuffer record = packet.body();
			for (int length = 0; length < record.limit(); length++) {
				assertThat(ParameterSets.parse(packet.codec(), record.slice(0, length))).isNull();
			}
			assertThat(ParameterSets.parse(packet.codec(), record)).isNotNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "17 01 000000 00000003 65AA", "17 01 000000 000000", "17 01 000000 FFFFFFFF 65AA" })
	void whenLengthsDoNotFitThereIsNoUnit(String frame) {
		this.units.of(video(0, AVC_HEADER));
		assertThat(this.units.of(video(0, frame))).isEmpty();
	}

	@Test
	void whenNothingConfiguresTheTrackThereIsNoUnit() {
		assertThat(this.units.of(video(0, "17 01 000000 00000002 65AA"))).isEmpty();
		assertThat(this.units.of(audio(0, "AF 01 21AA"))).isEmpty();
	}

	@Test
	void aacGetsAnAdtsHeader() {
		assertThat(this.units.of(audio(0, AAC_HEADER))).isEmpty();
		List<AccessUnit> units = this.units.of(audio(21, "AF 01 21AABB"));
		assertThat(units).hasSize(1);
		AccessUnit.Audio unit = (AccessUnit.Audio) units.get(0);
		assertThat(unit.codec()).isEqualTo(AudioCodec.AAC);
		assertThat(unit.pts()).isEqualTo(21).isEqualTo(unit.dts());
		assertThat(unit.keyFrame()).isTrue();
		assertThat(unit.data()).isEqualTo(bytes("""
				FFF1       // sync word, MPEG-4, no checksum
				4C 80      // LC, 48 kHz, two channels
				01 5F FC   // 10 bytes, variable rate, one frame
				21AABB
				"""));
	}

	@ParameterizedTest
	@CsvSource({ "2B8A0800, 5C, spectral band replication told first: the core's type and rate",
			"1390, 5C, LC 22.05 kHz stereo" })
	void adtsTellsTheCore(String record, String expected, String description) {
		this.units.of(audio(0, "AF 00" + record));
		assertThat(data(audio(0, "AF 01 21")).get(2)).as(description).isEqualTo(Hex.bytes(expected)[0]);
	}

	@ParameterizedTest
	@CsvSource({ "F94460, xHE-AAC", "1180, no number for the layout", "11D8, reserved layout",
			"17F80000 90, explicit rate" })
	void whenAdtsCannotExpressItThereIsNoUnit(String record, String description) {
		this.units.of(audio(0, "AF 00" + record));
		assertThat(this.units.of(audio(0, "AF 01 21"))).as(description).isEmpty();
		AccessUnits raw = AccessUnits.annexB();
		raw.of(audio(0, "AF 00" + record));
		assertThat(raw.of(audio(0, "AF 01 21"))).as(description).hasSize(1);
	}

	@Test
	void otherCodecsAreAsSent() {
		assertThat(data(video(0, "91 61763031 0A0B"))).isEqualTo(bytes("0A0B"));
		assertThat(data(audio(0, "91 4F707573 FC0102"))).isEqualTo(bytes("FC0102"));
		assertThat(data(audio(0, "2F FFFB9000"))).isEqualTo(bytes("FFFB9000"));
	}

	@Test
	void eachTrackHasItsOwnConfiguration() {
		// sequence start of track 1 alone, then coded frames of tracks 0 and 1
		this.units.of(audio(0, "95 00 6D703461 01 1190"));
		List<AccessUnit> units = this.units.of(audio(7, "95 11 6D703461 00 000002 2101 01 000002 2102"));
		assertThat(units).hasSize(1);
		assertThat(units.get(0).trackId()).isEqualTo(1);
		assertThat(units.get(0).data().slice(7, 2)).isEqualTo(bytes("2102"));
	}

	@Test
	void whatIsNoFrameGivesNothing() {
		assertThat(this.units.of(DataPacket.of(0, "onCuePoint"))).isEmpty();
		assertThat(this.units.of(audio(0, ""))).isEmpty();
		assertThat(this.units.of(video(0, "17 02 000000"))).isEmpty();
	}

	private ByteBuffer data(MediaPacket packet) {
		List<AccessUnit> units = this.units.of(packet);
		assertThat(units).hasSize(1);
		return units.get(0).data();
	}

	private static VideoPacket video(long timestamp, String payload) {
		return VideoPacket.parse(timestamp, bytes(payload));
	}

	private static AudioPacket audio(long timestamp, String payload) {
		return AudioPacket.parse(timestamp, bytes(payload));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
