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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.thread.BoundedCalls;
import dev.rtmpkit.internal.thread.EventSequence;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners, each of them whatever another one throws.
 */
public final class Notifications {

	private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

	private final List<RtmpServerListener> listeners;

	private final EventSequence events;

	private final BoundedCalls rejections;

	private final Warnings warnings;

	/**
	 * Create notifications.
	 * @param listeners the listeners
	 * @param events runs what is told of publishes
	 * @param rejections runs what is told of refused publishes
	 * @param warnings logs what listeners throw
	 */
	public Notifications(List<RtmpServerListener> listeners, EventSequence events, BoundedCalls rejections,
			Warnings warnings) {
		this.listeners = listeners;
		this.events = events;
		this.rejections = rejections;
		this.warnings = warnings;
	}

	/**
	 * Return whether so much is to be told of streams of a name, or of any, that there
	 * should be no other.
	 * @param name the name
	 */
	boolean isBusy(String name) {
		return this.events.isBusy(name);
	}

	/**
	 * Return when what there is to tell now will have been told.
	 * @return completes then
	 */
	public CompletableFuture<Void> idle() {
		return CompletableFuture.allOf(this.events.idle(), this.rejections.idle());
	}

	CompletableFuture<Void> started(PublishEvent event) {
		return this.events.run(event.stream().name(), () -> tell((listener) -> listener.publishStarted(event)));
	}

	/**
	 * Tell of metadata, the newest by the time that it is told.
	 * @param name the name of the stream
	 * @param newest takes the newest that has not been told
	 */
	void metadata(String name, Supplier<Metadata> newest) {
		this.events.run(name, () -> {
			Metadata told = newest.get();
			tell((listener) -> listener.metadataReceived(told.event(), told.metadata()));
		});
	}

	void interrupted(PublishEvent event, StopReason reason) {
		this.events.run(event.stream().name(), () -> tell((listener) -> listener.publishInterrupted(event, reason)));
	}

	void continued(PublishEvent event) {
		this.events.run(event.stream().name(), () -> tell((listener) -> listener.publishContinued(event)));
	}

	CompletableFuture<Void> stopped(PublishEvent event, CompletableFuture<?> drained, StopReason reason,
			Duration duration) {
		return this.events.run(event.stream().name(), drained,
				() -> tell((listener) -> listener.publishStopped(event, reason, duration)));
	}

	void rejected(PublishRequest request, RejectReason reason, String message, Instant time) {
		this.rejections
			.call(Executors.callable(() -> tell((listener) -> listener.publishRejected(request, reason, message, time),
					(thrown) -> MaskedFailure.of(thrown, request::mask))))
			.whenComplete((result, failure) -> {
				if (failure != null) {
					this.warnings.warn(logger, "untold", null, "The listeners are not told of rejected publishes: {}",
							String.valueOf(failure.getMessage()));
				}
			});
	}

	/**
	 * Tell of a client that was refused when it connected, and log it without the
	 * application, where a key may be.
	 * @param request what is known of what it wanted
	 * @param reason why
	 * @param message the text that it was told
	 */
	void connectRefused(PublishRequest request, RejectReason reason, String message) {
		this.warnings.warnOrDebug(logger, "refused " + reason.tag(), "Connection {} from {} is refused: {} ({})",
				request.connectionId(), request.remoteAddress(), message, reason);
		rejected(request, reason, message, Instant.now());
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

	/**
	 * Metadata that came.
	 *
	 * @param event the stream, and when it came
	 * @param metadata the metadata
	 */
	record Metadata(PublishEvent event, StreamMetadata metadata) {

	}

}
