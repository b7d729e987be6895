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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.CallbackThread;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for subscriptions that are called by the publisher's thread.
 */
class EventLoopSubscriptionTests {

	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless()
		.callbackThread(CallbackThread.EVENT_LOOP);

	private final ManualExecutor publisherThread = new ManualExecutor();

	private final TestStream stream = new TestStream(TestStream.CACHING, this.publisherThread);

	@Test
	void whenPacketsAreFlushedTheConsumerHasThem() {
		CollectingConsumer consumer = subscribe();
		this.stream.source.enqueue(Packets.keyFrame(0, 10));
		this.stream.source.enqueue(Packets.frame(40, 10));
		assertThat(consumer.packets()).isEmpty();
		this.stream.source.flush();
		assertThat(consumer.packets()).hasSize(2);
		assertNoTasks();
	}

	@Test
	void whenTheStreamEndsTheConsumerHearsOfItOnThePublishersThread() {
		CollectingConsumer consumer = subscribe();
		this.stream.publish(Packets.keyFrame(0, 10));
		assertThat(this.stream.source.end(StopReason.UNPUBLISHED)).isNotDone();
		this.publisherThread.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		assertThat(this.stream.source.end(StopReason.UNPUBLISHED)).isDone();
		assertNoTasks();
	}

	@Test
	void whenThereIsMuchToDeliverGivesTheThreadBackInBetween() {
		CollectingConsumer consumer = subscribe();
		for (int i = 0; i < CallbackSubscription.BATCH + 10; i++) {
			this.stream.source.enqueue(Packets.frame(i, 10));
		}
		this.stream.source.flush();
		assertThat(consumer.packets()).hasSize(CallbackSubscription.BATCH);
		this.publisherThread.runAll();
		assertThat(consumer.packets()).hasSize(CallbackSubscription.BATCH + 10);
		assertNoTasks();
	}

	@Test
	void whenItJoinsLateTheCachedGopComesFirst() {
		this.stream.publish(Packets.keyFrame(0, 10), Packets.frame(40, 10));
		CollectingConsumer consumer = subscribe();
		this.stream.publish(Packets.frame(80, 10));
		this.publisherThread.runAll();
		assertThat(consumer.packets()).extracting(MediaPacket::timestamp).containsExactly(0L, 40L, 80L);
		assertNoTasks();
	}

	@Test
	@Tag("S1")
	void whenConsumerThrowsOnlyItsOwnSubscriptionEnds() {
		AssertionError failure = new AssertionError("broken");
		CollectingConsumer broken = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) {
				throw failure;
			}

		};
		this.stream.stream().subscribe(LOSSLESS, broken);
		CollectingConsumer healthy = subscribe();
		this.stream.publish(Packets.keyFrame(0, 10), Packets.frame(40, 10));
		this.publisherThread.runAll();
		assertThat(broken.ends()).containsExactly(failure);
		assertThat(healthy.packets()).hasSize(2);
		assertThat(this.stream.control.failures()).containsExactly(failure);
		assertThat(this.stream.stream().statistics().subscriptions()).isOne();
	}

	@Test
	void whenTheConsumerClosesItsSubscriptionNothingFollows() {
		List<Subscription> own = new ArrayList<>();
		CollectingConsumer consumer = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws Exception {
				super.onPacket(packet);
				own.get(0).close();
			}

		};
		own.add(this.stream.stream().subscribe(LOSSLESS, consumer));
		this.publisherThread.runAll();
		this.stream.source.enqueue(Packets.keyFrame(0, 10));
		this.stream.source.enqueue(Packets.frame(40, 10));
		this.stream.source.flush();
		this.publisherThread.runAll();
		assertThat(consumer.packets()).hasSize(1);
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	@Test
	void whenThePublishersThreadHasEndedAThreadForCallbacksTellsTheEnd() {
		CollectingConsumer consumer = new CollectingConsumer();
		Subscription subscription = this.stream.stream().subscribe(LOSSLESS, consumer);
		this.publisherThread.runAll();
		this.publisherThread.reject();
		subscription.close();
		this.stream.consumers.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	@Test
	@Tag("I1")
	void whenTheConsumerBlocksAThreadForCallbacksGoesOn() {
		CollectingConsumer blocking = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws Exception {
				super.onPacket(packet);
				if (packets().size() == 1) {
					new CountDownLatch(1).await(BlockingWatch.DEBT_MILLIS + 1, TimeUnit.MILLISECONDS);
				}
			}

		};
		this.stream.stream().subscribe(LOSSLESS, blocking);
		this.publisherThread.runAll();
		this.stream.source.enqueue(Packets.keyFrame(0, 10));
		this.stream.source.enqueue(Packets.frame(40, 10));
		this.stream.source.flush();
		assertThat(blocking.packets()).hasSize(1);
		assertThat(this.stream.control.calls()).containsExactly("blocked");
		this.stream.consumers.runAll();
		assertThat(blocking.packets()).hasSize(2);
		this.stream.publish(Packets.frame(80, 10));
		assertThat(blocking.packets()).hasSize(2);
		this.stream.consumers.runAll();
		assertThat(blocking.packets()).hasSize(3);
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.consumers.runAll();
		assertThat(blocking.ends()).containsExactly((Throwable) null);
	}

	@Test
	void whenHandedOverTheOtherThreadCallsTheConsumer() {
		CollectingConsumer consumer = subscribe();
		ManualExecutor other = new ManualExecutor();
		this.stream.publish(Packets.keyFrame(0, 10));
		this.stream.source.interrupt();
		this.stream.source.publisherReturned(TestStream.INFO);
		this.stream.source.handOver(new TestControl(), other);
		this.stream.publish(Packets.keyFrame(0, 10));
		assertThat(consumer.packets()).hasSize(2);
		this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.publisherThread.waiting()).isZero();
		other.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	private CollectingConsumer subscribe() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.publisherThread.runAll();
		return consumer;
	}

	private void assertNoTasks() {
		assertThat(this.stream.consumers.waiting()).isZero();
		assertThat(this.publisherThread.waiting()).isZero();
	}

}
