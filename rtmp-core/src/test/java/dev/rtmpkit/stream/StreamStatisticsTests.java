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

package dev.rtmpkit.stream;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.VideoCodec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link StreamStatistics} and {@link StreamCounters}.
 */
class StreamStatisticsTests {

	private final TestStream stream = new TestStream();

	@Test
	void beforeAnyMediaNothingIsKnown() {
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.audio()).isEqualTo(new StreamStatistics.Audio(0, 0, null, 0));
		assertThat(statistics.video()).isEqualTo(new StreamStatistics.Video(0, 0, 0, null, null, null, 0, 0));
		assertThat(statistics.data()).isEqualTo(new StreamStatistics.Data(0, 0));
		assertThat(statistics.subscriptions()).isZero();
	}

	@Test
	void countsByKind() {
		this.stream.subscribe(SubscriptionOptions.live());
		this.stream.publish(Packets.videoHeader(0), Packets.audioHeader(0), Packets.keyFrame(0, 1000),
				Packets.audio(10, 100), Packets.frame(40, 500), Packets.frame(80, 500));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.audio().packets()).isEqualTo(2);
		assertThat(statistics.audio().bytes()).isEqualTo(104);
		assertThat(statistics.audio().codec()).isEqualTo(AudioCodec.MP3);
		assertThat(statistics.video().packets()).isEqualTo(4);
		assertThat(statistics.video().bytes()).isEqualTo(2000 + Packets.videoHeader(0).size());
		assertThat(statistics.video().keyFrames()).isOne();
		assertThat(statistics.video().codec()).isEqualTo(VideoCodec.SORENSON_H263);
		assertThat(statistics.lastTimestamp()).isEqualTo(80);
		assertThat(statistics.subscriptions()).isOne();
		assertThat(statistics.packets()).isEqualTo(6);
		assertThat(statistics.bytes()).isEqualTo(statistics.audio().bytes() + statistics.video().bytes());
	}

	@Test
	void measuresRatesByMediaTime() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.frame(time, 1000), Packets.audio(time, 100));
		}
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.video().frameRate()).isCloseTo(25, within(0.001));
		assertThat(statistics.video().bitRate()).isCloseTo(200_000, within(0.001));
		assertThat(statistics.audio().bitRate()).isCloseTo(20_000, within(0.001));
		assertThat(statistics.bitRate()).isCloseTo(220_000, within(0.001));
	}

	@Test
	void countsDataAndTakesTheSizeFromMetadata() {
		this.stream.publish(Packets.metadata(0, 1920, 1080), Packets.data(0, "onCuePoint"));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.data().packets()).isEqualTo(2);
		assertThat(statistics.data().bytes()).isPositive();
		assertThat(statistics.video().width()).isEqualTo(1920);
		assertThat(statistics.video().height()).isEqualTo(1080);
	}

}
