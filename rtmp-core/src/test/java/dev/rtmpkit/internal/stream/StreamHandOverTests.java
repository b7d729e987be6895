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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A stream whose publisher goes and comes back on another thread.
 */
class StreamHandOverTests {

	private static final PublisherInfo NEXT = new PublisherInfo("another", "other",
			InetSocketAddress.createUnresolved("127.0.0.2", 2), "encoder", true, Instant.MAX, Map.of("a", "b"));

	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless();

	private static final SubscriptionOptions LIVE = SubscriptionOptions.live();

	private final ManualExecutor firstThread = new ManualExecutor();

	private final ManualExecutor secondThread = new ManualExecutor();

	private final TestControl second = new TestControl();

	private final TestStream stream = new TestStream(TestStream.CACHING, this.firstThread);

	@Test
	void whenHandedOverSubscriptionsGoOn() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.firstThread.runAll();
		this.stream.publish(Packets.keyFrame(1000, 10));
		this.stream.source.interrupt();
		assertThat(this.stream.stream().isInterrupted()).isTrue();
		handOver();
		assertThat(this.stream.stream().isInterrupted()).isFalse();
		this.stream.publish(Packets.keyFrame(0, 10), Packets.frame(40, 10));
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).extracting(MediaPacket::timestamp).containsExactly(1000L, 1001L, 1041L);
		assertThat(consumer.ends()).isEmpty();
		assertThat(this.stream.stream().statistics().video().packets()).isEqualTo(3);
		assertThat(this.stream.stream().statistics().lastTimestamp()).isEqualTo(1041);
	}

	@Test
	void whenHandedOverTheConnectionIsNewAndThePublishIsNot() {
		handOver();
		assertThat(this.stream.stream().publisher())
			.isEqualTo(new PublisherInfo(TestStream.INFO.sessionId(), TestStream.INFO.app(), NEXT.remoteAddress(),
					NEXT.encoder(), true, TestStream.INFO.startedAt(), TestStream.INFO.attributes()));
		assertThat(this.stream.source.control()).isSameAs(this.second);
	}

	@Test
	void whenHandedOverTasksOfTheOldThreadRunOnTheNewOne() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		handOver();
		this.firstThread.runAll();
		assertThat(this.stream.stream().statistics().subscriptions()).isZero();
		this.secondThread.runAll();
		assertThat(this.stream.stream().statistics().subscriptions()).isOne();
		this.stream.publish(Packets.audio(0, 10));
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).hasSize(1);
	}

	@Test
	void whenASubscriptionIsFullTheNewConnectionHasToWaitToo() throws Exception {
		PacketReader reader = this.stream.stream().openReader(LOSSLESS.queueBytes(100));
		this.firstThread.runAll();
		this.stream.publish(Packets.audio(0, 200));
		assertThat(this.stream.control.calls()).containsExactly("pause");
		handOver();
		assertThat(this.second.calls()).containsExactly("pause");
		reader.next();
		this.secondThread.runAll();
		assertThat(this.second.calls()).containsExactly("pause", "resume");
		assertThat(this.stream.control.calls()).containsExactly("pause");
	}

	/**
	 * The consumer makes room while the hand-over is under way, between any two steps of
	 * it.
	 */
	@Test
	@Tag("I13")
	@Timeout(10)
	void whenAConsumerDrainsDuringTheHandOverTheNewConnectionIsReadOn() throws Exception {
		try (PublisherThread first = new PublisherThread(); PublisherThread next = new PublisherThread()) {
			TestStream handedOver = new TestStream(TestStream.CACHING, first.executor);
			PacketReader reader = handedOver.stream().openReader(LOSSLESS.queueBytes(100));
			first.run(() -> handedOver.publish(Packets.audio(0, 200)));
			assertThat(handedOver.control.calls()).containsExactly("pause");
			AtomicBoolean paused = new AtomicBoolean();
			PublisherControl control = new PublisherControl() {

				@Override
				public void pause() {
					drain(reader);
					next.executor.execute(() -> paused.set(true));
				}

				@Override
				public void resume() {
					paused.set(false);
				}

				@Override
				public void stop(StopReason reason) {
				}

			};
			first.run(() -> {
				handedOver.source.publisherReturned(NEXT);
				handedOver.source.handOver(control, next.executor);
			});
			// What was posted to the first is handed on to the next
			first.run(() -> {
			});
			next.run(() -> {
			});
			assertThat(paused).isFalse();
		}
	}

	private static void drain(PacketReader reader) {
		CompletableFuture.runAsync(() -> {
			try {
				reader.next();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}).join();
	}

	@Test
	@Tag("I14")
	void whenHandedOverASubscriptionThatStallsStopsTheNewPublisherToo() {
		this.stream.stream()
			.openReader(
					LOSSLESS.queueBytes(100).stallDeadline(Duration.ofNanos(1)).onStall(StallPolicy.STOP_PUBLISHER));
		this.firstThread.runAll();
		this.stream.publish(Packets.audio(0, 200));
		checkStalls();
		assertThat(this.stream.control.calls()).containsExactly("pause", "stop CONSUMER_STALLED");
		this.stream.source.interrupt();
		handOver();
		checkStalls();
		assertThat(this.second.calls()).containsExactly("pause", "stop CONSUMER_STALLED");
	}

	private void checkStalls() {
		this.stream.source.checkStalls(0);
		this.stream.source.checkStalls(1000);
	}

	@Test
	void whenHandedOverWhatTheOldOneSentIsNotCachedForLateJoiners() {
		this.stream.publish(Packets.metadata(0, 640, 360), Packets.videoHeader(0), Packets.keyFrame(0, 10),
				Packets.frame(40, 10));
		handOver();
		CollectingConsumer between = this.stream.subscribe(LIVE);
		this.secondThread.runAll();
		assertThat(this.stream.stream().metadata()).isNotNull();
		MediaPacket header = Packets.videoHeader(41);
		MediaPacket keyFrame = Packets.keyFrame(41, 10);
		this.stream.publish(header, Packets.frame(41, 10), keyFrame);
		CollectingConsumer late = this.stream.subscribe(LIVE);
		this.secondThread.runAll();
		this.stream.consumers.runAll();
		assertThat(between.packets()).containsExactly(header, keyFrame);
		assertThat(late.packets()).containsExactly(header, keyFrame);
	}

	@Test
	void whenHandedOverLiveSubscriptionsWaitForAKeyFrame() {
		CollectingConsumer consumer = this.stream.subscribe(LIVE);
		this.firstThread.runAll();
		MediaPacket before = Packets.keyFrame(0, 10);
		this.stream.publish(before);
		handOver();
		MediaPacket after = Packets.keyFrame(80, 10);
		this.stream.publish(Packets.frame(40, 10), after);
		this.stream.consumers.runAll();
		assertThat(consumer.packets()).containsExactly(before, after);
	}

	@Test
	void whenInterruptedLateJoinersSeeTheLastPicture() {
		MediaPacket keyFrame = Packets.keyFrame(0, 10);
		this.stream.publish(keyFrame);
		this.stream.source.interrupt();
		CollectingConsumer late = this.stream.subscribe(LIVE);
		this.firstThread.runAll();
		this.stream.consumers.runAll();
		assertThat(late.packets()).containsExactly(keyFrame);
	}

	@Test
	void whenInterruptedAndEndedItIsOver() {
		CollectingConsumer consumer = this.stream.subscribe(LOSSLESS);
		this.firstThread.runAll();
		this.stream.source.interrupt();
		this.stream.source.end(StopReason.CONNECTION_LOST);
		this.stream.consumers.runAll();
		assertThat(consumer.ends()).containsExactly((Throwable) null);
		assertThat(this.stream.stream().isInterrupted()).isFalse();
		assertThat(this.stream.stream().stopReason()).isEqualTo(StopReason.CONNECTION_LOST);
	}

	@Test
	void whenThePublishersThreadIsGoneTasksAreRejected() {
		this.firstThread.reject();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.stream.source.execute(() -> {
		}));
	}

	private void handOver() {
		this.stream.source.publisherReturned(NEXT);
		this.stream.source.handOver(this.second, this.secondThread);
	}

	/**
	 * A thread that publishes.
	 */
	private static final class PublisherThread implements AutoCloseable {

		private final ExecutorService executor = Executors.newSingleThreadExecutor();

		void run(Runnable task) throws Exception {
			this.executor.submit(task).get();
		}

		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

}
