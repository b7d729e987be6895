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

package dev.rtmpkit.server;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server tells of streams whose encoder or whose consumers are in trouble.
 */
@Tag("E6")
class StreamStateTests {

	private static final int FRAME_MILLIS = 40;

	private long time;

	@Test
	void whenEncoderFreezesItsRateIsGoneAndItsStreamIsStalled() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			RtmpServerStatistics statistics = server.server().statistics();
			assertThat(stream.state()).isEqualTo(StreamState.STARTING);
			assertThat(statistics.streams(StreamState.STARTING)).isOne();
			await(() -> {
				sendSeconds(client, 3);
				return stream.statistics().video().frameRate() > 0 && statistics.bitRate() > 0
						&& stream.state() == StreamState.LIVE && statistics.streams(StreamState.LIVE) == 1;
			});
			await(() -> stream.state() == StreamState.STALLED && statistics.streams(StreamState.STALLED) == 1);
			assertThat(stream.statistics().bitRate()).isZero();
			assertThat(stream.statistics().video().frameRate()).isZero();
			assertThat(statistics.bitRate()).isZero();
			assertThat(stream.statistics().lastMediaAt()).isBefore(Instant.now().minusSeconds(2));
			assertThat(stream.isInterrupted()).isFalse();
			assertThat(statistics.streams(StreamState.LIVE)).isZero();
			await(() -> {
				sendSeconds(client, 3);
				return stream.state() == StreamState.LIVE && statistics.bitRate() > 0;
			});
			client.deleteStream(1);
			server.await(Stopped.class);
			assertThat(stream.state()).isEqualTo(StreamState.ENDED);
			assertThat(statistics.streams(StreamState.ENDED)).isZero();
		}
	}

	@Test
	void whenConsumersAreSlowItIsSeenInTheServersStatistics() {
		CountDownLatch release = new CountDownLatch(1);
		PacketConsumer slow = (packet) -> release.await();
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			stream.subscribe(SubscriptionOptions.live().queueBytes(10_000), slow);
			stream.subscribe(SubscriptionOptions.lossless(), slow);
		})); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			RtmpServerStatistics statistics = server.server().statistics();
			sendSeconds(client, 10);
			client.deleteStream(1);
			server.await(Started.class);
			// Each consumer has the first packet in hand, or is about to take it
			await(() -> statistics.droppedPackets() > 200 && statistics.queuedBytes(DeliveryMode.LOSSLESS) >= 249_000
					&& server.server().streams().isEmpty());
			assertThat(statistics.queuedBytes(DeliveryMode.LIVE)).isBetween(1000L, 10_000L);
			release.countDown();
			server.await(Stopped.class);
			assertThat(statistics.queuedBytes(DeliveryMode.LIVE)).isZero();
			assertThat(statistics.queuedBytes(DeliveryMode.LOSSLESS)).isZero();
			assertThat(statistics.droppedPackets()).isBetween(200L, 250L);
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void whileConsumerKeepsEncoderFromBeingReadStateBlamesConsumer() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<LiveStream> handled = new AtomicReference<>();
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			handled.set(stream);
			stream.subscribe(SubscriptionOptions.lossless().queueBytes(1000), (packet) -> release.await());
		})); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			sendSeconds(client, 1);
			await(() -> stream.state() == StreamState.CONSUMER_STALLED);
			assertThat(handled.get().state()).isEqualTo(StreamState.CONSUMER_STALLED);
			release.countDown();
			await(() -> stream.statistics().packets() == 25);
			client.deleteStream(1);
			server.await(Stopped.class);
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void whenConsumerStallsItIsCounted() {
		CountDownLatch release = new CountDownLatch(1);
		SubscriptionOptions options = SubscriptionOptions.lossless()
			.queueBytes(1000)
			.stallDeadline(Duration.ofSeconds(1));
		try (TestServer server = new TestServer(
				(builder) -> builder.handler((stream) -> stream.subscribe(options, (packet) -> release.await())));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			sendSeconds(client, 1);
			RtmpServerStatistics statistics = server.server().statistics();
			await(() -> statistics.stalledSubscriptions(StallPolicy.CLOSE_SUBSCRIPTION) == 1);
			assertThat(statistics.stalledSubscriptions(StallPolicy.STOP_PUBLISHER)).isZero();
		}
		finally {
			release.countDown();
		}
	}

	private static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	/** Send 25 frames of 1,000 bytes for each second, without waiting. */
	private void sendSeconds(RawRtmpClient client, int seconds) {
		byte[] frame = new byte[1000];
		for (int i = 0; i < seconds * 1000 / FRAME_MILLIS; i++) {
			frame[0] = (i == 0) ? (byte) 0x12 : 0x22;
			client.video(this.time, frame.clone());
			this.time += FRAME_MILLIS;
		}
	}

}
