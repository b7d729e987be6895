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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.server.log.MaskedFailure;
import dev.rtmpkit.server.log.Warnings;
import dev.rtmpkit.session.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners, each of them whatever another one throws.
 */
final class Notifications {

	private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

	private final List<RtmpServerListener> listeners;

	private final EventSequence events;

	private final Executor executor;

	private final Warnings warnings;

	Notifications(List<RtmpServerListener> listeners, EventSequence events, Executor executor, Warnings warnings) {
		this.listeners = listeners;
		this.events = events;
		this.executor = executor;
		this.warnings = warnings;
	}

	CompletableFuture<Void> started(LiveStream stream) {
		return this.events.run(stream.name(), () -> tell((listener) -> listener.publishStarted(stream)));
	}

	void metadata(LiveStream stream, Runnable before) {
		this.events.run(stream.name(), () -> {
			before.run();
			StreamMetadata metadata = stream.metadata();
			if (metadata != null) {
				tell((listener) -> listener.metadataReceived(stream, metadata));
			}
		});
	}

	void interrupted(LiveStream stream, StopReason reason) {
		this.events.run(stream.name(), () -> tell((listener) -> listener.publishInterrupted(stream, reason)));
	}

	void continued(LiveStream stream) {
		this.events.run(stream.name(), () -> tell((listener) -> listener.publishContinued(stream)));
	}

	CompletableFuture<Void> stopped(LiveStream stream, CompletableFuture<?> drained, StopReason reason,
			Duration duration) {
		return this.events.run(stream.name(), drained,
				() -> tell((listener) -> listener.publishStopped(stream, reason, duration)));
	}

	void rejected(PublishRequest request, RejectReason reason, String message) {
		try {
			this.executor.execute(() -> tell((listener) -> listener.publishRejected(request, reason, message),
					(failure) -> MaskedFailure.of(failure, request::mask)));
		}
		catch (RejectedExecutionException ex) {
			this.warnings.warn(logger, "no thread", null, "No thread to tell the listeners of a rejected publish");
		}
	}

	private void tell(Consumer<RtmpServerListener> call) {
		tell(call, MaskedFailure::of);
	}

	private void tell(Consumer<RtmpServerListener> call, Function<Throwable, Throwable> mask) {
		for (RtmpServerListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException | Error ex) {
				String type = listener.getClass().getName();
				this.warnings.warn(logger, type, mask.apply(ex), "Listener {} failed", type);
			}
		}
	}

}
