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

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.internal.media.MetadataNumbers;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.StreamMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link DataPacket} and what is made of metadata: nothing fails, and the payload
 * that subscribers get reads like the one that came.
 */
@Tag("Z1")
class DataPacketFuzzTests {

	@FuzzTest
	void parse(FuzzedDataProvider data) {
		boolean amf3 = data.consumeBoolean();
		ByteBuffer body = ByteBuffer.wrap(data.consumeRemainingAsBytes()).asReadOnlyBuffer();
		DataPacket packet = DataPacket.parse(0, body.duplicate(), amf3);
		if (packet == null) {
			return;
		}
		assertThat(packet.toString()).isNotNull();
		DataPacket again = DataPacket.parse(0, packet.payload(), amf3);
		assertThat(again).isNotNull();
		assertThat(again.name()).isEqualTo(packet.name());
		assertThat(again.values()).isEqualTo(packet.values());
		assertThat(again.payload()).isEqualTo(packet.payload());
		check(packet.metadata());
		for (int position : MetadataNumbers.positions(packet).values()) {
			assertThat(position).isBetween(0, packet.size() - Double.BYTES);
		}
	}

	private static void check(@Nullable StreamMetadata metadata) {
		if (metadata != null) {
			assertThat(metadata.toString()).isNotNull();
			metadata.videoTracks().values().forEach(DataPacketFuzzTests::checkNumbers);
			metadata.audioTracks().values().forEach(DataPacketFuzzTests::checkNumbers);
			checkNumbers(metadata);
		}
	}

	private static void checkNumbers(StreamMetadata metadata) {
		Integer[] numbers = { metadata.width(), metadata.height(), metadata.audioSampleRate(),
				metadata.audioChannels() };
		for (Integer number : numbers) {
			assertThat((number != null) ? number : 0).isNotNegative();
		}
		assertThat(metadata.frameRate() == null || metadata.frameRate() >= 0).isTrue();
		assertThat(metadata.encoder()).isEqualTo(metadata.encoder());
	}

}
