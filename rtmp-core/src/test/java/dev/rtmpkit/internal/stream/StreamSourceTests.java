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

import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamSource}: who gets which packets.
 */
class StreamSourceTests {

	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless();

	private static final SubscriptionOptions LIVE = SubscriptionOptions.live();

	private final MediaPacket metadata = Packets.metadata(0, 1280, 720);

	private final MediaPacket videoHeader = Packets.videoHeader(0);

	private final MediaPacket audioHeader = Packets.audioHeader(0);

	private final TestStream stream = new TestStream();

	@Test
	void whenSubscribedBeforeMediaEveryPacketComesInOrder() {
		CollectingConsumer lossless = this.stream.subscribe(LOSSLESS);
		CollectingConsumer live = this.stream.subscribe(LIVE);
		MediaPacket[] all = { this.metadata, this.videoHeader, this.audioHeader, Packets.keyFrame(0, 100),
				Packets.audio(5, 10), Packets.frame(40, 50), Packets.data(41, "onCuePoint") };
		this.stream.publish(all);
		this.stream.consumers.runAll();
		assertThat(lossless.packets()).containsExactly(all);
		assertThat(live.packets()).containsExactly(all);
	}

	@Test
	void whenSubscribedLateStartsWithHeadersAndCachedGop() {
		MediaPacket keyFrame = Packets.keyFrame(80, 100);
		MediaPacket audio = Packets.audio(85, 10);
		MediaPacket frame = Packets.frame(120, 50);
		this.stream.publish(this.metadata, this.videoHeader, this.audioHeader, Packets.keyFrame(0, 100),
				Packets.frame(40, 50), keyFrame, audio);
		CollectingConsumer lossless = this.stream.subscribe(LOSSLESS);
		CollectingConsumer live = this.stream.subscribe(LIVE);
		this.stream.publish(frame);
		this.stream.consumers.runAll();
		assertThat(lossless.packets()).containsExactly(this.metadata, this.videoHeader, this.audioHeader, keyFrame,
				audio, frame);
		assertThat(live.packets()).containsExactlyElementsOf(lossless.packets());
	}

	@Test
	void whenGopIsNotWantedLosslessStartsAtNextPacketAndLiveAtNextKeyFrame() {
		MediaPacket frame = Packets.frame(40, 50);
		MediaPacket audio = Packets.audio(45, 10);
		MediaPacket keyFrame = Packets.keyFrame(80, 100);
		this.stream.publish(this.metadata, this.videoHeader, Packets.keyFrame(0, 100));
		CollectingConsumer lossless = this.stream.subscribe(LOSSLESS.startAtCachedGop(false));
		CollectingConsumer live = new CollectingConsumer();
		Subscription subscription = this.stream.stream().subscribe(LIVE.startAtCachedGop(false), live);
		this.stream.publish(frame, audio, keyFrame);
		this.stream.consumers.runAll();
		assertThat(lossless.packets()).containsExactly(this.metadata, this.videoHeader, frame, audio, keyFrame);
		assertThat(live.packets()).containsExactly(this.metadata, this.videoHeader, audio, keyFrame);
		assertThat(subscription.droppedPackets()).isZero();
	}

	@Test
	void whenHeadersChangeWithinGopReplayKeepsTheirOrder() {
		MediaPacket keyFrame = Packets.keyFrame(0, 100);
		MediaPacket newAudioHeader = Packets.otherAudioHeader(20);
		MediaPacket newMetadata = Packets.metadata(21, 640, 360);
		this.stream.publish(this.metadata, this.videoHeader, this.audioHeader, keyFrame, newAudioHeader, newMetadata);
		CollectingConsumer joinsNow = this.stream.subscribe(LIVE);
		MediaPacket next = Packets.keyFrame(40, 100);
		this.stream.publish(next);
		CollectingConsumer joinsLater = this.stream.subscribe(LIVE);
		this.stream.consumers.runAll();
		assertThat(joinsNow.packets()).containsExactly(this.metadata, this.videoHeader, this.audioHeader, keyFrame,
				newAudioHeader, newMetadata, next);
		assertThat(joinsLater.packets()).containsExactly(newMetadata, this.videoHeader, newAudioHeader, next);
	}

	@Test
	@Tag("I8")
	void whenHeadersRepeatEveryoneGetsThemButTheReplayHasEachOnce() {
		MediaPacket keyFrame = Packets.keyFrame(0, 100);
		MediaPacket frame = Packets.frame(40, 50);
		CollectingConsumer lossless = this.stream.subscribe(LOSSLESS);
		CollectingConsumer live = this.stream.subscribe(LIVE);
		this.stream.publish(this.metadata, this.videoHeader, this.audioHeader, keyFrame);
		for (int i = 0; i < 1000; i++) {
			this.stream.publish(Packets.metadata(i, 1280, 720), Packets.videoHeader(i), Packets.audioHeader(i));
		}
		this.stream.publish(frame);
		CollectingConsumer late = this.stream.subscribe(LIVE);
		this.stream.consumers.runAll();
		assertThat(lossless.packets()).hasSize(3005);
		assertThat(live.packets()).hasSize(3005);
		assertThat(late.packets()).containsExactly(this.metadata, this.videoHeader, this.audioHeader, keyFrame, frame);
		assertThat(this.stream.stream().statistics().packets()).isEqualTo(3005);
	}

	@Test
	@Tag("I8")
	void whenPublisherSendsHeadersOfEveryTrackLateJoinersGetThoseOfTheFirst() {
		CollectingConsumer early = this.stream.subscribe(LIVE);
		for (int i = 0; i < 4 * 256; i++) {
			int track = i % 256;
			this.stream.publish(Packets.video(i, "96 00 61763031 %02X %02X".formatted(track, i / 256)),
					Packets.audio(i, "95 00 4F707573 %02X %02X".formatted(track, i / 256)));
		}
		CollectingConsumer late = this.stream.subscribe(LIVE);
		this.stream.consumers.runAll();
		assertThat(early.packets()).hasSize(8 * 256);
		assertThat(late.packets()).hasSize(2 * TrackHeaders.TRACKS_LIMIT)
			.allSatisfy((packet) -> assertThat(packet.timestamp()).isBetween(3L * 256, 4L * 256));
		StreamStatistics statistics = this.stream.stream().statistics();
		assertThat(statistics.video().packets()).isEqualTo(4 * 256);
		assertThat(statistics.video().tracks()).hasSize(32);
		assertThat(statistics.audio().tracks()).hasSize(32);
	}

	@Test
	@Tag("DM2")
	void whenMetadataRepeatsTheNewestCounts() {
		assertThat(this.stream.stream().metadata()).isNull();
		this.stream.publish(this.metadata, Packets.metadata(10, 640, 360));
		StreamMetadata newest = this.stream.stream().metadata();
		assertThat(newest).isNotNull();
		assertThat(newest.width()).isEqualTo(640);
		assertThat(newest.height()).isEqualTo(360);
	}

	@Test
	@Tag("DM1")
	void whenMetadataIsClearedLateJoinersGetNone() {
		MediaPacket otherClear = Packets.data(5, DataPacket.CLEAR_DATA_FRAME, new AmfString("onOther"));
		MediaPacket clear = Packets.data(10, DataPacket.CLEAR_DATA_FRAME, new AmfString(DataPacket.ON_META_DATA));
		CollectingConsumer early = this.stream.subscribe(LIVE);
		this.stream.publish(this.metadata, otherClear);
		assertThat(this.stream.stream().metadata()).isNotNull();
		this.stream.publish(clear, Packets.data(11, DataPacket.CLEAR_DATA_FRAME));
		assertThat(this.stream.stream().metadata()).isNull();
		CollectingConsumer late = this.stream.subscribe(LIVE);
		this.stream.consumers.runAll();
		assertThat(early.packets()).startsWith(this.metadata, otherClear, clear).hasSize(4);
		assertThat(late.packets()).isEmpty();
	}

	@Test
	void whenEndedSubscriptionsEndAfterTheirPackets() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.stream.publish(Packets.audio(0, 10), Packets.audio(20, 10));
		this.stream.source.end(StopReason.IDLE);
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.publish(Packets.audio(40, 10));
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).hasSize(2);
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		assertThat(this.stream.stream().stopReason()).isEqualTo(StopReason.IDLE);
		assertThat(this.stream.stream().statistics().packets()).isEqualTo(2);
		assertThat(this.stream.stream().statistics().subscriptions()).isZero();
	}

	@Test
	void whenEndedItTellsWhenEverySubscriptionIsDone() throws Exception {
		this.stream.subscribe(LOSSLESS);
		PacketReader reader = this.stream.stream().openReader(LOSSLESS);
		PacketReader abandoned = this.stream.stream().openReader(LIVE);
		this.stream.publish(Packets.audio(0, 10));
		CompletableFuture<Void> drained = this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.stream.source.end(StopReason.IDLE)).isSameAs(drained);
		this.stream.consumers.runAll();
		reader.next();
		abandoned.close();
		assertThat(drained).isNotDone();
		reader.next();
		assertThat(drained).isCompleted();
	}

	@Test
	void whenSubscribedAfterTheEndItEndsAtOnce() throws Exception {
		this.stream.publish(this.metadata, Packets.keyFrame(0, 10));
		this.stream.source.end(StopReason.UNPUBLISHED);
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).isEmpty();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		PacketReader reader = this.stream.stream().openReader(LIVE);
		assertThat(reader.next()).isNull();
		assertThat(reader.isActive()).isFalse();
	}

	@Test
	void whenPublisherThreadIsGoneSubscriptionEndsAtOnce() throws Exception {
		ManualExecutor publisherThread = new ManualExecutor();
		TestStream orphan = new TestStream(TestStream.CACHING, publisherThread);
		publisherThread.reject();
		CollectingConsumer consumer = orphan.subscribe(LOSSLESS);
		orphan.consumers.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		assertThat(orphan.stream().openReader(LIVE).next()).isNull();
	}

	@Test
	void whenSubscribingNothingHappensOutsideThePublisherThread() {
		ManualExecutor publisherThread = new ManualExecutor();
		TestStream waiting = new TestStream(TestStream.CACHING, publisherThread);
		CollectingConsumer consumer = waiting.subscribe(LOSSLESS);
		CollectingConsumer closedEarly = new CollectingConsumer();
		waiting.stream().subscribe(LOSSLESS, closedEarly).close();
		MediaPacket missed = Packets.audio(0, 1);
		MediaPacket first = Packets.audio(20, 1);
		waiting.publish(missed);
		publisherThread.runAll();
		waiting.publish(first);
		waiting.consumers.runAll();
		assertThat(consumer.packets()).containsExactly(first);
		assertThat(closedEarly.packets()).isEmpty();
		assertThat(closedEarly.ends()).containsExactly((Throwable) null);
		assertThat(waiting.stream().statistics().subscriptions()).isOne();
	}

	@Test
	void whenTheGopIsCachedOnDemandOnlyConsumersThatHaveAUseForItAsk() {
		TestStream onDemand = new TestStream(StreamSettings.DEFAULT);
		onDemand.subscribe(SubscriptionOptions.lossless());
		onDemand.publish(Packets.keyFrame(0, 10), Packets.frame(40, 10));
		onDemand.subscribe(SubscriptionOptions.lossless().startAtCachedGop(false));
		assertThat(cachedBytes(onDemand)).as("handlers from the begin").isZero();
		CollectingConsumer late = onDemand.subscribe(SubscriptionOptions.lossless());
		onDemand.publish(Packets.keyFrame(80, 10), Packets.frame(120, 10));
		assertThat(cachedBytes(onDemand)).isPositive();
		CollectingConsumer later = onDemand.subscribe(SubscriptionOptions.lossless());
		onDemand.consumers.runAll();
		assertThat(late.packets()).extracting(MediaPacket::timestamp).containsExactly(80L, 120L);
		assertThat(later.packets()).extracting(MediaPacket::timestamp).containsExactly(80L, 120L);
	}

	@Test
	void whenTheGopIsCachedOnDemandALiveConsumerAsksFromTheBegin() {
		TestStream onDemand = new TestStream(StreamSettings.DEFAULT);
		onDemand.subscribe(SubscriptionOptions.live());
		onDemand.publish(Packets.keyFrame(0, 10));
		assertThat(cachedBytes(onDemand)).isPositive();
	}

	private static long cachedBytes(TestStream stream) {
		stream.source.accountMemory();
		return stream.source.cachedGopBytes();
	}

}
