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

package dev.rtmpkit.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopedClip}.
 */
class LoopedClipTests {

	@Test
	void whenClipEndsTimestampsGoOn() throws IOException {
		List<MediaPacket> packets = packets(5000);
		assertThat(packets).filteredOn((packet) -> packet instanceof DataPacket).hasSize(1);
		List<Long> pictures = packets.stream()
			.filter((packet) -> packet instanceof VideoPacket video && !video.isSequenceHeader())
			.map(MediaPacket::timestamp)
			.distinct()
			.toList();
		assertThat(pictures.get(pictures.size() - 1)).isGreaterThan(60_000);
		for (int i = 1; i < pictures.size(); i++) {
			// 15 pictures a second
			assertThat(pictures.get(i) - pictures.get(i - 1)).isBetween(66L, 67L);
		}
	}

	private static List<MediaPacket> packets(int count) throws IOException {
		LoopedClip clip = LoopedClip.of(new ClassPathResource("demo/demo.flv"));
		List<MediaPacket> packets = new ArrayList<>();
		while (packets.size() < count) {
			packets.add(clip.next());
		}
		return packets;
	}

}
