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

package dev.rtmpkit.flv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.ComparedPacket;
import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FlvDecoder}.
 */
class FlvDecoderTests {

	private static final String HEADER = """
			46 4C 56 01 05 00 00 00 09  // file header
			00 00 00 00                 // there is no tag before the first
			""";

	private static final String AUDIO_TAG = """
			08 00 00 04 00 00 0A 00 00 00 00
			AF 01 21 10
			00 00 00 0F
			""";

	private static final String VIDEO_TAG = """
			09 00 00 06 00 00 14 01 00 00 00
			17 01 00 00 00 65
			00 00 00 11
			""";

	private static final String DATA_TAG = """
			12 00 00 08 00 00 00 00 00 00 00
			02 00 04 6F 6E 46 49 05     // onFI, null
			00 00 00 13
			""";

	private static final String EMPTY_TAG = """
			08 00 00 00 00 00 0A 00 00 00 00
			00 00 00 0B
			""";

	private static final AudioPacket AUDIO = AudioPacket.parse(10, bytes("AF 01 21 10"));

	private static final VideoPacket VIDEO = VideoPacket.parse(0x1000014, bytes("17 01 00 00 00 65"));

	@Test
	void decodesTags() {
		DataPacket data = DataPacket.parse(0, bytes("02 00 04 6F 6E 46 49 05"));
		assertThat(decode(HEADER + DATA_TAG + AUDIO_TAG + VIDEO_TAG)).usingRecursiveFieldByFieldElementComparator()
			.containsExactly(data, AUDIO, VIDEO);
	}

	@Tag("AV3")
	@Test
	void decodesEmptyTags() {
		AudioPacket silence = AudioPacket.parse(10, bytes(""));
		assertThat(decode(HEADER + EMPTY_TAG + EMPTY_TAG + AUDIO_TAG)).usingRecursiveFieldByFieldElementComparator()
			.containsExactly(silence, silence, AUDIO);
	}

	@Test
	void whenFileHeaderIsLongerRestIsSkipped() {
		assertThat(decode("46 4C 56 01 05 00 00 00 0C AA BB CC 00 00 00 00" + AUDIO_TAG))
			.usingRecursiveFieldByFieldElementComparator()
			.containsExactly(AUDIO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0A", "00", "1F", "28", "29", "32" })
	void whenTagIsUnknownOrEncryptedIsPassedOver(String type) {
		String tag = type + AUDIO_TAG.strip().substring(2);
		assertThat(decode(HEADER + tag + AUDIO_TAG)).usingRecursiveFieldByFieldElementComparator()
			.containsExactly(AUDIO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "05", "FF" })
	void whenDataMakesNoSenseIsPassedOver(String body) {
		assertThat(decode(HEADER + "12 000001 000000 00 000000" + body + "0000000C" + AUDIO_TAG))
			.usingRecursiveFieldByFieldElementComparator()
			.containsExactly(AUDIO);
	}

	@Test
	void whenTimestampWrapsTimelineGoesOn() {
		String first = "08 000002 FFFFF0 FF 000000 2F00 0000000D";
		String second = "08 000002 000010 00 000000 2F00 0000000D";
		assertThat(decode(HEADER + first + second)).extracting(MediaPacket::timestamp)
			.containsExactly(0xFFFFFFF0L, 0x100000010L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "46 4C 57 01 05 00 00 00 09 00 00 00 00", "46 4C 56 02 05 00 00 00 09 00 00 00 00",
			"46 4C 56 01 05 00 00 00 08 00 00 00 00", "00 00 00 18 66 74 79 70 6D 70 34 32 00 00 00 00" })
	void whenFileHeaderIsWrongFails(String header) {
		assertFails(() -> decode(header + AUDIO_TAG));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000", "00000010", "0000000E", "FFFFFFFF", "08000004" })
	@Tag("D18")
	void whenBackPointersAreWrongReadsOn(String pointer) {
		String tag = AUDIO_TAG.replace("00 00 00 0F", pointer);
		assertThat(tag).isNotEqualTo(AUDIO_TAG);
		String header = HEADER.replace("00 00 00 00  ", pointer);
		assertThat(decode(header + tag + tag + AUDIO_TAG)).usingRecursiveFieldByFieldElementComparator()
			.containsExactly(AUDIO, AUDIO, AUDIO);
	}

	@Test
	void whenTagIsLargerThanAllowedFailsBeforeItsBody() {
		FlvDecoder decoder = new FlvDecoder(4);
		assertThat(decoder.decode(bytes(HEADER + AUDIO_TAG))).usingRecursiveComparison().isEqualTo(AUDIO);
		FlvDecoder second = new FlvDecoder(3);
		assertFails(() -> second.decode(bytes(HEADER + AUDIO_TAG.substring(0, 33))));
	}

	@Test
	void whenTagIsLargeItIsReadWhole() {
		byte[] body = new byte[60_000];
		new Random(1).nextBytes(body);
		VideoPacket packet = VideoPacket.parse(5, ByteBuffer.wrap(body));
		ByteBuffer tag = ByteBuffer.allocate(body.length + FlvEncoder.TAG_OVERHEAD);
		FlvEncoder.encode(packet, tag);
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes(Hex.bytes(HEADER));
		file.writeBytes(tag.array());
		assertThat(decode(file.toByteArray())).usingRecursiveFieldByFieldElementComparator().containsExactly(packet);
	}

	@Test
	void memoryGrowsWithBytesReceived() {
		TagBody body = new TagBody(0xFFFFFF);
		for (int received = 0; received < 1_000_000; received += 1000) {
			assertThat(body.isFilledFrom(ByteBuffer.allocate(1000))).isFalse();
			assertThat(body.capacity()).isLessThanOrEqualTo(Math.max(4096, 2 * (received + 1000)));
		}
	}

	@Test
	void knowsWhereFileMayEnd() {
		byte[] file = Hex.bytes(HEADER + AUDIO_TAG + EMPTY_TAG);
		List<Integer> ends = new ArrayList<>();
		FlvDecoder decoder = new FlvDecoder();
		for (int i = 0; i < file.length; i++) {
			decoder.decode(ByteBuffer.wrap(file, i, 1));
			if (decoder.isBetweenTags()) {
				ends.add(i + 1);
			}
		}
		assertThat(ends).containsExactly(13, 13 + 19, file.length);
	}

	@Test
	void anyBytesGivePacketsOrProtocolException() {
		long seed = 20260505;
		Random random = new Random(seed);
		byte[] valid = Hex.bytes(HEADER + DATA_TAG + AUDIO_TAG + VIDEO_TAG + EMPTY_TAG);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = Arrays.copyOf(valid, 9 + random.nextInt(valid.length));
			for (int j = random.nextInt(6); j > 0; j--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			try {
				decodeAll(new FlvDecoder(), ByteBuffer.wrap(bytes), (packet) -> {
				});
			}
			catch (RtmpProtocolException ex) {
				assertThat(ex.error()).as("seed %d: %s", seed, Hex.dump(bytes)).isEqualTo(ProtocolError.FLV);
			}
			catch (RuntimeException ex) {
				throw new AssertionError("Seed %d: %s".formatted(seed, Hex.dump(bytes)), ex);
			}
		}
	}

	private static List<MediaPacket> decode(String hex) {
		return decode(Hex.bytes(hex));
	}

	private static List<MediaPacket> decode(byte[] bytes) {
		List<ComparedPacket> decoded = Fragmentation.decode(bytes, (packets) -> {
			FlvDecoder decoder = new FlvDecoder();
			return (input) -> {
				decodeAll(decoder, input, (packet) -> packets.accept(new ComparedPacket(packet)));
				assertThat(input.hasRemaining()).isFalse();
			};
		});
		return decoded.stream().map(ComparedPacket::packet).toList();
	}

	private static void decodeAll(FlvDecoder decoder, ByteBuffer input, Consumer<MediaPacket> packets) {
		MediaPacket packet = decoder.decode(input);
		while (packet != null) {
			packets.accept(packet);
			packet = decoder.decode(input);
		}
	}

	private static void assertFails(Runnable action) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(action::run)
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.FLV);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
