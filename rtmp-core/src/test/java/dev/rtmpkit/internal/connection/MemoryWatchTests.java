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

package dev.rtmpkit.internal.connection;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.stream.PublisherControl;
import dev.rtmpkit.internal.stream.StreamListener;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has to go when the server holds too much.
 */
@Tag("I7")
class MemoryWatchTests {

	private static final int MEGABYTE = 1_000_000;

	private final ServerCounters counters = new ServerCounters();

	private final MemoryWatch watch = new MemoryWatch(10 * MEGABYTE, this.counters, new Connections(this.counters),
			new Warnings());

	private final StreamRegistry registry = new StreamRegistry(StreamSettings.DEFAULT, this.watch::open,
			new SubscriptionCounters());

	private final ByteLedger.Account others = this.watch.ledger().open();

	@Test
	void whenFullAsManyAsNeededGoAtOnceTheLargestFirst() {
		Stream small = new Stream("small", MEGABYTE);
		Stream large = new Stream("large", 4 * MEGABYTE);
		Stream medium = new Stream("medium", 3 * MEGABYTE);
		this.others.hold(6 * MEGABYTE);
		look();
		assertThat(large.stopped).isEqualTo(StopReason.MEMORY);
		assertThat(medium.stopped).isEqualTo(StopReason.MEMORY);
		assertThat(small.stopped).isNull();
		assertThat(this.counters.rejectedConnections(ConnectionRejection.MEMORY)).isEqualTo(2);
	}

	@Test
	void whenEnoughIsOnItsWayNothingElseGoes() {
		Stream large = new Stream("large", 5 * MEGABYTE);
		Stream other = new Stream("other", 4 * MEGABYTE);
		this.others.hold(MEGABYTE);
		look();
		look();
		assertThat(large.stopped).isEqualTo(StopReason.MEMORY);
		assertThat(other.stopped).isNull();
		large.source.end(StopReason.MEMORY);
		assertThat(this.counters.memoryUsed()).isBetween(5L * MEGABYTE, 5L * MEGABYTE + 10_000);
		look();
		assertThat(other.stopped).isNull();
	}

	@Test
	@Tag("I6")
	void whenStreamsHaveEndedWhatTheyHoldGoesFirst() {
		Stream ended = new Stream("ended", 3 * MEGABYTE);
		ended.source.end(StopReason.UNPUBLISHED);
		Stream live = new Stream("live", 4 * MEGABYTE);
		assertThat(this.counters.memoryUsed()).isGreaterThan(7 * MEGABYTE);
		assertThat(this.counters.memoryLimit()).isEqualTo(10 * MEGABYTE);
		this.others.hold(3 * MEGABYTE);
		look();
		assertThat(live.stopped).isNull();
		assertThat(this.counters.memoryUsed()).isLessThan(8 * MEGABYTE);
		assertThat(this.watch.hasRoom()).isTrue();
	}

	@Test
	void whenCachedPicturesWillDoNoStreamEnds() {
		StreamRegistry caching = new StreamRegistry(StreamSettings.DEFAULT.gopCaching(GopCaching.ALWAYS),
				this.watch::open, new SubscriptionCounters());
		Stream stream = new Stream(caching, "caching", 0);
		stream.source.publish(VideoPacket.parse(0, payload(0x12, 6 * MEGABYTE)));
		stream.source.accountMemory();
		this.others.hold(4 * MEGABYTE);
		look();
		assertThat(stream.stopped).isNull();
		assertThat(this.counters.memoryUsed()).isLessThan(5 * MEGABYTE);
	}

	private void look() {
		this.watch.relieve();
	}

	private static ByteBuffer payload(int firstByte, int size) {
		return ByteBuffer.allocate(size).put(0, (byte) firstByte);
	}

	/**
	 * A stream with a consumer that never runs.
	 */
	private final class Stream implements PublisherControl {

		private final StreamSource source;

		private @Nullable StopReason stopped;

		Stream(String name, int bytes) {
			this(MemoryWatchTests.this.registry, name, bytes);
		}

		Stream(StreamRegistry streams, String name, int bytes) {
			PublisherInfo info = new PublisherInfo(name, "live", InetSocketAddress.createUnresolved("127.0.0.1", 1),
					null, false, Instant.EPOCH, Map.of());
			this.source = Objects.requireNonNull(streams.register(name, info, this, Runnable::run, (task) -> {
			}, new StreamListener() {
			}));
			if (bytes > 0) {
				this.source.stream().subscribe(SubscriptionOptions.lossless(), (packet) -> {
				});
				this.source.publish(AudioPacket.parse(0, payload(0x2F, bytes)));
				this.source.accountMemory();
			}
		}

		@Override
		public void pause() {
		}

		@Override
		public void resume() {
		}

		@Override
		public void stop(StopReason reason) {
			this.stopped = reason;
		}

	}

}
