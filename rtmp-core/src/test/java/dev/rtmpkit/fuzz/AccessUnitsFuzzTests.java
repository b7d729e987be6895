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

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.media.AccessUnit;
import dev.rtmpkit.media.AccessUnits;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.CodecStrings;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link AccessUnits}: nothing fails, and nothing grows out of proportion.
 */
@Tag("Z1")
class AccessUnitsFuzzTests {

	private static final int PACKET_LIMIT = 512;

	@FuzzTest
	void packets(FuzzedDataProvider data) {
		List<AccessUnits> all = List.of(AccessUnits.annexB(), AccessUnits.annexB().withAdts(),
				AccessUnits.lengthPrefixed());
		int received = 0;
		while (data.remainingBytes() > 0) {
			boolean video = data.consumeBoolean();
			long timestamp = data.consumeLong(0, 1L << 40);
			ByteBuffer payload = ByteBuffer.wrap(data.consumeBytes(PACKET_LIMIT));
			received += payload.remaining();
			MediaPacket packet = (video) ? VideoPacket.parse(timestamp, payload)
					: AudioPacket.parse(timestamp, payload);
			for (AccessUnits units : all) {
				for (AccessUnit unit : units.of(packet)) {
					assertThat(unit.data().isReadOnly()).isTrue();
					// start codes are longer than lengths, parameter sets come again
					assertThat(unit.data().remaining()).isBetween(1, 8 * (received + 8));
					assertThat(unit.dts()).isEqualTo(timestamp);
				}
			}
			name(packet);
			assertThat(payload.position()).isZero();
		}
	}

	private static void name(MediaPacket packet) {
		if (packet instanceof VideoPacket video) {
			video.tracks().forEach((track) -> CodecStrings.video(track.codec(), track.body()));
		}
		else if (packet instanceof AudioPacket audio) {
			audio.tracks().forEach((track) -> CodecStrings.audio(track.codec(), track.body()));
		}
	}

}
