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
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AudioPacket} and {@link AudioTagHeader}.
 */
class AudioPacketTests {

	@Tag("AV1")
	@ParameterizedTest
	@CsvSource({ "0, PCM", "1, ADPCM", "2, MP3", "3, PCM_LITTLE_ENDIAN", "4, NELLYMOSER_16K", "5, NELLYMOSER_8K",
			"6, NELLYMOSER", "7, G711_A_LAW", "8, G711_MU_LAW", "11, SPEEX", "12, UNKNOWN", "13, UNKNOWN", "14, MP3_8K",
			"15, DEVICE_SPECIFIC" })
	void readsSoundFormats(int soundFormat, AudioCodec codec) {
		AudioPacket packet = AudioPacket.parse(7, bytes((byte) (soundFormat << 4 | 0x0F), 1, 2));
		assertThat(packet.header())
			.isEqualTo(new AudioTagHeader(codec, AudioPacketType.CODED_FRAMES, EnhancedFields.NONE, 1));
		assertThat(packet.body()).isEqualTo(bytes(1, 2));
		assertThat(packet.payload()).isEqualTo(bytes((byte) (soundFormat << 4 | 0x0F), 1, 2));
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Tag("AV2")
	@Test
	void readsAacConfigurationAndFrames() {
		AudioPacket configuration = packet("AF 00 11 90");
		assertThat(configuration.codec()).isEqualTo(AudioCodec.AAC);
		assertThat(configuration.isSequenceHeader()).isTrue();
		assertThat(configuration.body()).isEqualTo(bytes(0x11, 0x90));
		AudioPacket frame = packet("AF 01 21 10");
		assertThat(frame.header())
			.isEqualTo(new AudioTagHeader(AudioCodec.AAC, AudioPacketType.CODED_FRAMES, EnhancedFields.NONE, 2));
		assertThat(frame.isSequenceHeader()).isFalse();
		assertThat(frame.body()).isEqualTo(bytes(0x21, 0x10));
	}

	@Tag("AV2")
	@ParameterizedTest
	@ValueSource(strings = { "A0 00 11 90", "AE 00 11 90" })
	void whenAacRateBitsAreWrongTheyAreIgnored(String payload) {
		assertThat(packet(payload).isSequenceHeader()).isTrue();
	}

	@Tag("AV2")
	@Test
	void whenAacConfigurationIsEmptyIsNoSequenceHeader() {
		AudioPacket packet = packet("AF 00");
		assertThat(packet.header().packetType()).isEqualTo(AudioPacketType.SEQUENCE_START);
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.body().hasRemaining()).isFalse();
	}

	@Tag("AV3")
	@Tag("F1")
	@Test
	void whenPacketIsEmptyMeansSilence() {
		AudioPacket packet = packet("");
		assertThat(packet.header())
			.isEqualTo(new AudioTagHeader(AudioCodec.UNKNOWN, AudioPacketType.SILENCE, EnhancedFields.NONE, 0));
		assertThat(packet.size()).isZero();
		assertThat(packet.body().hasRemaining()).isFalse();
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Tag("AV8")
	@Tag("F1")
	@ParameterizedTest
	@CsvSource({ "AF, AAC", "91, UNKNOWN", "90 4F, UNKNOWN", "90 4F 70 75, UNKNOWN", "AF 02, AAC", "AF FF 00, AAC" })
	void whenHeaderIsCutOffOrReservedPassesOpaquely(String payload, AudioCodec codec) {
		AudioPacket packet = packet(payload);
		assertThat(packet.codec()).isEqualTo(codec);
		assertThat(packet.header().packetType()).isEqualTo(AudioPacketType.UNKNOWN);
		assertThat(packet.header().length()).isLessThanOrEqualTo(packet.size());
		assertThat(packet.isSequenceHeader()).isFalse();
		assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(Hex.bytes(payload)));
	}

	@Tag("EX8")
	@ParameterizedTest
	@CsvSource({ "4F 70 75 73, OPUS", "66 4C 61 43, FLAC", "61 63 2D 33, AC3", "65 63 2D 33, EAC3", "2E 6D 70 33, MP3",
			"6D 70 34 61, AAC", "78 78 78 78, UNKNOWN", "00 00 00 00, UNKNOWN" })
	void readsFourCcs(String fourCc, AudioCodec codec) {
		AudioPacket frames = packet("91" + fourCc + "AA");
		assertThat(frames.header())
			.isEqualTo(new AudioTagHeader(codec, AudioPacketType.CODED_FRAMES, fields(fourCc), 5));
		assertThat(frames.body()).isEqualTo(bytes(0xAA));
		assertThat(packet("90" + fourCc + "01").isSequenceHeader()).isTrue();
	}

	@Tag("EX9")
	@ParameterizedTest
	@CsvSource({ "4F 70 75 73, true", "61 63 2D 33, true", "66 4C 61 43, false", "6D 70 34 61, false" })
	void whenStartIsEmptyCountsForCodecsWithoutConfiguration(String fourCc, boolean sequenceHeader) {
		assertThat(packet("90" + fourCc).isSequenceHeader()).isEqualTo(sequenceHeader);
	}

	@Tag("EX13")
	@ParameterizedTest
	@CsvSource({ "92, SEQUENCE_END", "93, UNKNOWN", "94, MULTICHANNEL_CONFIG", "96, UNKNOWN", "98, UNKNOWN" })
	void readsExtendedPacketTypes(String first, AudioPacketType packetType) {
		AudioPacket packet = packet(first + "4F 70 75 73 01");
		assertThat(packet.header())
			.isEqualTo(new AudioTagHeader(AudioCodec.OPUS, packetType, fields("4F 70 75 73"), 5));
		assertThat(packet.isSequenceHeader()).isFalse();
	}

	@Test
	void payloadIsReadOnlyAndItsViewsAreIndependent() {
		ByteBuffer source = ByteBuffer.wrap(Hex.bytes("00 AF 01 21 00")).position(1).limit(4);
		AudioPacket packet = AudioPacket.parse(1, source);
		assertThat(source.position()).isEqualTo(1);
		ByteBuffer first = packet.payload();
		first.position(3);
		assertThat(packet.payload().position()).isZero();
		assertThat(packet.payload()).isEqualTo(bytes(0xAF, 0x01, 0x21));
		packet.body().position(1);
		assertThat(packet.body()).isEqualTo(bytes(0x21));
		source.position(4);
		assertThat(packet.size()).isEqualTo(3);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> packet.payload().put((byte) 1));
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> packet.body().put((byte) 1));
	}

	@Test
	void whenBufferIsLittleEndianReadsTheSame() {
		ByteBuffer source = ByteBuffer.wrap(Hex.bytes("91 4F 70 75 73 AA")).order(ByteOrder.LITTLE_ENDIAN);
		assertThat(AudioPacket.parse(1, source).codec()).isEqualTo(AudioCodec.OPUS);
	}

	private static EnhancedFields fields(String fourCc) {
		return new EnhancedFields(ByteBuffer.wrap(Hex.bytes(fourCc)).getInt(), 0, MultitrackType.NONE, 0);
	}

	private static AudioPacket packet(String hex) {
		return AudioPacket.parse(1, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static ByteBuffer bytes(int... values) {
		ByteBuffer buffer = ByteBuffer.allocate(values.length);
		for (int value : values) {
			buffer.put((byte) value);
		}
		return buffer.flip();
	}

}
