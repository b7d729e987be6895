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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.rtmpkit.PrintableText;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.server.log.MaskedFailure;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.stream.Subscription;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of one publish at work, each on a thread of its own.
 */
final class HandlerRuns {

	private static final Logger logger = LoggerFactory.getLogger(HandlerRuns.class);

	private final List<CompletableFuture<Void>> attached = new ArrayList<>();

	private final List<CompletableFuture<Void>> returned = new ArrayList<>();

	/**
	 * Start handlers.
	 * @param handlers the handlers
	 * @param executor gives each a thread
	 * @param stream the stream to handle
	 * @return completes when every handler has subscribed or returned
	 */
	CompletableFuture<Void> start(List<StreamHandler> handlers, Executor executor, LiveStream stream) {
		for (StreamHandler handler : handlers) {
			CompletableFuture<Void> ready = new CompletableFuture<>();
			CompletableFuture<Void> end = CompletableFuture
				.runAsync(() -> run(handler, new AttachingStream(stream, ready)), executor)
				.whenComplete((result, failure) -> {
					ready.complete(null);
					if (failure != null) {
						logger.warn("A handler of stream {} failed", PrintableText.of(stream.name()),
								MaskedFailure.of(failure));
					}
				});
			this.attached.add(ready);
			this.returned.add(end);
		}
		return CompletableFuture.allOf(this.attached.toArray(CompletableFuture[]::new));
	}

	private static void run(StreamHandler handler, LiveStream stream) {
		try {
			handler.handle(stream);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new HandlerFailure(ex);
		}
	}

	/**
	 * Wait for the handlers.
	 * @return completes when every handler has returned
	 */
	CompletableFuture<Void> returned() {
		return CompletableFuture.allOf(this.returned.toArray(CompletableFuture[]::new));
	}

	/** Carries a checked exception through the executor. */
	private static final class HandlerFailure extends RuntimeException {

		HandlerFailure(Exception cause) {
			super(cause);
		}

	}

	/**
	 * A stream as one handler sees it: notes when the handler has subscribed, which is
	 * what the encoder's start waits for.
	 */
	private static final class AttachingStream implements LiveStream {

		private final LiveStream stream;

		private final CompletableFuture<Void> attached;

		AttachingStream(LiveStream stream, CompletableFuture<Void> attached) {
			this.stream = stream;
			this.attached = attached;
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
		public @Nullable StopReason stopReason() {
			return this.stream.stopReason();
		}

		@Override
		public String toString() {
			return this.stream.toString();
		}

	}

}
