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

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AudioDescriptions}.
 */
class AudioDescriptionsTests {

	@Test
	void aac() {
		TrackDescription track = AudioDescriptions.ofRecord(AudioCodec.AAC, bytes("1190"));
		assertThat(track).isNotNull();
		assertThat(track.timescale()).isEqualTo(48_000);
		assertThat(track.codec()).isEqualTo("mp4a.40.2");
		assertThat(track.sampleEntry()).isEqualTo(bytes("""
				0000004B 6D703461                   // mp4a
				000000000000 0001                   // the media is in this file
				0000000000000000 0002 0010 0000 0000 BB80 0000 // 2 channels, 16 bits, 48 kHz
				00000027 65736473 00000000          // esds
				03 19 0000 00                       // elementary stream
				04 11 40 15 000000 00000000 00000000 // decoder: AAC, audio stream
				05 02 1190                          // audio specific configuration
				06 01 02                            // synchronization: MP4
				"""));
	}

	@Test
	void mp3() {
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.MP3, null, bytes("FFFB9064"));
		assertThat(track).isNotNull();
		assertThat(track.codec()).isEqualTo("mp4a.6B");
		assertThat(track.sampleEntry().slice(36, 35)).isEqualTo(bytes("""
				00000023 65736473 00000000 03 15 0000 00
				04 0D 6B 15 000000 00000000 00000000
				06 01 02
				"""));
		TrackDescription half = AudioDescriptions.ofFrame(AudioCodec.MP3, null, bytes("FFF35064"));
		assertThat(half).isNotNull();
		assertThat(half.codec()).isEqualTo("mp4a.69");
		assertThat(half.timescale()).isEqualTo(22_050);
	}

	@Test
	void opus() {
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.OPUS, bytes("""
				4F70757348656164 01 06 3801 80BB0000 0000 // little endian: pre-skip 312, 48 kHz, gain 0
				01 04 02 00 04 01 02 03 05                // family 1: streams, coupled, mapping
				"""), bytes("FC"));
		assertThat(track).isNotNull();
		assertThat(track.timescale()).isEqualTo(48_000);
		// 80 ms in frames of 20 ms
		assertThat(track.preRoll()).isEqualTo(4);
		assertThat(track.sampleEntry().slice(36, 27)).isEqualTo(bytes("""
				0000001B 644F7073 00 06 0138 0000BB80 0000 01 04 02 00 04 01 02 03 05
				"""));
	}

	@Test
	void whenOpusHasNoHeaderItHasTwoChannels() {
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.OPUS, null, bytes("FC"));
		assertThat(track).isNotNull();
		assertThat(track.sampleEntry().slice(36, 19)).isEqualTo(bytes("00000013 644F7073 00 02 0000 0000BB80 0000 00"));
		assertThat(AudioDescriptions.ofFrame(AudioCodec.OPUS, bytes("4F70"), bytes("FC"))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "''", "80000022", "664C6143 80000022" })
	void flac(String head) {
		// blocks and frames from 4096 bytes on, 96 kHz, stereo, 24 bits
		String information = "10001000 000000 000000 17700 3 7 000000000 00000000000000000000000000000000";
		TrackDescription track = AudioDescriptions.ofRecord(AudioCodec.FLAC, bytes(head + information));
		assertThat(track).isNotNull();
		assertThat(track.timescale()).isEqualTo(96_000);
		// 96 kHz do not fit: half of it
		assertThat(track.sampleEntry().slice(32, 4)).isEqualTo(bytes("BB80 0000"));
		assertThat(track.sampleEntry().slice(36, 50))
			.isEqualTo(bytes("00000032 64664C61 00000000 80 000022" + information));
	}

	@Test
	void ac3() {
		// 48 kHz, 96 kbit/s, version 8, main service, mono
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.AC3, null, bytes("0B77 0000 0C 40 2F 8400"));
		assertThat(track).isNotNull();
		assertThat(track.codec()).isEqualTo("ac-3");
		assertThat(track.timescale()).isEqualTo(48_000);
		assertThat(track.sampleEntry().slice(36, 11)).isEqualTo(bytes("0000000B 64616333 10 08 C0"));
	}

	@Test
	void enhancedAc3() {
		// independent substream 0, 768 bytes, 48 kHz, six blocks, 3/2 and low
		// frequencies, version 16
		String frame = "0B77 01 7F 3F 86";
		ByteBuffer packet = ByteBuffer.allocate(768).put(Hex.bytes(frame)).clear();
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.EAC3, null, packet);
		assertThat(track).isNotNull();
		assertThat(track.codec()).isEqualTo("ec-3");
		// 192 kbit/s, one independent substream
		assertThat(track.sampleEntry().slice(36, 13)).isEqualTo(bytes("0000000D 64656333 0600 20 0F 00"));
	}

	@Test
	void enhancedAc3WithDependentSubstream() {
		ByteBuffer packet = ByteBuffer.allocate(1536)
			.put(Hex.bytes("0B77 01 7F 3F 86"))
			.position(768)
			// dependent substream 0, 2/2, version 16, channel map: left and right rear
			.put(Hex.bytes("0B77 41 7F 3C 80 10 20 00"))
			.clear();
		TrackDescription track = AudioDescriptions.ofFrame(AudioCodec.EAC3, null, packet);
		assertThat(track).isNotNull();
		// 384 kbit/s, one dependent substream that adds the second bit of the locations
		assertThat(track.sampleEntry().slice(36, 14)).isEqualTo(bytes("0000000E 64656333 0C00 20 0F 02 80"));
	}

	@ParameterizedTest
	@CsvSource({ "AAC, 11", "AAC, 0000", "AAC, 17 FFFFFF 90", "FLAC, 00", "SPEEX, 00", "MP3, FFFB", "AC3, 0B77",
			"EAC3, 00", "OPUS, 4F" })
	void whenThereIsNoSenseThereIsNoDescription(AudioCodec codec, String record) {
		assertThat(AudioDescriptions.ofRecord(codec, bytes(record))).isNull();
		if (codec != AudioCodec.OPUS) {
			assertThat(AudioDescriptions.ofFrame(codec, null, bytes(record))).isNull();
		}
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
