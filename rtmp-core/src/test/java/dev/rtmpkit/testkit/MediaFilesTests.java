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

package dev.rtmpkit.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MediaFiles}.
 */
@RequiresFfmpeg
class MediaFilesTests {

	private static final int FRAMES = 300;

	@ParameterizedTest
	@EnumSource
	void isMadeOnceAndFaultless(MediaFiles media) {
		Path file = media.flv();
		assertThat(file).isEqualTo(media.flv()).isRegularFile();
		assertThat(Ffprobe.warnings(file)).isEmpty();
	}

	@Test
	void h264AndAacHaveNoReorderedFrames() {
		List<Ffprobe.PacketInfo> packets = Ffprobe.packets(MediaFiles.H264_AAC.flv());
		assertThat(packets).filteredOn(video()).hasSize(FRAMES).allMatch(decodedWhenShown());
		assertThat(packets).filteredOn(video().and(Ffprobe.PacketInfo::key)).hasSize(5);
		assertThat(packets).filteredOn(video().negate()).hasSizeGreaterThan(400);
	}

	@Test
	void bFramesAreReordered() {
		assertThat(Ffprobe.packets(MediaFiles.H264_B_FRAMES_AAC.flv())).filteredOn(video())
			.hasSize(FRAMES)
			.anyMatch(decodedWhenShown().negate());
	}

	@Test
	void audioOnlyAndVideoOnlyHaveOneStream() {
		assertThat(Ffprobe.streams(MediaFiles.AUDIO_ONLY.flv()))
			.containsExactly(new Ffprobe.StreamInfo("audio", "aac", 0, 0));
		assertThat(Ffprobe.streams(MediaFiles.VIDEO_ONLY.flv()))
			.containsExactly(new Ffprobe.StreamInfo("video", "h264", 320, 180));
	}

	@Test
	void mp4HasThePacketsOfFlv() {
		assertThat(videoHashes(MediaFiles.H264_AAC.mp4())).isEqualTo(videoHashes(MediaFiles.H264_AAC.flv()))
			.hasSize(FRAMES);
	}

	private static List<String> videoHashes(Path file) {
		return Ffprobe.packets(file).stream().filter(video()).map(Ffprobe.PacketInfo::dataHash).toList();
	}

	private static Predicate<Ffprobe.PacketInfo> video() {
		return (packet) -> packet.codecType().equals("video");
	}

	private static Predicate<Ffprobe.PacketInfo> decodedWhenShown() {
		return (packet) -> Objects.equals(packet.pts(), packet.dts());
	}

}
