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

import java.util.concurrent.TimeUnit;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for live subscriptions: what is dropped and how they come back.
 */
class LiveSubscriptionTests {

	private static final SubscriptionOptions FOUR = SubscriptionOptions.live()
		.queueBytes(4 * (1000 + Backlog.PACKET_COST));

	private final TestStream stream = new TestStream();

	private final CollectingConsumer consumer = new CollectingConsumer();

	private Subscription subscription;

	@BeforeEach
	void subscribe() {
		this.subscription = this.stream.stream().subscribe(FOUR, this.consumer);
	}

	@Test
	void whenFullDropsToTheNextKeyFrameWithoutSlowingThePublisher() {
		MediaPacket lateFrame = Packets.frame(5, 1000);
		MediaPacket keyFrame = Packets.keyFrame(6, 1000);
		MediaPacket frame = Packets.frame(7, 1000);
		this.stream.publish(Packets.keyFrame(0, 1000));
		for (int i = 1; i < 5; i++) {
			this.stream.publish(Packets.frame(i, 1000));
		}
		assertThat(this.subscription.droppedPackets()).isOne();
		this.stream.consumers.runAll();
		this.stream.publish(lateFrame, keyFrame, frame);
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).extracting(MediaPacket::timestamp).containsExactly(0L, 1L, 2L, 3L, 6L, 7L);
		assertThat(this.subscription.droppedPackets()).isEqualTo(2);
		assertThat(this.stream.control.calls()).isEmpty();
	}

	@Test
	@Tag("EX14")
	void afterAGapEachTrackComesBackWithItsOwnKeyFrame() {
		MediaPacket key1 = Packets.video(6, "96 03 68766331 01 AA");
		MediaPacket frame1 = Packets.video(7, "A6 03 68766331 01 BB");
		MediaPacket key0 = Packets.keyFrame(8, 10);
		MediaPacket frame2 = Packets.video(9, "A6 03 68766331 02 CC");
		MediaPacket key2 = Packets.video(10, "96 03 68766331 02 DD");
		MediaPacket many = Packets.video(11, "A6 13 68766331 02 000001 AA 00 000001 BB");
		this.stream.publish(Packets.video(0, "96 00 68766331 01 AA"), Packets.keyFrame(0, 1000));
		for (int i = 1; i < 5; i++) {
			this.stream.publish(Packets.frame(i, 1000));
		}
		this.stream.consumers.runAll();
		this.consumer.packets().clear();
		long dropped = this.subscription.droppedPackets();
		this.stream.publish(key1, frame1, Packets.frame(7, 10), key0, frame2, key2, many);
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).containsExactly(key1, frame1, key0, key2, many);
		assertThat(this.subscription.droppedPackets() - dropped).isEqualTo(2);
	}

	@Test
	void whenLessThanHalfIsFreeAKeyFrameIsDroppedToo() throws Exception {
		PacketReader reader = this.stream.stream().openReader(FOUR);
		this.stream.publish(Packets.keyFrame(0, 1000), Packets.frame(1, 1000), Packets.frame(2, 1000),
				Packets.frame(3, 1000), Packets.frame(4, 1000));
		reader.next();
		this.stream.publish(Packets.keyFrame(5, 1000));
		reader.next();
		this.stream.publish(Packets.keyFrame(6, 1000));
		assertThat(reader.droppedPackets()).isEqualTo(2);
		assertThat(reader.next().timestamp()).isEqualTo(2);
		assertThat(reader.next().timestamp()).isEqualTo(3);
		assertThat(reader.next().timestamp()).isEqualTo(6);
	}

	@Test
	void whenThereIsNoVideoAudioComesBackWhenHalfIsFree() {
		for (int i = 0; i < 6; i++) {
			this.stream.publish(Packets.audio(i, 1000));
		}
		this.stream.consumers.runAll();
		this.stream.publish(Packets.audio(6, 1000));
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).extracting(MediaPacket::timestamp).containsExactly(0L, 1L, 2L, 3L, 6L);
		assertThat(this.subscription.droppedPackets()).isEqualTo(2);
	}

	@Test
	void whenHeadersChangeDuringAGapTheNewestComeFirstAndOnce() {
		MediaPacket metadata = Packets.metadata(5, 640, 360);
		MediaPacket videoHeader = Packets.videoHeader(6);
		MediaPacket audioHeader = Packets.audioHeader(6);
		MediaPacket keyFrame = Packets.keyFrame(7, 1000);
		this.stream.publish(Packets.keyFrame(0, 1000));
		for (int i = 1; i < 5; i++) {
			this.stream.publish(Packets.frame(i, 1000));
		}
		this.stream.publish(Packets.metadata(5, 320, 180), metadata, videoHeader, audioHeader);
		this.stream.consumers.runAll();
		this.consumer.packets().clear();
		this.stream.publish(keyFrame, Packets.frame(8, 10));
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).startsWith(metadata, videoHeader, audioHeader, keyFrame).hasSize(5);
	}

	@Test
	void whenHeadersChangeWithoutAGapTheyComeInPlace() {
		MediaPacket[] all = { Packets.videoHeader(0), Packets.keyFrame(0, 10), Packets.metadata(20, 640, 360),
				Packets.audioHeader(20), Packets.frame(40, 10) };
		this.stream.publish(all);
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).containsExactly(all);
	}

	@Test
	@Tag("A6")
	void floodOfMetadataDoesNotGrowTheQueue() {
		for (int i = 0; i < 10_000; i++) {
			this.stream.publish(Packets.metadata(i, 640, 360));
		}
		assertThat(this.subscription.queuedBytes()).isLessThan(FOUR.queueBytes());
	}

	@Test
	void whenAPacketIsLargerThanTheQueueItPassesAlone() {
		this.stream.publish(Packets.keyFrame(0, 100_000));
		this.stream.consumers.runAll();
		assertThat(this.consumer.packets()).hasSize(1);
		assertThat(this.subscription.droppedPackets()).isZero();
	}

	@Test
	@Tag("S1")
	void neverStalls() {
		for (int i = 0; i < 100; i++) {
			this.stream.publish(Packets.audio(i, 1000));
		}
		this.stream.source.checkStalls(0);
		this.stream.source.checkStalls(TimeUnit.DAYS.toNanos(1));
		assertThat(this.subscription.isActive()).isTrue();
		assertThat(this.subscription.droppedPackets()).isEqualTo(96);
		assertThat(this.stream.control.calls()).isEmpty();
	}

}
