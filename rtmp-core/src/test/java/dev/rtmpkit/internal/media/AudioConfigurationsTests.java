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
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link AudioConfigurations}. The records and frames are what FFmpeg 8.1.2
 * made, but for the extensions of AAC, which follow ISO/IEC 14496-3.
 */
@Tag("DM3")
class AudioConfigurationsTests {

	static Stream<Arguments> records() {
		String flac = "12001200000000004A580BB802F00000000000000000000000000000000000000000";
		return Stream.of(aac("119056E500", 48_000, 2, "LC"), aac("11B056E500", 48_000, 6, "LC"),
				aac("120856E500", 44_100, 1, "LC"), aac("1210", 44_100, 2, "LC"),
				// configuration 7 has 8 channels
				aac("11B8", 48_000, 8, "LC"),
				// channels in a program config element: 2.1, quadraphonic, 6.1, hexagonal
				aac("118004C4010020000D4C61766336322E32382E31303256E500", 48_000, 3, "LC"),
				aac("118004C4040021100D4C61766336322E32382E31303256E500", 48_000, 4, "LC"),
				aac("118004C848002000C4400D4C61766336322E32382E31303256E500", 48_000, 7, "LC"),
				aac("118004C808002008840D4C61766336322E32382E31303256E500", 48_000, 6, "LC"),
				// the element is cut off
				aac("1180", 48_000, 0, "LC"), aac("118004C401", 48_000, 0, "LC"),
				// spectral band replication after the element
				aac("130005840000200056E598", 48_000, 2, "HE-AAC"),
				// the rate of the extension is cut off, or reserved
				aac("131056E5F8", 24_000, 2, "LC"), aac("131056E5E8", 24_000, 2, "LC"),
				// 24,000 Hz coded, spectral band replication to 48,000 Hz: hierarchical,
				// backward compatible
				aac("2B118800", 48_000, 2, "HE-AAC"), aac("131056E598", 48_000, 2, "HE-AAC"),
				// the same with parametric stereo
				aac("EB098800", 48_000, 2, "HE-AACv2"), aac("130856E59D4880", 48_000, 2, "HE-AACv2"),
				// explicit rate of 50,000 Hz
				aac("178061A810", 50_000, 2, "LC"),
				record("Opus", AudioConfigurations::opus, "4F707573486561640102380180BB0000000000", 48_000, 2, null),
				record("Opus", AudioConfigurations::opus, "4F707573486561640106380180BB00000000010402000401020305",
						48_000, 6, null),
				record("FLAC", AudioConfigurations::flac, "664C614380000022" + flac, 48_000, 2, null),
				record("FLAC", AudioConfigurations::flac, "80000022" + flac, 48_000, 2, null),
				record("FLAC", AudioConfigurations::flac, flac, 48_000, 2, null),
				record("FLAC", AudioConfigurations::flac,
						"2000200000000001802417700AF00000000000000000000000000000000000000000", 96_000, 6, null),
				record("AC-3", AudioConfigurations::ac3Frame, "0B77B50B1E40EBF8403EFF99", 48_000, 6, null),
				record("AC-3", AudioConfigurations::ac3Frame, "0B77FE95144043E106F46370", 48_000, 2, null),
				record("AC-3", AudioConfigurations::ac3Frame, "0B772FED8C402F842BF1CEFA", 32_000, 1, null),
				// identifications 9 and 10: half and a quarter of the rate
				record("AC-3", AudioConfigurations::ac3Frame, "0B77B50B1E48EBF8403EFF99", 24_000, 6, null),
				record("AC-3", AudioConfigurations::ac3Frame, "0B77B50B1E50EBF8403EFF99", 12_000, 6, null),
				record("E-AC-3", AudioConfigurations::ac3Frame, "0B7701A07487C00020840100", 44_100, 2, null),
				record("E-AC-3", AudioConfigurations::ac3Frame, "0B7700BF3287C00021064060", 48_000, 1, null),
				// half of 48,000 Hz
				record("E-AC-3", AudioConfigurations::ac3Frame, "0B7700BFC487", 24_000, 2, null),
				record("MP3", AudioConfigurations::mp3Frame, "FFFB9464", 48_000, 2, null),
				record("MP3", AudioConfigurations::mp3Frame, "FFF340C4", 22_050, 1, null),
				record("MP3", AudioConfigurations::mp3Frame, "FFE340C4", 11_025, 1, null));
	}

	private static Arguments aac(String hex, int sampleRate, int channels, String profile) {
		return record("AAC", AudioConfigurations::aac, hex, sampleRate, channels, profile);
	}

	private static Arguments record(String name, Function<ByteBuffer, @Nullable AudioConfiguration> parser, String hex,
			int sampleRate, int channels, @Nullable String profile) {
		return Arguments.of(name, parser, hex, new AudioConfiguration(sampleRate, channels, profile));
	}

	@ParameterizedTest(name = "{0} {2}")
	@MethodSource("records")
	void reads(String name, Function<ByteBuffer, @Nullable AudioConfiguration> parser, String hex,
			AudioConfiguration expected) {
		ByteBuffer buffer = ByteBuffer.wrap(Hex.bytes("FF" + hex)).position(1);
		assertThat(parser.apply(buffer)).isEqualTo(expected);
		assertThat(buffer.position()).isOne();
	}

	@Tag("F1")
	@ParameterizedTest(name = "{0} {2}")
	@MethodSource("records")
	void anyBytesAreSafe(String name, Function<ByteBuffer, @Nullable AudioConfiguration> parser, String hex,
			AudioConfiguration expected) {
		long seed = 20261123;
		Random random = new Random(seed);
		byte[] whole = Hex.bytes(hex);
		for (int length = 0; length < whole.length; length++) {
			ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
			assertThatCode(() -> parser.apply(cut)).as("length %d", cut.limit()).doesNotThrowAnyException();
		}
		assertThat(parser.apply(ByteBuffer.allocate(0))).isNull();
		for (int i = 0; i < 2000; i++) {
			byte[] bytes = Hex.bytes(hex);
			for (int changes = random.nextInt(4); changes >= 0; changes--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			assertThatCode(() -> parser.apply(ByteBuffer.wrap(bytes))).as("seed %d: %s", seed, Hex.dump(bytes))
				.doesNotThrowAnyException();
		}
	}

	@ParameterizedTest
	@CsvSource({ "4F70757348656165 01 02 3801 80BB0000 0000 00", "4F70757348656164 10 02 3801 80BB0000 0000 00",
			"4F70757348656164 01 00 3801 80BB0000 0000 00", "4F70757348656164 01 02" })
	void whenOpusIsSenselessThereIsNone(String hex) {
		assertThat(AudioConfigurations.opus(ByteBuffer.wrap(Hex.bytes(hex)))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "81000022", "664C614384000022", "80000023", "664C614380000021" })
	void whenFlacBlockIsNoStreamInfoThereIsNone(String header) {
		String streamInfo = "12001200000000004A580BB802F0" + "00".repeat(20);
		assertThat(AudioConfigurations.flac(ByteBuffer.wrap(Hex.bytes(header + streamInfo)))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0B78B50B1E40EB", "0B77B50BDE40EB", "0B7700BFF487", "0B77B50B2640EB", "0B77B50B1E88EB" })
	void whenAc3IsSenselessThereIsNone(String hex) {
		assertThat(AudioConfigurations.ac3Frame(ByteBuffer.wrap(Hex.bytes(hex)))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "FFEB9464", "FFF99464", "FFFB9C64", "FFFBF464", "FFFB", "FEFB9464" })
	void whenMp3IsSenselessThereIsNone(String hex) {
		assertThat(AudioConfigurations.mp3Frame(ByteBuffer.wrap(Hex.bytes(hex)))).isNull();
	}

}
