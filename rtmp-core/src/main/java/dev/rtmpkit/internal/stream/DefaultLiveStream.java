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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * The consumers' view of a {@link StreamSource}.
 */
final class DefaultLiveStream implements LiveStream {

	private final String name;

	private volatile PublisherInfo publisher;

	private final Executor consumers;

	private final StreamSource source;

	DefaultLiveStream(String name, PublisherInfo publisher, Executor consumers, StreamSource source) {
		this.name = name;
		this.publisher = publisher;
		this.consumers = consumers;
		this.source = source;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public PublisherInfo publisher() {
		return this.publisher;
	}

	void publisher(PublisherInfo publisher) {
		this.publisher = publisher;
	}

	@Override
	public @Nullable StreamMetadata metadata() {
		return this.source.metadata();
	}

	@Override
	public StreamStatistics statistics() {
		return this.source.statistics();
	}

	@Override
	public Subscription subscribe(SubscriptionOptions options, PacketConsumer consumer) {
		CallbackSubscription subscription = new CallbackSubscription(options, this.source.fanOut(), consumer,
				this.consumers);
		this.source.attach(subscription);
		return subscription;
	}

	@Override
	public PacketReader openReader(SubscriptionOptions options) {
		ReaderSubscription subscription = new ReaderSubscription(options, this.source.fanOut());
		this.source.attach(subscription);
		return subscription;
	}

	@Override
	public boolean requestReconnect(@Nullable String tcUrl, Duration deadline) {
		return this.source.fanOut().control().requestReconnect(tcUrl, deadline);
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return this.source.fanOut().control().ping();
	}

	@Override
	public void tell(Notice notice) {
		this.source.fanOut().control().tell(notice);
	}

	@Override
	public boolean isInterrupted() {
		return this.source.isInterrupted();
	}

	@Override
	public StreamState state() {
		return this.source.state();
	}

	@Override
	public @Nullable StopReason stopReason() {
		return this.source.stopReason();
	}

	@Override
	public String toString() {
		return "LiveStream[" + this.name + "]";
	}

}
