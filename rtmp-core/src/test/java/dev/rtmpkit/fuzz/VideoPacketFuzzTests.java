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

package dev.rtmpkit.fuzz;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.internal.media.VideoConfigurations;
import dev.rtmpkit.internal.media.VideoTracks;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.media.VideoTrackData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes the headers of {@link VideoPacket}, with those of Enhanced RTMP, and the
 * configuration records in them: nothing fails, and values stay in their ranges.
 */
@Tag("Z1")
class VideoPacketFuzzTests {

	private static final List<Function<ByteBuffer, @Nullable VideoConfiguration>> READERS = List.of(
			VideoConfigurations::avc, VideoConfigurations::hevc, VideoConfigurations::vvc, VideoConfigurations::av1,
			VideoConfigurations::vp9, VideoConfigurations::vp9Frame, VideoConfigurations::vp8Frame);

	@FuzzTest
	void parse(byte[] bytes) {
		ByteBuffer payload = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
		VideoPacket packet = VideoPacket.parse(0, payload);
		assertThat(payload.remaining()).isEqualTo(bytes.length);
		assertThat(packet.payload()).isEqualTo(payload);
		assertThat(packet.body().remaining()).isBetween(0, bytes.length);
		assertThat(packet.compositionTimeOffset()).isBetween(-(1 << 23), (1 << 23) - 1);
		assertThat(packet.nanosecondOffset()).isBetween(0, 999_999);
		assertThat(packet.isKeyFrame() && !packet.isFrame()).isFalse();
		assertThat(packet.tracks()).isNotEmpty();
		for (VideoTrackData track : packet.tracks()) {
			assertThat(track.trackId()).isBetween(0, 255);
			assertThat(packet.hasTrack(track.trackId())).isTrue();
			assertThat(track.body().remaining()).isLessThanOrEqualTo(bytes.length);
		}
		if (packet.colorInfo() != null) {
			assertThat(packet.metadata()).containsKey("colorInfo");
		}
		assertThat(packet.toString()).isNotNull();
		tracks(packet);
		READERS.forEach((reader) -> check(reader.apply(payload)));
		assertThat(payload.remaining()).isEqualTo(bytes.length);
	}

	private static void tracks(VideoPacket packet) {
		VideoTracks tracks = new VideoTracks();
		tracks.add(packet);
		List<VideoTrack> list = tracks.list();
		list.forEach((track) -> check(track.configuration()));
		tracks.add(packet);
		assertThat(tracks.list()).isEqualTo(list);
	}

	private static void check(@Nullable VideoConfiguration configuration) {
		if (configuration != null) {
			assertThat(configuration.width()).isBetween(0, 1 << 16);
			assertThat(configuration.height()).isBetween(0, 1 << 16);
			assertThat(configuration.frameRate()).isBetween(0.0, 300.0);
			assertThat(configuration.bitDepth()).isBetween(0, 16);
		}
	}

}
