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

import java.util.List;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Tag;
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
		assertThat(statistics.audio()).isEqualTo(new StreamStatistics.Audio(0, 0, List.of(), 0));
		assertThat(statistics.video()).isEqualTo(new StreamStatistics.Video(0, 0, 0, List.of(), 0, 0));
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
	void countsData() {
		this.stream.publish(Packets.metadata(0, 1920, 1080), Packets.data(0, "onCuePoint"));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.data().packets()).isEqualTo(2);
		assertThat(statistics.data().bytes()).isPositive();
	}

	@Tag("DM3")
	@Test
	void takesSizeFromTheBitstreamAndNotFromMetadata() {
		this.stream.publish(Packets.metadata(0, 1920, 1080));
		assertThat(this.stream.stream().statistics().video().width()).isNull();
		// VP8 key frame of 176 x 144
		this.stream.publish(Packets.video(0, "91 76703038 10 02 00 9D 01 2A B0 00 90 00"));
		StreamStatistics.Video video = this.stream.stream().statistics().video();
		assertThat(video.width()).isEqualTo(176);
		assertThat(video.height()).isEqualTo(144);
	}

	@Tag("EX14")
	@Test
	void whenDefaultTrackIsNotTheFirstInThePacketItsFramesCount() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.video(time, "A6 13 61763031 01 000001 AA 00 000001 BB"));
		}
		assertThat(this.stream.stream().statistics().video().frameRate()).isCloseTo(25, within(0.001));
	}

	@Tag("EX14")
	@Test
	void listsTracksAndCountsFramesOfTheDefaultOne() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.video(time, "A3 68766331 01"), Packets.video(time, "A6 03 61763031 07 01"),
					Packets.video(time, "A6 13 61763031 05 000001 01 06 000000"));
		}
		this.stream.publish(Packets.audio(0, "95 11 4F707573 02 000001 01 01 000000"));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.video().tracks()).containsExactly(new VideoTrack(0, VideoCodec.HEVC, null),
				new VideoTrack(5, VideoCodec.AV1, null), new VideoTrack(6, VideoCodec.AV1, null),
				new VideoTrack(7, VideoCodec.AV1, null));
		assertThat(statistics.video().frameRate()).isCloseTo(25, within(0.001));
		assertThat(statistics.audio().tracks()).containsExactly(new AudioTrack(1, AudioCodec.OPUS, null),
				new AudioTrack(2, AudioCodec.OPUS, null));
	}

}
