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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.stream.StreamListener;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a stream reports of its media and its subscriptions.
 */
final class StreamReports implements StreamListener {

	private static final Logger logger = LoggerFactory.getLogger(StreamReports.class);

	private final Notifications notifications;

	private final Warnings warnings;

	private final AtomicReference<Notifications.@Nullable Metadata> untold = new AtomicReference<>();

	StreamReports(Notifications notifications, Warnings warnings) {
		this.notifications = notifications;
		this.warnings = warnings;
	}

	@Override
	public void metadataChanged(LiveStream stream) {
		StreamMetadata metadata = stream.metadata();
		if (metadata == null) {
			return;
		}
		PublishEvent event = new PublishEvent(stream, stream.publisher(), Instant.now());
		// However often it changes, one notification waits at most
		if (this.untold.getAndSet(new Notifications.Metadata(event, metadata)) == null) {
			this.notifications.metadata(stream.name(),
					() -> Objects.requireNonNull(this.untold.getAndSet(null), "untold"));
		}
	}

	@Override
	public void subscriptionFailed(LiveStream stream, Throwable failure) {
		if (failure instanceof SubscriptionStalledException) {
			// thrown by the server: its stack trace says nothing about the consumer
			this.warnings.warn(logger, "stalled", null, "A subscription of stream {} ended early: {}", stream.name(),
					String.valueOf(failure.getMessage()));
		}
		else {
			this.warnings.warn(logger, "subscription", MaskedFailure.of(failure),
					"A subscription of stream {} ended early", stream.name());
		}
	}

	@Override
	public void subscriptionBlocked(LiveStream stream, Duration last) {
		this.warnings.warn(logger, "blocked", null,
				"A subscription of stream {} that asked for the event loop blocks it, the last time for {} ms: a thread for callbacks calls it from now on",
				stream.name(), last.toMillis());
	}

}
