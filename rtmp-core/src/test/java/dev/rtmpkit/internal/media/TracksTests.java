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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VideoTracks} and {@link AudioTracks}.
 */
class TracksTests {

	private final VideoTracks video = new VideoTracks();

	private final AudioTracks audio = new AudioTracks();

	@Test
	@RequiresFfmpeg
	@Tag("EX2")
	@Tag("EX9")
	void readsWhatEncodersSend() throws IOException {
		add(MediaFiles.MULTITRACK);
		assertThat(this.video.list()).containsExactly(
				new VideoTrack(0, VideoCodec.AVC, new VideoConfiguration(320, 180, "High", "1.3", 30, 8)),
				new VideoTrack(1, VideoCodec.HEVC, new VideoConfiguration(320, 180, "Main", "2.0", 30, 8)));
		assertThat(this.audio.list()).containsExactly(
				new AudioTrack(0, AudioCodec.AAC, new AudioConfiguration(48_000, 1, "LC")),
				new AudioTrack(1, AudioCodec.OPUS, new AudioConfiguration(48_000, 1, null)),
				new AudioTrack(2, AudioCodec.FLAC, new AudioConfiguration(48_000, 1, null)));
	}

	@Test
	@RequiresFfmpeg
	void whenRecordHasNoSizeFramesTellIt() throws IOException {
		add(MediaFiles.VP9_AC3);
		assertThat(this.video.list()).containsExactly(
				new VideoTrack(0, VideoCodec.VP9, new VideoConfiguration(320, 180, "Profile 0", "1.1", 0, 8)));
		assertThat(this.audio.list())
			.containsExactly(new AudioTrack(0, AudioCodec.AC3, new AudioConfiguration(48_000, 1, null)));
	}

	@Test
	@RequiresFfmpeg
	void readsAv1() throws IOException {
		add(MediaFiles.AV1_FLAC);
		assertThat(this.video.list()).extracting(VideoTrack::codec).containsExactly(VideoCodec.AV1);
		VideoConfiguration configuration = this.video.list().get(0).configuration();
		assertThat(configuration).isNotNull();
		assertThat(configuration.width()).isEqualTo(320);
		assertThat(configuration.height()).isEqualTo(180);
	}

	@Tag("AV7")
	@Test
	void whenConfigurationChangesTheNewestCounts() {
		addVideo("1700000000 0164000CFFE1001A6764000CACD941419F9F011000000300100000030320F142996001000668EBE3CB22C0");
		assertThat(this.video.list()).extracting(VideoTrack::configuration)
			.containsExactly(new VideoConfiguration(320, 180, "High", "1.2", 25, 8));
		addVideo("1700000000 016E001FFFE10019676E001FA6CB405017FCB808800000030080000032078C195001000468CE0FC8");
		assertThat(this.video.list()).extracting(VideoTrack::configuration)
			.containsExactly(new VideoConfiguration(640, 360, "High 10", "3.1", 50, 10));
	}

	@Test
	void whenCodecChangesTheOlderConfigurationIsForgotten() {
		addAudio("AF 00 1190");
		addAudio("AF 01 00");
		assertThat(this.audio.list())
			.containsExactly(new AudioTrack(0, AudioCodec.AAC, new AudioConfiguration(48_000, 2, "LC")));
		addAudio("91 4F707573 00");
		assertThat(this.audio.list()).containsExactly(new AudioTrack(0, AudioCodec.OPUS, null));
		addVideo("90 61763031 81080C000A0C02000042955DF61A805F0008");
		addVideo("A3 68766331 00");
		assertThat(this.video.list()).containsExactly(new VideoTrack(0, VideoCodec.HEVC, null));
	}

	@Test
	void whenPacketDoesNotTellNothingChanges() {
		addAudio("");
		addVideo("");
		addVideo("D1 00");
		addVideo("96 99");
		assertThat(this.audio.list()).isEmpty();
		assertThat(this.video.list()).isEmpty();
		addVideo("27 01 000000 AA");
		List<VideoTrack> tracks = this.video.list();
		// FFmpeg sends metadata of a second track like this
		addVideo("D4 68766331 02 0001 61 05");
		addVideo("91 78787878 AA");
		addVideo("17 01 000000 AA");
		assertThat(this.video.list()).isSameAs(tracks);
	}

	@Test
	@Tag("I8")
	void whenRecordRepeatsNothingChanges() {
		String avc = "1700000000 0164000CFFE1001A6764000CACD941419F9F011000000300100000030320F142996001000668EBE3CB22C0";
		addVideo(avc);
		addAudio("AF 00 1190");
		List<VideoTrack> videoTracks = this.video.list();
		List<AudioTrack> audioTracks = this.audio.list();
		addVideo(avc);
		addAudio("AF 00 1190");
		assertThat(this.video.list()).isSameAs(videoTracks);
		assertThat(this.audio.list()).isSameAs(audioTracks);
		addVideo("A3 68766331 00");
		addAudio("91 4F707573 00");
		assertThat(this.video.list()).containsExactly(new VideoTrack(0, VideoCodec.HEVC, null));
		assertThat(this.audio.list()).containsExactly(new AudioTrack(0, AudioCodec.OPUS, null));
		addVideo(avc);
		addAudio("AF 00 1190");
		assertThat(this.video.list()).isEqualTo(videoTracks);
		assertThat(this.audio.list()).isEqualTo(audioTracks);
	}

	@Test
	@Tag("I8")
	void whenThereAreTooManyTracksTheFirstAreNoted() {
		for (int track = 0; track < 256; track++) {
			addVideo("96 00 61763031 %02X 01".formatted(track));
			addAudio("95 00 4F707573 %02X 01".formatted(track));
			addVideo("96 01 61763031 %02X 01".formatted(track));
			addAudio("95 01 4F707573 %02X 01".formatted(track));
		}
		assertThat(this.video.list()).extracting(VideoTrack::id).hasSize(TrackList.LIMIT).startsWith(0, 1);
		assertThat(this.audio.list()).extracting(AudioTrack::id).hasSize(TrackList.LIMIT).startsWith(0, 1);
		addVideo("96 00 68766331 00 01");
		assertThat(this.video.list().get(0).codec()).isEqualTo(VideoCodec.HEVC);
	}

	private void add(MediaFiles file) throws IOException {
		try (FlvReader reader = new FlvReader(Files.newInputStream(file.flv()))) {
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				if (packet instanceof VideoPacket frame) {
					this.video.add(frame);
				}
				else if (packet instanceof AudioPacket frame) {
					this.audio.add(frame);
				}
			}
		}
	}

	private void addVideo(String hex) {
		this.video.add(VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes(hex))));
	}

	private void addAudio(String hex) {
		this.audio.add(AudioPacket.parse(0, ByteBuffer.wrap(Hex.bytes(hex))));
	}

}
