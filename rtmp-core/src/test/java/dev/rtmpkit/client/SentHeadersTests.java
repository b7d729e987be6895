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

package dev.rtmpkit.client;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SentHeaders}.
 */
class SentHeadersTests {

	private final SentHeaders headers = new SentHeaders();

	@Test
	@Tag("DM1")
	void notesTheNewestRetainedDataOfEachName() {
		DataPacket metadata = data("onMetaData", true, 5);
		DataPacket newer = data("onTextData", true, 7);
		this.headers.add(data("onTextData", true, 6));
		this.headers.add(metadata);
		this.headers.add(newer);
		this.headers.add(data("onCuePoint", false, 8));
		assertThat(this.headers.at(0)).containsExactly(metadata, newer);
		this.headers.add(clear("onTextData"));
		this.headers.add(clear("onOther"));
		this.headers.add(new DataPacket(0, DataPacket.CLEAR_DATA_FRAME, List.of(), ByteBuffer.allocate(1)));
		assertThat(this.headers.at(0)).containsExactly(metadata);
	}

	@Test
	void doesNotGrowWithTheNamesOfData() {
		for (int i = 0; i < 1000; i++) {
			this.headers.add(data("on" + i, true, 1));
		}
		assertThat(this.headers.at(0)).hasSize(64);
		DataPacket newer = data("on0", true, 2);
		this.headers.add(newer);
		assertThat(this.headers.at(0)).hasSize(64).contains(newer);
		MediaPacket configuration = VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes("17 00 000000 01")));
		this.headers.add(configuration);
		assertThat(this.headers.at(0)).hasSize(65).contains(configuration);
	}

	private static DataPacket clear(String name) {
		return new DataPacket(0, DataPacket.CLEAR_DATA_FRAME, List.of(new AmfString(name)), ByteBuffer.allocate(1));
	}

	private static DataPacket data(String name, boolean retained, int size) {
		return new DataPacket(0, name, List.of(), retained, false, ByteBuffer.allocate(size));
	}

}
