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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallbackSubscription}.
 */
class CallbackSubscriptionTests {

	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless();

	private final TestStream stream = new TestStream();

	@Test
	void atMostOneTaskIsInFlight() {
		this.stream.subscribe(LOSSLESS);
		publish(10);
		assertThat(this.stream.consumers.waiting()).isOne();
		this.stream.consumers.runAll();
		publish(10);
		assertThat(this.stream.consumers.waiting()).isOne();
	}

	@Test
	void whenThereIsMuchToDeliverGivesTheThreadBackInBetween() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		int batch = CallbackSubscription.BATCH;
		publish(2 * batch + 22);
		this.stream.consumers.runOne();
		assertThat(consumer.packets()).hasSize(batch);
		this.stream.consumers.runOne();
		assertThat(consumer.packets()).hasSize(2 * batch);
		this.stream.consumers.runOne();
		assertThat(consumer.packets()).hasSize(2 * batch + 22);
		assertThat(this.stream.consumers.waiting()).isZero();
	}

	@Test
	@Tag("S1")
	void whenConsumerThrowsOnlyItsOwnSubscriptionEnds() {
		AssertionError failure = new AssertionError("broken");
		CollectingConsumer broken = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws Exception {
				super.onPacket(packet);
				throw failure;
			}

		};
		Subscription subscription = this.stream.stream().subscribe(LOSSLESS, broken);
		CollectingConsumer healthy = this.stream.subscribe(LOSSLESS);
		publish(3);
		this.stream.consumers.runAll();
		publish(3);
		this.stream.consumers.runAll();
		assertThat(broken.packets()).hasSize(1);
		assertThat(broken.ends()).containsExactly(failure);
		assertThat(subscription.isActive()).isFalse();
		assertThat(subscription.queuedBytes()).isZero();
		assertThat(healthy.packets()).hasSize(6);
		assertThat(healthy.ends()).isEmpty();
		assertThat(this.stream.control.failures()).containsExactly(failure);
		assertThat(this.stream.stream().statistics().subscriptions()).isOne();
	}

	@Test
	void whenConsumerOfAStalledSubscriptionThrowsOneFailureIsReported() {
		CollectingConsumer broken = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws Exception {
				throw new InterruptedException();
			}

		};
		this.stream.stream().subscribe(LOSSLESS.queueBytes(1), broken);
		publish(1);
		this.stream.source.checkStalls(0);
		this.stream.source.checkStalls(LOSSLESS.stallDeadline().toNanos());
		this.stream.consumers.runAll();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.stream.control.failures()).singleElement().isInstanceOf(SubscriptionStalledException.class);
	}

	@Test
	void whenConsumerIsInterruptedTheThreadStaysInterrupted() {
		InterruptedException failure = new InterruptedException();
		CollectingConsumer interrupted = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws InterruptedException {
				throw failure;
			}

		};
		this.stream.stream().subscribe(LOSSLESS, interrupted);
		publish(1);
		this.stream.consumers.runAll();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupted.ends()).containsExactly(failure);
	}

	@Test
	void whenOnEndThrowsTheThreadsHandlerHearsOfIt() throws InterruptedException {
		AtomicReference<@Nullable Throwable> uncaught = new AtomicReference<>();
		IllegalStateException failure = new IllegalStateException("broken");
		PacketConsumer broken = new PacketConsumer() {

			@Override
			public void onPacket(MediaPacket packet) {
			}

			@Override
			public void onEnd(@Nullable Throwable cause) {
				throw failure;
			}

		};
		this.stream.stream().subscribe(LOSSLESS, broken);
		this.stream.source.end(StopReason.UNPUBLISHED);
		Thread thread = new Thread(this.stream.consumers::runAll);
		thread.setUncaughtExceptionHandler((failed, ex) -> uncaught.set(ex));
		thread.start();
		thread.join();
		assertThat(uncaught.get()).isSameAs(failure);
	}

	@Test
	void whenClosedDiscardsWhatIsQueuedAndEndsOnce() {
		CollectingConsumer consumer = new CollectingConsumer();
		Subscription subscription = this.stream.stream().subscribe(LOSSLESS, consumer);
		publish(3);
		assertThat(subscription.isActive()).isTrue();
		subscription.close();
		subscription.close();
		publish(3);
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).isEmpty();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		assertThat(subscription.isActive()).isFalse();
		assertThat(subscription.queuedBytes()).isZero();
	}

	@Test
	void whenClosedAfterTheEndItDoesNotEndAgain() {
		CollectingConsumer consumer = new CollectingConsumer();
		Subscription subscription = this.stream.stream().subscribe(LOSSLESS, consumer);
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.consumers.runAll();
		subscription.close();
		this.stream.consumers.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	@Test
	void whenConsumerThrowsWhileTheEndIsPendingTheFailureIsTold() {
		IllegalStateException failure = new IllegalStateException("broken");
		CollectingConsumer broken = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) {
				throw failure;
			}

		};
		this.stream.stream().subscribe(LOSSLESS, broken);
		publish(2);
		this.stream.source.end(StopReason.UNPUBLISHED);
		this.stream.consumers.runAll();
		assertThat(broken.ends()).containsExactly(failure);
	}

	@Test
	void whenClosedByItsConsumerNoMorePacketsCome() {
		AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
		CollectingConsumer consumer = new CollectingConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws Exception {
				super.onPacket(packet);
				subscription.get().close();
			}

		};
		subscription.set(this.stream.stream().subscribe(LOSSLESS, consumer));
		publish(3);
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).hasSize(1);
		assertThat(consumer.ends()).containsExactly((Throwable) null);
	}

	@Test
	void whenThereIsNoThreadTheSubscriptionEndsAndTheConsumerIsNotCalled() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.stream.consumers.reject();
		publish(2);
		assertThat(consumer.packets()).isEmpty();
		assertThat(consumer.ends()).isEmpty();
		assertThat(this.stream.control.failures()).singleElement().isInstanceOf(RejectedExecutionException.class);
		assertThat(this.stream.stream().statistics().subscriptions()).isZero();
	}

	@Test
	void whenExecutorRejectsInTheMiddleGoesOnWithTheThreadItHas() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		publish(200);
		this.stream.consumers.reject();
		this.stream.consumers.runOne();
		assertThat(consumer.packets()).hasSize(200);
		assertThat(consumer.ends()).isEmpty();
	}

	@Test
	void whenThereIsNoThreadForTheEndNothingWaitsForIt() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		publish(1);
		this.stream.consumers.runAll();
		this.stream.consumers.reject();
		assertThat(this.stream.source.end(StopReason.SERVER_SHUTDOWN)).isCompleted();
		assertThat(consumer.packets()).hasSize(1);
		assertThat(consumer.ends()).isEmpty();
		assertThat(this.stream.control.failures()).isEmpty();
	}

	private void publish(int count) {
		for (int i = 0; i < count; i++) {
			this.stream.publish(Packets.audio(i, 10));
		}
	}

}
