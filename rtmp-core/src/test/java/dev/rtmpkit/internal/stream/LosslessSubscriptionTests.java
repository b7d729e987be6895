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
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for lossless subscriptions: the brake on the publisher and what releases it.
 */
class LosslessSubscriptionTests {

	/** Room for four packets of {@link #packet(int)}. */
	private static final SubscriptionOptions FOUR = SubscriptionOptions.lossless()
		.queueBytes(4 * (1000 + Backlog.PACKET_COST))
		.stallDeadline(Duration.ofSeconds(10));

	private final TestStream stream = new TestStream();

	@Test
	void whenFullPausesOnceAndStillTakesEveryPacket() {
		CollectingConsumer consumer = this.stream.subscribe(FOUR);
		publish(0, 3);
		assertThat(this.stream.control.calls()).isEmpty();
		publish(3, 10);
		assertThat(this.stream.control.calls()).containsExactly("pause");
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).extracting(MediaPacket::timestamp)
			.containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
	}

	@Test
	void whenHalfOfItIsDrainedResumes() throws Exception {
		PacketReader reader = this.stream.stream().openReader(FOUR);
		publish(0, 4);
		assertThat(reader.queuedBytes()).isEqualTo(4000);
		reader.next();
		assertThat(this.stream.control.calls()).containsExactly("pause");
		reader.next();
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
		assertThat(reader.queuedBytes()).isEqualTo(2000);
		publish(4, 6);
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume", "pause");
	}

	@Test
	void whenSeveralAreFullResumesAfterTheLast() throws Exception {
		PacketReader first = this.stream.stream().openReader(FOUR);
		PacketReader second = this.stream.stream().openReader(FOUR);
		publish(0, 4);
		first.next();
		first.next();
		second.next();
		assertThat(this.stream.control.calls()).containsExactly("pause");
		second.next();
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
	}

	@Test
	void whenTheFullOneIsClosedResumes() {
		PacketReader reader = this.stream.stream().openReader(FOUR);
		publish(0, 5);
		reader.close();
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
		assertThat(reader.queuedBytes()).isZero();
		assertThat(this.stream.stream().statistics().subscriptions()).isZero();
	}

	@Test
	void whenStreamEndsWhilePausedResumesForTheNextPublish() {
		this.stream.subscribe(FOUR);
		publish(0, 5);
		this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
	}

	@Test
	@Tag("F5")
	void tinyPacketsFillTheQueueToo() {
		this.stream.subscribe(SubscriptionOptions.lossless().queueBytes(1024 * Backlog.PACKET_COST));
		for (int i = 0; i < 1024; i++) {
			this.stream.publish(Packets.audio(i, 1));
		}
		assertThat(this.stream.control.calls()).containsExactly("pause");
	}

	@Test
	void whenCachedGopIsLargerThanTheQueueItIsReplayedAndPauses() {
		this.stream.publish(Packets.keyFrame(0, 1000));
		publish(1, 8);
		CollectingConsumer consumer = this.stream.subscribe(FOUR);
		assertThat(this.stream.control.calls()).containsExactly("pause");
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).hasSize(8);
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
	}

	@Test
	@Tag("S1")
	void whenDeadlinePassesEndsWithTheStallAfterWhatIsQueued() {
		CollectingConsumer stalled = this.stream.subscribe(FOUR);
		CollectingConsumer healthy = this.stream.subscribe(SubscriptionOptions.lossless());
		publish(0, 5);
		checkStallsAt(100);
		checkStallsAt(109);
		assertThat(this.stream.control.calls()).containsExactly("pause");
		checkStallsAt(110);
		assertThat(this.stream.control.calls()).containsExactly("pause", "resume");
		assertThat(this.stream.control.failures()).hasSize(1);
		publish(5, 6);
		this.stream.consumers.runAll();
		assertThat(stalled.packets()).hasSize(5);
		assertThat(stalled.ends()).hasSize(1).first().isInstanceOf(SubscriptionStalledException.class);
		assertThat(healthy.packets()).hasSize(6);
		assertThat(healthy.ends()).isEmpty();
	}

	@Test
	void whenItDrainsInTimeTheDeadlineStartsAnew() throws Exception {
		PacketReader reader = this.stream.stream().openReader(FOUR);
		publish(0, 4);
		checkStallsAt(-5);
		reader.next();
		reader.next();
		publish(4, 6);
		checkStallsAt(6);
		checkStallsAt(15);
		assertThat(this.stream.control.failures()).isEmpty();
		checkStallsAt(16);
		assertThat(this.stream.control.failures()).hasSize(1);
		for (int i = 0; i < 4; i++) {
			assertThat(reader.next()).isNotNull();
		}
		assertThat(reader.isActive()).isFalse();
	}

	@Test
	void whenTheFullOneIsClosedItDoesNotStall() {
		ManualExecutor publisherThread = new ManualExecutor();
		TestStream waiting = new TestStream(TestStream.CACHING, publisherThread);
		PacketReader reader = waiting.stream().openReader(FOUR);
		publisherThread.runAll();
		for (int i = 0; i < 4; i++) {
			waiting.publish(packet(i));
		}
		waiting.source.checkStalls(0);
		reader.close();
		waiting.source.checkStalls(TimeUnit.SECONDS.toNanos(10));
		publisherThread.runAll();
		assertThat(waiting.control.failures()).isEmpty();
		assertThat(waiting.control.calls()).containsExactly("pause", "resume");
	}

	@Test
	void whenSoConfiguredAStallStopsThePublisherOnce() {
		CollectingConsumer consumer = this.stream.subscribe(FOUR.onStall(StallPolicy.STOP_PUBLISHER));
		publish(0, 4);
		checkStallsAt(0);
		checkStallsAt(10);
		checkStallsAt(11);
		assertThat(this.stream.control.calls()).containsExactly("pause", "stop CONSUMER_STALLED");
		this.stream.source.end(StopReason.CONSUMER_STALLED);
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).hasSize(4);
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	private void publish(int from, int to) {
		for (int i = from; i < to; i++) {
			this.stream.publish(packet(i));
		}
	}

	private static MediaPacket packet(int timestamp) {
		return Packets.audio(timestamp, 1000);
	}

	private void checkStallsAt(long seconds) {
		this.stream.source.checkStalls(TimeUnit.SECONDS.toNanos(seconds));
	}

}
