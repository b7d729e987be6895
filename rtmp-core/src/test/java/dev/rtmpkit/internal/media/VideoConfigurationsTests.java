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

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link VideoConfigurations}. The records and frames are what FFmpeg 8.1.2
 * made with x264, x265, SVT-AV1, libaom and libvpx.
 */
@Tag("DM3")
class VideoConfigurationsTests {

	private static final double NTSC = 30_000 / 1001.0;

	static Stream<Arguments> records() {
		return Stream.of(
				// cropped by 2 x 10, 24000/1001 frames
				avc("0142C029FFE100186742C029DA01E0089EA6C04400000FA40002EE003C60CA8001000468CE0FC8",
						new VideoConfiguration(1918, 1078, "Constrained Baseline", "4.1", 24_000 / 1001.0, 8)),
				avc("0164000CFFE1001A6764000CACD941419F9F011000000300100000030320F142996001000668EBE3CB22C0FDF8F800",
						new VideoConfiguration(320, 180, "High", "1.2", 25, 8)),
				avc("016E001FFFE10019676E001FA6CB405017FCB808800000030080000032078C195001000468CE0FC8FDFAFA00",
						new VideoConfiguration(640, 360, "High 10", "3.1", 50, 10)),
				avc("017A000DFFE1001A677A000DB6CB40A8CF11178088000003000800000301E078A15501000468CE0FC8FEFAFA00",
						new VideoConfiguration(322, 182, "High 4:2:2", "1.3", 30, 10)),
				avc("01F4000DFFE1001A67F4000D919681519E3E2F0110000003001000000303C0F142AA01000568CE0F1920FFF8F800",
						new VideoConfiguration(322, 182, "High 4:4:4 Predictive", "1.3", 30, 8)),
				// units of a millisecond and of 1/90000 seconds instead of a rate
				avc("0164000DFFE100196764000DACD941419F9F0110000003001000007D00F142996001000668EBE3CB22C0FDF8F800",
						new VideoConfiguration(320, 180, "High", "1.3", 0, 8)),
				avc("0164000DFFE100196764000DACD941419F9F01100000030010002BF200F142996001000668EBE3CB22C0FDF8F800",
						new VideoConfiguration(320, 180, "High", "1.3", 0, 8)),
				// with a hypothetical reference decoder
				avc("0164000DFFE100246764000DACD941419F9F0110000003001000000303C602001E840007A13930C01E28532C01000568"
						+ "EBECB22CFDF8F800", new VideoConfiguration(320, 180, "High", "1.3", 30, 8)),
				// in shades of grey: cropping is in single pixels
				avc("016E000DFFE1001B676E000DDB36505067E37016C8000003000800000301E078A14CB001000668EBE3CB22C0FCFAFA00",
						new VideoConfiguration(320, 180, "High 10", "1.3", 30, 10)),
				avc("016E100DFFE10016676E100DA6CB82833F3E02200000030020000007808001000568EE0F2C8BFDFAFA00",
						new VideoConfiguration(320, 180, "High 10 Intra", "1.3", 30, 10)),
				// interlaced, with scaling lists
				avc("0164001EFFE100186764001EACD940B424D8088000000300800000190F8A14CB01000768FAA3CB3002C0FDF8F800",
						new VideoConfiguration(720, 576, "High", "3.0", 25, 8)),
				hevc("01016000000090000000000078F000FCFDF8F800000F03200001001840010C01FFFF01600000030090000003"
						+ "0000030078959409210001002A420101016000000300900000030000030078A003C08011075365959529"
						+ "30BC05A02000007D20000EA60122000100064401C073C189",
						new VideoConfiguration(1918, 1078, "Main", "4.0", NTSC, 8)),
				// with scaling lists
				hevc("0102200000009000000000005AF000FCFDFAFA00000F03200001001840010C01FFFF02200000030090000003"
						+ "000003005A959809210001002B42010102200000030090000003000003005AA005020169365959A49395"
						+ "E02D010000030001000003003C0822000100074401C172B46240",
						new VideoConfiguration(640, 360, "Main 10", "3.0", 60, 10)),
				hevc("0104080000009E08000000003CF000FCFFF8F800000F03200001001740010C01FFFF0408000003009E080000"
						+ "0300003C959809210001002B4201010408000003009E0800000300003C90014901739EF2CACD24995E02"
						+ "D010000003001000000303C08022000100084401C172860C4624",
						new VideoConfiguration(322, 182, "Range Extensions", "2.0", 60, 8)),
				av1("81080C000A0C02000042955DF61A805F0008", new VideoConfiguration(1918, 1078, "Main", "4.0", 0, 8)),
				av1("81004C000A0B0200000521E7F66017C202", new VideoConfiguration(320, 180, "Main", "2.0", 0, 10)),
				av1("812000000A0A200000043D06CCDAF902", new VideoConfiguration(322, 180, "High", "2.0", 0, 8)),
				av1("814068000A0B400000043CFECCDAF96220",
						new VideoConfiguration(320, 180, "Professional", "2.0", 0, 12)),
				// the last record without its units, and one of the high tier without
				// limits
				av1("81406800", new VideoConfiguration(0, 0, "Professional", "2.0", 0, 12)),
				av1("810DC000", new VideoConfiguration(0, 0, "Main", "5.1 High", 0, 10)),
				av1("811F0000", new VideoConfiguration(0, 0, "Main", null, 0, 8)),
				// made up: 30000/1001 frames, equally spaced, with a decoder model
				av1("81080C000A1F0400000FA40001D4C3A400000FA52984001080A032600242ABBFC37009E001",
						new VideoConfiguration(1920, 1080, "Main", "4.0", NTSC, 8)),
				record("VP9", VideoConfigurations::vp9, "010000000028820202020000",
						new VideoConfiguration(0, 0, "Profile 0", "4.0", 0, 8)),
				// without the head of the box
				record("VP9", VideoConfigurations::vp9, "0228A30902020000",
						new VideoConfiguration(0, 0, "Profile 2", "4.0", 0, 10)),
				record("VP9", VideoConfigurations::vp9, "010B860202020000",
						new VideoConfiguration(0, 0, "Profile 1", "1.1", 0, 8)),
				record("VP9 frame", VideoConfigurations::vp9Frame, "824983420077D043560638241C184A18",
						new VideoConfiguration(1918, 1078, "Profile 0", null, 0, 8)),
				// profile 2, 10 bits
				record("VP9 frame", VideoConfigurations::vp9Frame, "924983420009F0089F",
						new VideoConfiguration(319, 276, "Profile 2", null, 0, 10)),
				record("VP8 frame", VideoConfigurations::vp8Frame, "10 02 00 9D 01 2A B0 00 90 40",
						new VideoConfiguration(176, 144, "Profile 0", null, 0, 8)));
	}

	private static Arguments avc(String hex, VideoConfiguration expected) {
		return record("H.264", VideoConfigurations::avc, hex, expected);
	}

	private static Arguments hevc(String hex, VideoConfiguration expected) {
		return record("HEVC", VideoConfigurations::hevc, hex, expected);
	}

	private static Arguments av1(String hex, VideoConfiguration expected) {
		return record("AV1", VideoConfigurations::av1, hex, expected);
	}

	private static Arguments record(String name, Function<ByteBuffer, @Nullable VideoConfiguration> parser, String hex,
			VideoConfiguration expected) {
		return Arguments.of(name, parser, hex, expected);
	}

	@ParameterizedTest(name = "{0} {3}")
	@MethodSource("records")
	void reads(String name, Function<ByteBuffer, @Nullable VideoConfiguration> parser, String hex,
			VideoConfiguration expected) {
		ByteBuffer buffer = ByteBuffer.wrap(Hex.bytes("FF" + hex)).position(1);
		VideoConfiguration actual = parser.apply(buffer);
		assertThat(buffer.position()).isOne();
		assertThat(actual).isNotNull();
		assertThat(actual.frameRate()).isCloseTo(expected.frameRate(), within(0.0001));
		assertThat(new VideoConfiguration(actual.width(), actual.height(), actual.profile(), actual.level(),
				expected.frameRate(), actual.bitDepth()))
			.isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0} {3}")
	@MethodSource("records")
	void whenCutOffAnywhereIsSmallerOrNothing(String name, Function<ByteBuffer, @Nullable VideoConfiguration> parser,
			String hex, VideoConfiguration expected) {
		byte[] whole = Hex.bytes(hex);
		for (int length = 0; length < whole.length; length++) {
			VideoConfiguration actual = parser.apply(ByteBuffer.wrap(whole, 0, length));
			if (actual != null) {
				assertThat(actual.width()).as("length %d", length).isIn(0, expected.width());
			}
		}
		assertThat(parser.apply(ByteBuffer.allocate(0))).isNull();
	}

	@Tag("F1")
	@ParameterizedTest(name = "{0} {3}")
	@MethodSource("records")
	void anyBytesAreSafe(String name, Function<ByteBuffer, @Nullable VideoConfiguration> parser, String hex,
			VideoConfiguration expected) {
		long seed = 20261123;
		Random random = new Random(seed);
		for (int i = 0; i < 3000; i++) {
			byte[] bytes = Hex.bytes(hex);
			for (int changes = random.nextInt(6); changes >= 0; changes--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			assertThatCode(() -> parser.apply(ByteBuffer.wrap(bytes))).as("seed %d: %s", seed, Hex.dump(bytes))
				.doesNotThrowAnyException();
			random.nextBytes(bytes);
			assertThatCode(() -> parser.apply(ByteBuffer.wrap(bytes))).as("seed %d: %s", seed, Hex.dump(bytes))
				.doesNotThrowAnyException();
		}
	}

	@Test
	void readsVvc() {
		// with profile and level | operating point 0, 1 layer, 4:2:0, 10 bits | 1 byte of
		// constraints | Main 10, level 5.1 | no sub-profiles | 3840 x 2160, 60 frames
		VideoConfiguration configuration = VideoConfigurations
			.vvc(ByteBuffer.wrap(Hex.bytes("FF 00 11 5F 01 02 53 00 00 0F00 0870 3C00 00")));
		assertThat(configuration).isEqualTo(new VideoConfiguration(3840, 2160, "Main 10", "5.1", 60, 10));
		assertThat(VideoConfigurations.vvc(ByteBuffer.wrap(Hex.bytes("FE 00")))).isNull();
		assertThat(VideoConfigurations.vvc(ByteBuffer.wrap(Hex.bytes("FF 00 11 5F 01 02 53 00 00 0F00")))).isNull();
	}

	@Test
	void whenFrameIsNoKeyFrameThereIsNone() {
		assertThat(VideoConfigurations.vp9Frame(ByteBuffer.wrap(Hex.bytes("864983420077D04356")))).isNull();
		assertThat(VideoConfigurations.vp8Frame(ByteBuffer.wrap(Hex.bytes("11 02 00 9D 01 2A B0 00 90 40")))).isNull();
		assertThat(VideoConfigurations.vp8Frame(ByteBuffer.wrap(Hex.bytes("10 02 00 9D 01 2B B0 00 90 40")))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "010000000428820202020000", "010000000028620202020000", "01000000002882020202", "00000000",
			"0428820202020000", "00288202020200" })
	void whenVp9RecordIsSenselessThereIsNone(String hex) {
		assertThat(VideoConfigurations.vp9(ByteBuffer.wrap(Hex.bytes(hex)))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "80080C000A0C02000042955DF61A805F0008", "82080C00" })
	void whenAv1RecordIsOfAnotherVersionThereIsNone(String hex) {
		assertThat(VideoConfigurations.av1(ByteBuffer.wrap(Hex.bytes(hex)))).isNull();
	}

	@Test
	void whenChromaFormatIsUnknownThereIsNone() {
		// the same but for the chroma format, 1 and 4
		assertThat(VideoConfigurations.avc(ByteBuffer.wrap(Hex.bytes("0164001FFFE1000A6764001FACB402802DC8"))))
			.isEqualTo(new VideoConfiguration(1280, 720, "High", "3.1", 0, 8));
		assertThat(VideoConfigurations.avc(ByteBuffer.wrap(Hex.bytes("0164001FFFE1000A6764001F972D00A00B72"))))
			.isNull();
		String hevc = "0101600000009000000000005DF000FCFDF8F800000F01A10001";
		assertThat(VideoConfigurations
			.hevc(ByteBuffer.wrap(Hex.bytes(hevc + "001D4201010100000300000300000300000300005DA00280802D165FFC2080"))))
			.isEqualTo(new VideoConfiguration(1280, 720, "Main", "3.1", 0, 8));
		assertThat(VideoConfigurations
			.hevc(ByteBuffer.wrap(Hex.bytes(hevc + "001D4201010100000300000300000300000300005D9400A0200B4597FF0820"))))
			.isNull();
	}

	@Test
	void whenSizesAreEndlessThereIsNone() {
		// Exp-Golomb numbers of zeros only
		assertThat(VideoConfigurations.avc(ByteBuffer.wrap(Hex.bytes("0142C029FFE1000A6742C029" + "00".repeat(8)))))
			.isNull();
	}

	@Test
	@Tag("F3")
	void whenAPictureIsClaimedToBeHugeNothingOfItsSizeIsReserved() {
		String largest = "0".repeat(12) + "1" + "0".repeat(12);
		String bits = "1" + "1" + "011" + "1" + "0" + largest + largest + "1" + "0" + "0" + "0" + "1" + "0".repeat(7);
		StringBuilder sps = new StringBuilder("67 42 00 1E ");
		for (int i = 0; i + 8 <= bits.length(); i += 8) {
			sps.append(String.format("%02X ", Integer.parseInt(bits.substring(i, i + 8), 2)));
		}
		byte[] set = Hex.bytes(sps.toString());
		byte[] record = Hex.bytes("01 42 00 1E FF E1 " + String.format("%04X ", set.length) + sps + " 01 0001 68");
		VideoConfigurations.avc(ByteBuffer.wrap(record));
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		VideoConfiguration configuration = VideoConfigurations.avc(ByteBuffer.wrap(record));
		assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before).isLessThan(16 << 10);
		assertThat(configuration).isNotNull();
		assertThat(configuration.width()).isEqualTo(65536);
	}

}
