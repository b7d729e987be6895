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
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for all readers of {@link VideoConfigurations} and {@link AudioConfigurations}
 * with bytes that are nothing, or something for another reader.
 */
@Tag("F1")
class AnyBytesTests {

	private static final long SEED = 20261123;

	private static final int INPUTS = 10_000;

	private static final int LONGEST_INPUT = 300;

	private static final int MEBIBYTE = 1 << 20;

	private static final Map<String, Function<ByteBuffer, @Nullable Object>> READERS = Map.ofEntries(
			Map.entry("avc", VideoConfigurations::avc), Map.entry("hevc", VideoConfigurations::hevc),
			Map.entry("vvc", VideoConfigurations::vvc), Map.entry("av1", VideoConfigurations::av1),
			Map.entry("vp9", VideoConfigurations::vp9), Map.entry("vp9Frame", VideoConfigurations::vp9Frame),
			Map.entry("vp8Frame", VideoConfigurations::vp8Frame), Map.entry("aac", AudioConfigurations::aac),
			Map.entry("opus", AudioConfigurations::opus), Map.entry("flac", AudioConfigurations::flac),
			Map.entry("ac3Frame", AudioConfigurations::ac3Frame), Map.entry("mp3Frame", AudioConfigurations::mp3Frame),
			Map.entry("avcSignal", (bytes) -> VideoSignal.of(VideoCodec.AVC, bytes)),
			Map.entry("hevcSignal", (bytes) -> VideoSignal.of(VideoCodec.HEVC, bytes)),
			Map.entry("av1Signal", (bytes) -> VideoSignal.of(VideoCodec.AV1, bytes)),
			Map.entry("vp9Signal", (bytes) -> VideoSignal.of(VideoCodec.VP9, bytes)),
			Map.entry("aacLength", AudioFrames::aac), Map.entry("opusLength", AudioFrames::opus),
			Map.entry("flacLength", AudioFrames::flac), Map.entry("ac3Length", AudioFrames::ac3),
			Map.entry("mp3Length", AudioFrames::mp3));

	private static final List<byte[]> GOOD = Stream
		.concat(VideoConfigurationsTests.records(), AudioConfigurationsTests.records())
		.map((arguments) -> Hex.bytes((String) arguments.get()[2]))
		.toList();

	static Stream<String> readers() {
		return READERS.keySet().stream().sorted();
	}

	@ParameterizedTest
	@MethodSource("readers")
	@Timeout(60)
	void whenBytesAreRandomValuesStayInTheirRanges(String reader) {
		Random random = new Random(SEED);
		for (int i = 0; i < INPUTS; i++) {
			byte[] bytes = new byte[random.nextInt(LONGEST_INPUT)];
			random.nextBytes(bytes);
			check(reader, bytes);
		}
	}

	@ParameterizedTest
	@MethodSource("readers")
	@Timeout(60)
	void whenRecordsAreChangedValuesStayInTheirRanges(String reader) {
		Random random = new Random(SEED);
		for (int i = 0; i < INPUTS; i++) {
			byte[] good = GOOD.get(random.nextInt(GOOD.size()));
			byte[] bytes = Arrays.copyOf(good, Math.max(1, good.length + random.nextInt(9) - 4));
			for (int changes = random.nextInt(4); changes >= 0; changes--) {
				bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
			}
			check(reader, bytes);
		}
	}

	@ParameterizedTest
	@MethodSource("readers")
	@Timeout(60)
	void whenRecordsAreLongTimeIsBounded(String reader) {
		for (byte[] good : GOOD) {
			for (int filling : new int[] { 0x00, 0x02, 0x80, 0xFF }) {
				for (int kept = 0; kept < Math.min(good.length, 32); kept++) {
					byte[] bytes = new byte[8 * 1024];
					Arrays.fill(bytes, (byte) filling);
					System.arraycopy(good, 0, bytes, 0, kept);
					check(reader, bytes);
				}
			}
		}
		for (String head : List.of("81080C00", "01016000000090000000000078F000FCFDF8F800000FFF20FFFF")) {
			byte[] bytes = Arrays.copyOf(Hex.bytes(head), MEBIBYTE);
			check(reader, bytes);
		}
	}

	@ParameterizedTest
	@MethodSource("readers")
	void whenBufferIsOfAnotherKindResultIsTheSame(String reader) {
		for (byte[] good : GOOD) {
			Object expected = READERS.get(reader).apply(ByteBuffer.wrap(good));
			ByteBuffer direct = ByteBuffer.allocateDirect(good.length + 2).put((byte) 1).put(good).put((byte) 1);
			direct.position(1).limit(good.length + 1);
			ByteBuffer readOnly = direct.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
			assertThat(READERS.get(reader).apply(readOnly)).isEqualTo(expected);
			assertThat(readOnly.position()).isOne();
			assertThat(readOnly.limit()).isEqualTo(good.length + 1);
		}
	}

	private static void check(String reader, byte[] bytes) {
		try {
			Object result = READERS.get(reader).apply(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
			if (result instanceof VideoConfiguration video) {
				assertThat(video.width()).isBetween(0, 1 << 16);
				assertThat(video.height()).isBetween(0, 1 << 16);
				assertThat(video.frameRate()).isBetween(0.0, 300.0);
				assertThat(video.bitDepth()).isBetween(0, 16);
			}
			else if (result instanceof AudioConfiguration audio) {
				assertThat(audio.sampleRate()).isPositive();
				assertThat(audio.channels()).isBetween(0, 255);
			}
			else if (result instanceof VideoSignal signal) {
				assertThat(signal.pixelWidth()).isBetween(0, 0xFFFF);
				assertThat(signal.pixelHeight()).isBetween(0, 0xFFFF);
			}
			else if (result instanceof Integer samples) {
				assertThat(samples).isNotNegative();
			}
			else {
				assertThat(result).isNull();
			}
		}
		catch (Throwable ex) {
			fail("seed %d, %s: %s", SEED, reader, Hex.dump(Arrays.copyOf(bytes, Math.min(bytes.length, 512))), ex);
		}
	}

}
