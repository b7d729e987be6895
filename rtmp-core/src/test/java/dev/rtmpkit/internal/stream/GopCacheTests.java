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

package dev.rtmpkit.internal.stream;

import java.util.Collections;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.StreamSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GopCache}.
 */
class GopCacheTests {

	private final GopCache cache = new GopCache(new StreamSettings(GopCaching.ALWAYS, 1000, 5));

	@Test
	void beginsWithAKeyFrame() {
		add(Packets.audio(0, 10), Packets.frame(0, 10));
		assertThat(this.cache.isEmpty()).isTrue();
		MediaPacket keyFrame = Packets.keyFrame(40, 10);
		add(keyFrame);
		assertThat(this.cache.replay()).containsExactly(keyFrame);
	}

	@Test
	void sequenceHeaderIsNoKeyFrame() {
		add(Packets.videoHeader(0));
		assertThat(this.cache.isEmpty()).isTrue();
		MediaPacket keyFrame = Packets.keyFrame(0, 10);
		MediaPacket header = Packets.videoHeader(40);
		add(keyFrame, header);
		assertThat(this.cache.replay()).containsExactly(keyFrame, header);
	}

	@Test
	@Tag("F5")
	void whenBytesAreExceededForgetsUntilNextKeyFrame() {
		add(Packets.keyFrame(0, 600), Packets.frame(40, 400));
		assertThat(this.cache.replay()).hasSize(2);
		add(Packets.frame(80, 1));
		assertThat(this.cache.isEmpty()).isTrue();
		add(Packets.frame(120, 1));
		assertThat(this.cache.isEmpty()).isTrue();
		add(Packets.keyFrame(160, 1000));
		assertThat(this.cache.replay()).hasSize(1);
	}

	@Test
	@Tag("A4")
	void whenValuesOfDataTakeFarMoreThanItsBytesTheyCount() {
		AmfValue eight = new AmfStrictArray(Collections.nCopies(7, AmfObject.EMPTY));
		add(Packets.keyFrame(0, 10), Packets.data(0, "onTextData", AmfNull.INSTANCE));
		assertThat(this.cache.replay()).hasSize(2);
		add(Packets.data(0, "onTextData", eight));
		assertThat(this.cache.isEmpty()).isTrue();
	}

	@Test
	@Tag("F5")
	void whenPacketsAreExceededForgetsUntilNextKeyFrame() {
		add(Packets.keyFrame(0, 2));
		for (int i = 1; i < 5; i++) {
			add(Packets.audio(i, 1));
		}
		assertThat(this.cache.replay()).hasSize(5);
		add(Packets.audio(5, 1));
		assertThat(this.cache.isEmpty()).isTrue();
	}

	@Test
	@Tag("F4")
	void timestampsDoNotMatter() {
		long[] timestamps = { 0, 0xFFFFFFFFL, 0, 0x80000000L, 7 };
		add(Packets.keyFrame(timestamps[0], 2));
		for (long timestamp : timestamps) {
			add(Packets.frame(timestamp, 1));
		}
		assertThat(this.cache.isEmpty()).isTrue();
		add(Packets.keyFrame(5, 2), Packets.frame(0xFFFFFFFFL, 1));
		assertThat(this.cache.replay()).hasSize(2);
	}

	@Test
	@Tag("I8")
	void whenHeadersRepeatWithinGopTheyAreNotCached() {
		MediaPacket header = Packets.videoHeader(0);
		MediaPacket keyFrame = Packets.keyFrame(0, 10);
		MediaPacket changed = Packets.otherVideoHeader(20);
		MediaPacket back = Packets.videoHeader(30);
		StreamHeaders headers = StreamHeaders.NONE;
		for (MediaPacket packet : new MediaPacket[] { header, keyFrame, Packets.videoHeader(10), changed,
				Packets.otherVideoHeader(25), back, Packets.videoHeader(35) }) {
			headers = headers.with(packet);
			this.cache.add(packet, headers);
		}
		assertThat(this.cache.replay()).containsExactly(header, keyFrame, changed, back);
	}

	@Test
	void whenSwitchedOffKeepsNothing() {
		GopCache off = new GopCache(StreamSettings.DEFAULT.gopCaching(GopCaching.NEVER));
		off.want();
		off.add(Packets.keyFrame(0, 10), StreamHeaders.NONE);
		assertThat(off.isEmpty()).isTrue();
		assertThat(off.replay()).isEmpty();
	}

	@Test
	void whenOnDemandBeginsWithTheKeyFrameAfterTheDemand() {
		GopCache onDemand = new GopCache(StreamSettings.DEFAULT);
		onDemand.add(Packets.keyFrame(0, 10), StreamHeaders.NONE);
		assertThat(onDemand.isEmpty()).isTrue();
		onDemand.want();
		onDemand.add(Packets.frame(40, 10), StreamHeaders.NONE);
		assertThat(onDemand.isEmpty()).isTrue();
		MediaPacket keyFrame = Packets.keyFrame(80, 10);
		onDemand.add(keyFrame, StreamHeaders.NONE);
		assertThat(onDemand.replay()).containsExactly(keyFrame);
	}

	private void add(MediaPacket... packets) {
		for (MediaPacket packet : packets) {
			this.cache.add(packet, StreamHeaders.NONE);
		}
	}

}
