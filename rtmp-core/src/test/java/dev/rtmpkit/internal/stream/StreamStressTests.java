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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.CallbackThread;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream between real threads: one that publishes, as an event loop does, and some that
 * consume.
 */
@Timeout(120)
class StreamStressTests {

	private static final int PACKETS = 100_000;

	/** Small, so that the brake is used all the time. */
	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless()
		.queueBytes(20 * (100 + Backlog.PACKET_COST));

	private final ExecutorService publisherThread = Executors.newSingleThreadExecutor();

	private final ExecutorService consumers = Executors.newFixedThreadPool(2);

	private final Publisher publisher = new Publisher();

	private final StreamSource source = new StreamRegistry(TestStream.CACHING).register("demo", TestStream.INFO,
			this.publisher, this.publisherThread, this.consumers, new StreamListener() {
			});

	@AfterEach
	void shutDown() {
		this.publisherThread.shutdownNow();
		this.consumers.shutdownNow();
	}

	@Test
	void whenConsumersAreSlowerThanThePublisherEveryPacketComesInOrder() throws Exception {
		SequenceConsumer first = new SequenceConsumer();
		SequenceConsumer second = new SequenceConsumer();
		this.source.stream().subscribe(LOSSLESS, first);
		this.source.stream().subscribe(LOSSLESS, second);
		SequenceConsumer third = new SequenceConsumer();
		this.source.stream().subscribe(LOSSLESS.callbackThread(CallbackThread.EVENT_LOOP), third);
		Future<Long> read = read(this.source.stream().openReader(LOSSLESS));
		this.publisher.start();
		first.awaitEnd();
		second.awaitEnd();
		third.awaitEnd();
		assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(PACKETS);
		assertThat(first.next).isEqualTo(PACKETS);
		assertThat(second.next).isEqualTo(PACKETS);
		assertThat(third.next).isEqualTo(PACKETS);
		assertThat(this.publisher.pauses.get()).isPositive();
	}

	@Test
	void whenSubscribersComeAndGoNoneMissesOrRepeatsAPacketAtTheSeam() throws Exception {
		ExecutorService joiners = Executors.newFixedThreadPool(2);
		try {
			CountDownLatch started = new CountDownLatch(1);
			List<Future<Integer>> joined = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				joined.add(joiners.submit(() -> joinAndLeave(started)));
			}
			this.publisher.start();
			started.countDown();
			for (Future<Integer> future : joined) {
				assertThat(future.get(60, TimeUnit.SECONDS)).isPositive();
			}
		}
		finally {
			joiners.shutdownNow();
		}
		assertThat(this.source.stream().statistics().subscriptions()).isZero();
	}

	@Test
	void whenLiveConsumerIsSlowWhatItGetsIsInOrderAndTheRestIsCounted() throws Exception {
		Semaphore permits = new Semaphore(0);
		CountDownLatch ended = new CountDownLatch(1);
		List<Long> got = new ArrayList<>();
		PacketConsumer slow = new PacketConsumer() {

			@Override
			public void onPacket(MediaPacket packet) throws InterruptedException {
				permits.acquire();
				got.add(packet.timestamp());
			}

			@Override
			public void onEnd(@Nullable Throwable failure) {
				ended.countDown();
			}

		};
		Subscription subscription = this.source.stream()
			.subscribe(SubscriptionOptions.live().queueBytes(100 * (100 + Backlog.PACKET_COST)), slow);
		this.publisher.start();
		for (int i = 0; i < PACKETS; i++) {
			permits.release();
		}
		assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(got).isSorted().doesNotHaveDuplicates().hasSize((int) (PACKETS - subscription.droppedPackets()));
		for (int i = 1; i < got.size(); i++) {
			boolean continues = got.get(i) == got.get(i - 1) + 1;
			assertThat(continues || got.get(i) % 50 == 0).as("gap before %s", got.get(i)).isTrue();
		}
		assertThat(this.publisher.pauses.get()).isZero();
	}

	@Test
	void whenConsumersAreFasterThanThePublisherNoWakeUpIsLost() throws Exception {
		AtomicInteger taken = new AtomicInteger();
		this.source.stream().subscribe(LOSSLESS, (packet) -> taken.incrementAndGet());
		Future<Long> read = read(this.source.stream().openReader(LOSSLESS));
		this.publisherThread.submit(() -> {
			// the next packet comes just when the consumer is about to go idle
			for (int i = 0; i < PACKETS; i++) {
				this.source.publish(Packets.frame(i, 100));
				while (taken.get() <= i) {
					Thread.onSpinWait();
				}
			}
			this.source.end(StopReason.UNPUBLISHED);
		}).get(60, TimeUnit.SECONDS);
		assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(PACKETS);
	}

	private Future<Long> read(PacketReader reader) {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		Future<Long> result = thread.submit((Callable<Long>) () -> {
			long expected = 0;
			MediaPacket packet;
			while ((packet = reader.next()) != null) {
				assertThat(packet.timestamp()).isEqualTo(expected++);
			}
			return expected;
		});
		thread.shutdown();
		return result;
	}

	private int joinAndLeave(CountDownLatch started) throws Exception {
		started.await();
		int joins = 0;
		while (this.source.stream().stopReason() == null) {
			try (PacketReader reader = this.source.stream().openReader(SubscriptionOptions.lossless())) {
				MediaPacket packet = reader.next();
				long previous = (packet != null) ? packet.timestamp() : 0;
				assertThat(previous % 50).as("first packet %s", previous).isZero();
				for (int i = 0; i < 200 && packet != null; i++) {
					packet = reader.next();
					if (packet != null) {
						assertThat(packet.timestamp()).isEqualTo(++previous);
					}
				}
			}
			joins++;
		}
		return joins;
	}

	/**
	 * Publishes as fast as it can, a packet per task, unless it is told to pause. Every
	 * fiftieth packet is a key frame.
	 */
	private final class Publisher implements PublisherControl, Runnable {

		private final AtomicInteger pauses = new AtomicInteger();

		private volatile boolean started;

		private boolean paused;

		private int time;

		void start() {
			this.started = true;
			next();
		}

		private void next() {
			StreamStressTests.this.publisherThread.execute(this);
		}

		@Override
		public void run() {
			if (this.time == PACKETS) {
				StreamStressTests.this.source.end(StopReason.UNPUBLISHED);
				return;
			}
			StreamStressTests.this.source
				.publish((this.time % 50 == 0) ? Packets.keyFrame(this.time, 100) : Packets.frame(this.time, 100));
			this.time++;
			if (!this.paused) {
				next();
			}
		}

		@Override
		public void pause() {
			assertThat(this.paused).isFalse();
			this.pauses.incrementAndGet();
			this.paused = true;
		}

		@Override
		public void resume() {
			assertThat(this.paused).isTrue();
			this.paused = false;
			// A test that publishes by itself does not wait for slow readers
			if (this.started) {
				next();
			}
		}

		@Override
		public void stop(StopReason reason) {
			throw new IllegalStateException(reason.name());
		}

	}

	/**
	 * Checks that timestamps count up and that calls do not overlap.
	 */
	private static final class SequenceConsumer implements PacketConsumer {

		private final CountDownLatch ended = new CountDownLatch(1);

		private final AtomicInteger inside = new AtomicInteger();

		private long next;

		private @Nullable Throwable failure;

		@Override
		public void onPacket(MediaPacket packet) {
			assertThat(this.inside.incrementAndGet()).isOne();
			assertThat(packet.timestamp()).isEqualTo(this.next++);
			assertThat(this.inside.decrementAndGet()).isZero();
		}

		@Override
		public void onEnd(@Nullable Throwable cause) {
			this.failure = cause;
			this.ended.countDown();
		}

		void awaitEnd() throws InterruptedException {
			assertThat(this.ended.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(this.failure).isNull();
		}

	}

}
