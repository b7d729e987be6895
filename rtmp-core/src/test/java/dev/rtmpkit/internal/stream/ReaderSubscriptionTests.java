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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ReaderSubscription}.
 */
class ReaderSubscriptionTests {

	private final TestStream stream = new TestStream();

	private final PacketReader reader = this.stream.stream().openReader(SubscriptionOptions.lossless());

	@Test
	void readsWhatIsQueuedAndNullAtTheEnd() throws Exception {
		MediaPacket packet = Packets.audio(0, 10);
		this.stream.publish(packet);
		this.stream.source.end(StopReason.UNPUBLISHED);
		assertThat(this.reader.isActive()).isTrue();
		assertThat(this.reader.next()).isSameAs(packet);
		assertThat(this.reader.isActive()).isFalse();
		assertThat(this.reader.next()).isNull();
		assertThat(this.reader.next(Duration.ofDays(1))).isNull();
	}

	@Test
	void whenNothingIsQueuedWaitsForAPacketAndForTheEnd() throws Exception {
		List<MediaPacket> read = new ArrayList<>();
		Reading<@Nullable MediaPacket> reading = new Reading<>(() -> {
			MediaPacket packet;
			while ((packet = this.reader.next()) != null) {
				read.add(packet);
			}
			return null;
		});
		MediaPacket packet = Packets.audio(0, 10);
		reading.awaitParked();
		this.stream.publish(packet);
		reading.awaitParked();
		this.stream.source.end(StopReason.UNPUBLISHED);
		reading.result();
		assertThat(read).containsExactly(packet);
	}

	@Test
	void whenClosedWhileWaitingReturnsNull() throws Exception {
		Reading<@Nullable MediaPacket> reading = new Reading<>(this.reader::next);
		reading.awaitParked();
		this.reader.close();
		assertThat(reading.result()).isNull();
	}

	@Test
	void whenInterruptedWhileWaitingThrowsAndLosesNothing() throws Exception {
		Reading<@Nullable MediaPacket> reading = new Reading<>(this.reader::next);
		reading.awaitParked();
		reading.thread.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(reading::result)
			.withCauseInstanceOf(InterruptedException.class);
		MediaPacket packet = Packets.audio(0, 10);
		this.stream.publish(packet);
		assertThat(this.reader.next()).isSameAs(packet);
	}

	@Test
	void whenInterruptedBeforeThrowsAtOnceAndLosesNothing() throws Exception {
		MediaPacket packet = Packets.audio(0, 10);
		this.stream.publish(packet);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this.reader::next);
		assertThat(Thread.interrupted()).isFalse();
		assertThat(this.reader.next()).isSameAs(packet);
	}

	@Test
	void whenNothingComesInTimeThrows() throws Exception {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.reader.next(Duration.ZERO));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.reader.next(Duration.ofMillis(1)));
		MediaPacket packet = Packets.audio(0, 10);
		this.stream.publish(packet);
		assertThat(this.reader.next(Duration.ZERO)).isSameAs(packet);
	}

	@Test
	void whenThereIsMuchTimeWaitsForAPacket() throws Exception {
		Reading<@Nullable MediaPacket> reading = new Reading<>(
				() -> this.reader.next(Duration.ofSeconds(Long.MAX_VALUE)));
		reading.awaitParked();
		MediaPacket packet = Packets.audio(0, 10);
		this.stream.publish(packet);
		assertThat(reading.result()).isSameAs(packet);
	}

	@Test
	void whenCutOffThrowsAfterWhatIsQueued() throws Exception {
		PacketReader slow = this.stream.stream().openReader(SubscriptionOptions.lossless().queueBytes(1));
		this.stream.publish(Packets.audio(0, 10));
		this.stream.source.checkStalls(0);
		this.stream.source.checkStalls(TimeUnit.SECONDS.toNanos(10));
		assertThat(slow.next()).isNotNull();
		assertThatExceptionOfType(SubscriptionStalledException.class).isThrownBy(slow::next)
			.withMessageContaining("PT10S");
		slow.close();
	}

	@Test
	void whenTwoThreadsReadTheSecondIsTold() throws Exception {
		Reading<@Nullable MediaPacket> reading = new Reading<>(this.reader::next);
		reading.awaitParked();
		assertThatIllegalStateException().isThrownBy(this.reader::next);
		this.reader.close();
		assertThat(reading.result()).isNull();
	}

	/**
	 * Something that reads in a thread of its own.
	 */
	private static final class Reading<T extends @Nullable Object> {

		private final FutureTask<T> task;

		private final Thread thread;

		Reading(Callable<T> callable) {
			this.task = new FutureTask<>(callable);
			this.thread = new Thread(this.task);
			this.thread.setDaemon(true);
			this.thread.start();
		}

		void awaitParked() {
			while (this.thread.getState() != Thread.State.WAITING
					&& this.thread.getState() != Thread.State.TIMED_WAITING) {
				assertThat(this.thread.isAlive()).isTrue();
				Thread.onSpinWait();
			}
		}

		T result() throws Exception {
			return this.task.get(30, TimeUnit.SECONDS);
		}

	}

}
