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

package dev.rtmpkit.internal.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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
 * A stream as one handler sees it: notes when the handler has subscribed, which is what
 * the start of the publish waits for, and closes the readers that the handler leaves
 * open.
 */
final class AttachingStream implements LiveStream {

	private final LiveStream stream;

	private final CompletableFuture<Void> attached;

	private final List<PacketReader> readers = new ArrayList<>(1);

	AttachingStream(LiveStream stream, CompletableFuture<Void> attached) {
		this.stream = stream;
		this.attached = attached;
	}

	/**
	 * Close what the handler opened and did not close: without the handler, nothing is
	 * left to read it.
	 */
	void closeReaders() {
		synchronized (this.readers) {
			this.readers.forEach(PacketReader::close);
			this.readers.clear();
		}
	}

	@Override
	public String name() {
		return this.stream.name();
	}

	@Override
	public PublisherInfo publisher() {
		return this.stream.publisher();
	}

	@Override
	public @Nullable StreamMetadata metadata() {
		return this.stream.metadata();
	}

	@Override
	public StreamStatistics statistics() {
		return this.stream.statistics();
	}

	@Override
	public Subscription subscribe(SubscriptionOptions options, PacketConsumer consumer) {
		Subscription subscription = this.stream.subscribe(options, consumer);
		this.attached.complete(null);
		return subscription;
	}

	@Override
	public PacketReader openReader(SubscriptionOptions options) {
		PacketReader reader = this.stream.openReader(options);
		synchronized (this.readers) {
			this.readers.removeIf((other) -> !other.isActive());
			this.readers.add(reader);
		}
		this.attached.complete(null);
		return reader;
	}

	@Override
	public boolean requestReconnect(@Nullable String tcUrl, Duration deadline) {
		return this.stream.requestReconnect(tcUrl, deadline);
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return this.stream.ping();
	}

	@Override
	public void tell(Notice notice) {
		this.stream.tell(notice);
	}

	@Override
	public boolean isInterrupted() {
		return this.stream.isInterrupted();
	}

	@Override
	public StreamState state() {
		return this.stream.state();
	}

	@Override
	public @Nullable StopReason stopReason() {
		return this.stream.stopReason();
	}

	@Override
	public String toString() {
		return this.stream.toString();
	}

}
