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

import java.nio.ByteBuffer;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlvEncoder}.
 */
class FlvEncoderTests {

	@ParameterizedTest
	@CsvSource({ "true, true, 05", "true, false, 04", "false, true, 01", "false, false, 00" })
	void encodesFileHeader(boolean audio, boolean video, String flags) {
		assertThat(FlvEncoder.fileHeader(audio, video)).isEqualTo(bytes("""
				46 4C 56        // FLV
				01              // version
				%s              // flags
				00 00 00 09     // length of this header
				00 00 00 00     // there is no tag before the first
				""".formatted(flags)));
	}

	@Test
	void encodesAudio() {
		assertThat(tag(AudioPacket.parse(0x123456, bytes("AF 01 21 10")))).isEqualTo(bytes("""
				08              // audio
				00 00 04        // size of the body
				12 34 56 00     // timestamp: lower 24 bits, upper 8 bits
				00 00 00        // stream id
				AF 01 21 10     // body
				00 00 00 0F     // size of the tag
				"""));
	}

	@Test
	void encodesVideo() {
		assertThat(tag(VideoPacket.parse(0x7A123456, bytes("22 00")))).isEqualTo(bytes("""
				09 00 00 02
				12 34 56 7A     // timestamp: lower 24 bits, upper 8 bits
				00 00 00
				22 00
				00 00 00 0D
				"""));
	}

	@Test
	void encodesData() {
		assertThat(tag(DataPacket.of(0, "onFI"))).isEqualTo(bytes("""
				12 00 00 07 00 00 00 00 00 00 00
				02 00 04 6F 6E 46 49
				00 00 00 12
				"""));
	}

	@Test
	void encodesEmptyPackets() {
		assertThat(tag(AudioPacket.parse(1, bytes("")))).isEqualTo(bytes("""
				08 00 00 00 00 00 01 00 00 00 00
				00 00 00 0B
				"""));
	}

	@ParameterizedTest
	@CsvSource({ "FFFFFFFF, FFFFFFFF", "100000000, 00000000", "1FFABCDEF, ABCDEFFF", "80000020, 00002080" })
	void keepsTimestampModulo32Bits(String timestamp, String encoded) {
		ByteBuffer tag = tag(AudioPacket.parse(Long.parseLong(timestamp, 16), bytes("")));
		assertThat(tag.slice(4, 4)).isEqualTo(bytes(encoded));
	}

	@Test
	void payloadIsNotCopied() {
		byte[] payload = Hex.bytes("22 00 00");
		ByteBuffer[] parts = FlvEncoder.encode(VideoPacket.parse(0, ByteBuffer.wrap(payload)));
		payload[1] = 0x55;
		assertThat(parts[1]).isEqualTo(bytes("22 55 00"));
	}

	@Test
	void whenPayloadDoesNotFitFails() {
		MediaPacket largest = VideoPacket.parse(0, ByteBuffer.allocate(0xFFFFFF));
		assertThat(FlvEncoder.encode(largest)[0].slice(0, 4)).isEqualTo(bytes("09 FF FF FF"));
		assertThat(FlvEncoder.encode(largest)[2]).isEqualTo(bytes("01 00 00 0A"));
		MediaPacket larger = VideoPacket.parse(0, ByteBuffer.allocate(0x1000000));
		assertThatIllegalArgumentException().isThrownBy(() -> FlvEncoder.encode(larger));
	}

	/**
	 * Encode in both ways.
	 */
	private static ByteBuffer tag(MediaPacket packet) {
		ByteBuffer copied = ByteBuffer.allocate(packet.size() + FlvEncoder.TAG_OVERHEAD);
		FlvEncoder.encode(packet, copied);
		assertThat(copied.hasRemaining()).isFalse();
		ByteBuffer gathered = ByteBuffer.allocate(copied.capacity());
		for (ByteBuffer part : FlvEncoder.encode(packet)) {
			gathered.put(part);
		}
		assertThat(gathered.flip()).isEqualTo(copied.flip());
		return gathered;
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
