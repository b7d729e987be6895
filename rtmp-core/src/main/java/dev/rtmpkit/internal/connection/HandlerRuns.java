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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.media.StreamMetadata;
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
public final class HandlerRuns {

	private static final Logger logger = LoggerFactory.getLogger(HandlerRuns.class);

	private final List<Run> runs = new ArrayList<>();

	private final Warnings warnings;

	/**
	 * Create the runs of a publish.
	 * @param warnings tells operators what fails: a publisher comes back as often as it
	 * likes
	 */
	public HandlerRuns(Warnings warnings) {
		this.warnings = warnings;
	}

	/**
	 * Start handlers.
	 * @param handlers the handlers
	 * @param executor gives each a thread
	 * @param stream the stream to handle
	 * @return completes when every handler has subscribed or returned, exceptionally with
	 * a {@link RejectedExecutionException} if there is no thread for one
	 */
	public CompletableFuture<Void> start(List<StreamHandler> handlers, Executor executor, LiveStream stream) {
		for (StreamHandler handler : handlers) {
			Run run = new Run(handler, stream, this.warnings);
			try {
				executor.execute(run);
			}
			catch (RejectedExecutionException ex) {
				this.warnings.warn(logger, "no thread for " + run.name(), null,
						"Stream {} ends before it began: no thread for handler {}: {}", stream.name(), run.name(),
						String.valueOf(ex.getMessage()));
				return CompletableFuture.failedFuture(ex);
			}
			this.runs.add(run);
		}
		return all((run) -> run.attached);
	}

	/**
	 * Give up the handlers that have neither subscribed nor returned: they are
	 * interrupted.
	 * @return their names
	 */
	public List<String> giveUp() {
		List<String> late = new ArrayList<>();
		for (Run run : this.runs) {
			if (!run.attached.isDone()) {
				late.add(run.name());
				run.giveUp();
			}
		}
		return late;
	}

	/**
	 * Wait for the handlers.
	 * @return completes when every handler has returned
	 */
	public CompletableFuture<Void> returned() {
		return all((run) -> run.returned);
	}

	private CompletableFuture<Void> all(Function<Run, CompletableFuture<Void>> moment) {
		return CompletableFuture.allOf(this.runs.stream().map(moment).toArray(CompletableFuture[]::new));
	}

	/**
	 * One handler at work.
	 */
	private static final class Run implements Runnable {

		private final StreamHandler handler;

		private final LiveStream stream;

		private final Warnings warnings;

		private final CompletableFuture<Void> attached = new CompletableFuture<>();

		private final CompletableFuture<Void> returned = new CompletableFuture<>();

		private @Nullable Thread thread;

		private boolean givenUp;

		Run(StreamHandler handler, LiveStream stream, Warnings warnings) {
			this.handler = handler;
			this.stream = stream;
			this.warnings = warnings;
		}

		String name() {
			return this.handler.getClass().getName();
		}

		@Override
		public void run() {
			try {
				if (enter(Thread.currentThread())) {
					this.handler.handle(new AttachingStream(this.stream, this.attached));
				}
			}
			catch (Throwable ex) {
				if (!(ex instanceof InterruptedException)) {
					this.warnings.warn(logger, "failed " + name(), MaskedFailure.of(ex),
							"Handler {} of stream {} failed", name(), this.stream.name());
				}
			}
			finally {
				leave();
				this.attached.complete(null);
				this.returned.complete(null);
			}
		}

		private synchronized boolean enter(Thread current) {
			this.thread = current;
			return !this.givenUp;
		}

		private synchronized void leave() {
			this.thread = null;
			if (this.givenUp) {
				// Meant for the handler, not for what its thread does next
				Thread.interrupted();
			}
		}

		synchronized void giveUp() {
			this.givenUp = true;
			if (this.thread != null) {
				this.thread.interrupt();
			}
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
