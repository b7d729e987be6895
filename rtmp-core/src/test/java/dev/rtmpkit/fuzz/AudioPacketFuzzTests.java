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
import dev.rtmpkit.internal.media.AudioConfigurations;
import dev.rtmpkit.internal.media.AudioTracks;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.AudioTrackData;
import dev.rtmpkit.media.ChannelLayout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes the headers of {@link AudioPacket}, with those of Enhanced RTMP, and the
 * configuration records in them: nothing fails, and values stay in their ranges.
 */
@Tag("Z1")
class AudioPacketFuzzTests {

	private static final List<Function<ByteBuffer, @Nullable AudioConfiguration>> READERS = List.of(
			AudioConfigurations::aac, AudioConfigurations::opus, AudioConfigurations::flac,
			AudioConfigurations::ac3Frame, AudioConfigurations::mp3Frame);

	@FuzzTest
	void parse(byte[] bytes) {
		ByteBuffer payload = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
		AudioPacket packet = AudioPacket.parse(0, payload);
		assertThat(payload.remaining()).isEqualTo(bytes.length);
		assertThat(packet.payload()).isEqualTo(payload);
		assertThat(packet.body().remaining()).isBetween(0, bytes.length);
		assertThat(packet.nanosecondOffset()).isBetween(0, 999_999);
		assertThat(packet.isFrame() && packet.isSequenceHeader()).isFalse();
		assertThat(packet.tracks()).isNotEmpty();
		for (AudioTrackData track : packet.tracks()) {
			assertThat(track.trackId()).isBetween(0, 255);
			assertThat(track.body().remaining()).isLessThanOrEqualTo(bytes.length);
		}
		check(packet.channelLayout());
		check(ChannelLayout.parse(payload));
		assertThat(packet.toString()).isNotNull();
		tracks(packet);
		READERS.forEach((reader) -> check(reader.apply(payload)));
		assertThat(payload.remaining()).isEqualTo(bytes.length);
	}

	private static void tracks(AudioPacket packet) {
		AudioTracks tracks = new AudioTracks();
		tracks.add(packet);
		List<AudioTrack> list = tracks.list();
		list.forEach((track) -> check(track.configuration()));
		tracks.add(packet);
		assertThat(tracks.list()).isEqualTo(list);
	}

	private static void check(@Nullable AudioConfiguration configuration) {
		if (configuration != null) {
			assertThat(configuration.sampleRate()).isPositive();
			assertThat(configuration.channels()).isBetween(0, 255);
		}
	}

	private static void check(@Nullable ChannelLayout layout) {
		if (layout != null) {
			assertThat(layout.channels()).isBetween(0, 255);
			assertThat(layout.speakers()).hasSizeLessThanOrEqualTo(Math.max(layout.channels(), 64));
		}
	}

}
