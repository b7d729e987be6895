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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;
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
	@Tag("E6")
	void whenEncoderFreezesRatesOfItsStreamAreZeroAfterThreeSeconds() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.frame(time, 1000), Packets.audio(time, 100));
			this.stream.pass(Duration.ofMillis(40));
		}
		assertThat(this.stream.stream().statistics().bitRate()).isCloseTo(220_000, within(0.001));
		this.stream.pass(Duration.ofSeconds(3));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.bitRate()).isZero();
		assertThat(statistics.video().frameRate()).isZero();
		assertThat(statistics.video().bytes()).isEqualTo(101_000);
		assertThat(statistics.lastTimestamp()).isEqualTo(4000);
	}

	@Test
	@Tag("E2")
	void whenTheStreamHasEndedItsRatesStayWhatTheyWere() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.frame(time, 1000), Packets.audio(time, 100));
			this.stream.pass(Duration.ofMillis(40));
		}
		StreamStatistics atTheEnd = this.stream.stream().statistics();
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.pass(Duration.ofMinutes(1));
		assertThat(this.stream.stream().statistics()).isEqualTo(atTheEnd);
	}

	@Test
	@Tag("E6")
	void whenOnlyVideoFreezesAudioKeepsItsRate() {
		for (int time = 0; time <= 4000; time += 40) {
			this.stream.publish(Packets.frame(time, 1000), Packets.audio(time, 100));
		}
		for (int time = 4040; time <= 8000; time += 40) {
			this.stream.pass(Duration.ofMillis(40));
			this.stream.publish(Packets.audio(time, 100));
		}
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.video().frameRate()).isZero();
		assertThat(statistics.video().bitRate()).isZero();
		assertThat(statistics.audio().bitRate()).isCloseTo(20_000, within(0.001));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
	}

	@Test
	@Tag("E6")
	void tellsWhenAudioOrVideoCameLast() {
		assertThat(this.stream.stream().statistics().lastMediaAt()).isNull();
		this.stream.publish(Packets.metadata(0, 1920, 1080));
		assertThat(this.stream.stream().statistics().lastMediaAt()).isNull();
		this.stream.publish(Packets.audio(0, 100));
		this.stream.pass(Duration.ofHours(1));
		this.stream.publish(Packets.metadata(0, 1920, 1080));
		assertThat(this.stream.stream().statistics().lastMediaAt()).isCloseTo(Instant.now().minus(Duration.ofHours(1)),
				within(1, ChronoUnit.MINUTES));
		this.stream.publish(Packets.videoHeader(0));
		assertThat(this.stream.stream().statistics().lastMediaAt()).isCloseTo(Instant.now(),
				within(1, ChronoUnit.MINUTES));
	}

	@Test
	@Tag("E6")
	void asLongAsNothingIsEnqueuedFlushTellsNoArrival() {
		this.stream.publish(Packets.audio(0, 100));
		this.stream.pass(Duration.ofSeconds(3));
		this.stream.source.flush();
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.STALLED);
	}

	@Test
	@Tag("E6")
	void stateTellsWhetherMediaFlows() {
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.STARTING);
		this.stream.pass(Duration.ofHours(1));
		this.stream.publish(Packets.metadata(0, 1920, 1080));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.STARTING);
		this.stream.publish(Packets.keyFrame(0, 100));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
		this.stream.pass(Duration.ofMillis(2999));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
		this.stream.pass(Duration.ofMillis(1));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.STALLED);
		this.stream.publish(Packets.frame(3000, 100));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
		this.stream.source.interrupt();
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.INTERRUPTED);
		this.stream.source.publisherReturned(TestStream.INFO);
		this.stream.source.handOver(this.stream.control, Runnable::run);
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
		this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.ENDED);
	}

	@Test
	@Tag("E6")
	void whenConsumerKeepsPublisherFromBeingReadStateBlamesConsumer() {
		this.stream.subscribe(SubscriptionOptions.lossless().queueBytes(1000));
		this.stream.publish(Packets.keyFrame(0, 2000));
		assertThat(this.stream.control.calls()).containsExactly("pause");
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.LIVE);
		this.stream.pass(Duration.ofSeconds(3));
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.CONSUMER_STALLED);
		this.stream.consumers.runAll();
		assertThat(this.stream.stream().state()).isEqualTo(StreamState.STALLED);
	}

	@Test
	@Tag("E6")
	void countsWhatLiveSubscriptionsDrop() {
		this.stream.subscribe(SubscriptionOptions.live().queueBytes(1000));
		this.stream.subscribe(SubscriptionOptions.live().queueBytes(1000));
		this.stream.subscribe(SubscriptionOptions.live());
		this.stream.publish(Packets.keyFrame(0, 500), Packets.frame(40, 500), Packets.frame(80, 500));
		assertThat(this.stream.counters.droppedPackets()).isEqualTo(4);
	}

	@Test
	@Tag("E6")
	void countsStallsByWhatIsDone() {
		SubscriptionOptions options = SubscriptionOptions.lossless().queueBytes(1000);
		this.stream.subscribe(options);
		this.stream.subscribe(options.onStall(StallPolicy.STOP_PUBLISHER));
		this.stream.publish(Packets.keyFrame(0, 2000));
		for (int second = 0; second <= 20; second++) {
			this.stream.source.checkStalls(TimeUnit.SECONDS.toNanos(second));
		}
		assertThat(this.stream.counters.stalledSubscriptions(StallPolicy.CLOSE_SUBSCRIPTION)).isOne();
		assertThat(this.stream.counters.stalledSubscriptions(StallPolicy.STOP_PUBLISHER)).isOne();
	}

	@Test
	@Tag("E6")
	void addsUpWhatWaitsByMode() {
		this.stream.subscribe(SubscriptionOptions.live());
		this.stream.subscribe(SubscriptionOptions.lossless());
		this.stream.subscribe(SubscriptionOptions.lossless());
		this.stream.publish(Packets.keyFrame(0, 500));
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LIVE)).isEqualTo(500);
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LOSSLESS)).isEqualTo(1000);
		this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LOSSLESS)).isEqualTo(1000);
		this.stream.consumers.runAll();
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LIVE)).isZero();
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LOSSLESS)).isZero();
	}

	@Test
	@Tag("E6")
	void whenSubscriptionIsCutOffWhatItStillHasWaits() {
		this.stream.subscribe(SubscriptionOptions.lossless().queueBytes(1000));
		this.stream.publish(Packets.keyFrame(0, 2000));
		this.stream.source.checkStalls(0);
		this.stream.source.checkStalls(TimeUnit.SECONDS.toNanos(10));
		assertThat(this.stream.stream().statistics().subscriptions()).isZero();
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LOSSLESS)).isEqualTo(2000);
		this.stream.consumers.runAll();
		assertThat(this.stream.source.queuedBytes(DeliveryMode.LOSSLESS)).isZero();
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
