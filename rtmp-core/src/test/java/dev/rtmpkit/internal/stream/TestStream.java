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
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * A registered stream whose publisher's thread is the test's, with consumers that run
 * when the test says so.
 */
final class TestStream {

	static final PublisherInfo INFO = new PublisherInfo("session", "live",
			InetSocketAddress.createUnresolved("127.0.0.1", 1), null, false, Instant.EPOCH, Map.of());

	/** Every late joiner gets the GOP. */
	static final StreamSettings CACHING = StreamSettings.DEFAULT.gopCaching(GopCaching.ALWAYS);

	final TestControl control = new TestControl();

	final ManualExecutor consumers = new ManualExecutor();

	/** The time, which stands still unless a test changes it. */
	final AtomicLong clock = new AtomicLong();

	final SubscriptionCounters counters = new SubscriptionCounters();

	final StreamSource source;

	TestStream() {
		this(CACHING);
	}

	TestStream(StreamSettings settings) {
		this(settings, Runnable::run);
	}

	TestStream(StreamSettings settings, Executor publisherThread) {
		this.source = Objects
			.requireNonNull(new StreamRegistry(settings, (source) -> MemoryAccount.NONE, this.counters, this.clock::get)
				.register("demo", INFO, this.control, publisherThread, this.consumers, this.control));
	}

	void pass(Duration time) {
		this.clock.addAndGet(time.toNanos());
	}

	LiveStream stream() {
		return this.source.stream();
	}

	void publish(MediaPacket... packets) {
		for (MediaPacket packet : packets) {
			this.source.publish(packet);
		}
	}

	CollectingConsumer subscribe(SubscriptionOptions options) {
		CollectingConsumer consumer = new CollectingConsumer();
		stream().subscribe(options, consumer);
		return consumer;
	}

}
