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
import java.util.Objects;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a stream notes in its account.
 */
@Tag("I6")
class StreamMemoryTests {

	private static final SubscriptionOptions LOSSLESS = SubscriptionOptions.lossless();

	private final Account account = new Account();

	private final ManualExecutor consumers = new ManualExecutor();

	private final TestControl control = new TestControl();

	private final StreamSource source = Objects
		.requireNonNull(new StreamRegistry(TestStream.CACHING, (source) -> this.account, new SubscriptionCounters())
			.register("demo", TestStream.INFO, this.control, Runnable::run, this.consumers, this.control));

	@Test
	void whenTheStreamHasEndedWhatIsQueuedIsHeldUntilItIsTaken() {
		CollectingConsumer consumer = subscribe();
		publish(3, 1000);
		this.source.end(StopReason.UNPUBLISHED);
		assertThat(this.account.held).isEqualTo(3 * (1000 + Backlog.PACKET_COST));
		assertThat(this.account.closed).isFalse();
		this.consumers.runAll();
		assertThat(consumer.packets()).hasSize(3);
		assertThat(this.account.closed).isTrue();
	}

	@Test
	void whenNothingIsSubscribedTheAccountIsClosedAtTheEnd() {
		this.source.publish(Packets.keyFrame(0, 1000));
		this.source.accountMemory();
		assertThat(this.account.held).isPositive();
		this.source.end(StopReason.UNPUBLISHED);
		assertThat(this.account.closed).isTrue();
	}

	@Test
	void whenConsumersOfAnEndedStreamTakePacketsLessIsHeld() throws Exception {
		PacketReader reader = this.source.stream().openReader(LOSSLESS);
		publish(4, StreamMemory.GRAIN);
		this.source.end(StopReason.UNPUBLISHED);
		long all = this.account.held;
		reader.next();
		assertThat(this.account.held).isEqualTo(all);
		// What was taken first is in no hands any more
		reader.next();
		assertThat(this.account.held).isEqualTo(all - StreamMemory.GRAIN - Backlog.PACKET_COST);
		reader.close();
		assertThat(this.account.closed).isTrue();
	}

	@Test
	void whenPacketsAreTinyTheyAreHeldForWhatTheyCost() {
		subscribe();
		publish(100, 2);
		this.source.publish(Packets.data(0, "onData", values(10)));
		this.source.accountMemory();
		assertThat(this.account.held).isGreaterThan(100 * Backlog.PACKET_COST + 10 * Backlog.VALUE_COST);
	}

	@Test
	void whenQueuesShareTheirPacketsTheLongestCounts() {
		subscribe();
		subscribe();
		publish(2, 1000);
		this.source.accountMemory();
		assertThat(this.account.held).isEqualTo(2 * (1000 + Backlog.PACKET_COST));
	}

	@Test
	void whenASubscriptionStallsWhatItLeavesQueuedIsHeldBeside() {
		subscribe(LOSSLESS.queueBytes(1000).stallDeadline(Duration.ofNanos(1)));
		publish(1, 2000);
		this.source.checkStalls(0);
		this.source.checkStalls(1000);
		subscribe();
		publish(1, 3000);
		this.source.accountMemory();
		assertThat(this.account.held).isEqualTo(5000 + 2 * Backlog.PACKET_COST);
		assertThat(this.source.endedBytes()).isEqualTo(2000 + Backlog.PACKET_COST);
		this.consumers.runAll();
		this.source.accountMemory();
		assertThat(this.account.held).isZero();
	}

	@Test
	void whenHeadersAndAGopAreCachedTheyAreHeld() {
		this.source.publish(Packets.videoHeader(0));
		this.source.accountMemory();
		long headers = this.account.held;
		assertThat(headers).isGreaterThan(Backlog.PACKET_COST);
		this.source.publish(Packets.keyFrame(0, 1000));
		this.source.accountMemory();
		assertThat(this.account.held).isEqualTo(headers + 1000 + Backlog.PACKET_COST);
		assertThat(this.source.cachedGopBytes()).isEqualTo(1000 + Backlog.PACKET_COST);
		this.source.dropCachedGop();
		assertThat(this.account.held).isEqualTo(headers);
	}

	@Test
	@Tag("I7")
	void whenEndedForLackOfMemoryQueuesAreDiscarded() {
		CollectingConsumer consumer = subscribe();
		publish(3, 1000);
		this.source.end(StopReason.MEMORY);
		assertThat(this.account.held).isZero();
		this.consumers.runAll();
		assertThat(consumer.packets()).isEmpty();
		assertThat(consumer.ends()).singleElement().isInstanceOf(SubscriptionStalledException.class);
		assertThat(this.account.closed).isTrue();
	}

	@Test
	@Tag("I7")
	void whenWhatEndedIsDiscardedThePacketInTheConsumersHandsStays() throws Exception {
		PacketReader reader = this.source.stream().openReader(LOSSLESS);
		this.source.stream().subscribe(LOSSLESS, (packet) -> {
			this.source.end(StopReason.UNPUBLISHED);
			this.source.discardEnded();
			assertThat(this.account.held).isEqualTo(1000 + Backlog.PACKET_COST);
			assertThat(this.account.closed).isFalse();
		});
		publish(3, 1000);
		this.consumers.runAll();
		assertThatExceptionOfType(SubscriptionStalledException.class).isThrownBy(reader::next);
		assertThat(this.control.failures()).isEmpty();
		assertThat(this.account.closed).isTrue();
	}

	@Test
	void whenMemoryIsShortWhatALiveConsumerTakesIsNotedAtOnce() throws Exception {
		PacketReader reader = this.source.stream().openReader(LOSSLESS);
		publish(3, StreamMemory.GRAIN);
		this.source.accountMemory();
		long all = this.account.held;
		reader.next();
		reader.next();
		assertThat(this.account.held).isEqualTo(all);
		this.account.tight = true;
		reader.next();
		assertThat(this.account.held).isLessThan(all);
	}

	@Test
	void whenTheNameIsTakenNoAccountIsOpened() {
		int[] opened = { 0 };
		StreamRegistry registry = new StreamRegistry(TestStream.CACHING, (source) -> {
			opened[0]++;
			return MemoryAccount.NONE;
		}, new SubscriptionCounters());
		registry.register("demo", TestStream.INFO, this.control, Runnable::run, this.consumers, this.control);
		registry.register("demo", TestStream.INFO, this.control, Runnable::run, this.consumers, this.control);
		assertThat(opened[0]).isOne();
	}

	private CollectingConsumer subscribe() {
		return subscribe(LOSSLESS);
	}

	private CollectingConsumer subscribe(SubscriptionOptions options) {
		CollectingConsumer consumer = new CollectingConsumer();
		this.source.stream().subscribe(options, consumer);
		return consumer;
	}

	private void publish(int count, int size) {
		for (int i = 0; i < count; i++) {
			AudioPacket packet = Packets.audio(i, size);
			this.source.publish(packet);
		}
	}

	private static AmfValue[] values(int count) {
		AmfValue[] values = new AmfValue[count];
		for (int i = 0; i < count; i++) {
			values[i] = new AmfNumber(i);
		}
		return values;
	}

	private static final class Account implements MemoryAccount {

		private long held;

		private boolean closed;

		private boolean tight;

		@Override
		public void hold(long bytes) {
			assertThat(this.closed).isFalse();
			this.held = bytes;
		}

		@Override
		public void close() {
			this.held = 0;
			this.closed = true;
		}

		@Override
		public boolean isShort() {
			return this.tight;
		}

	}

}
