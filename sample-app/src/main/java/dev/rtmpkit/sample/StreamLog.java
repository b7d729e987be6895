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

package dev.rtmpkit.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamMetadataEvent;
import dev.rtmpkit.stream.PublisherInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes a line for everything that happens to a stream.
 */
@Component
final class StreamLog {

	private static final Logger logger = LoggerFactory.getLogger(StreamLog.class);

	private static final Duration QUIET_TIME = Duration.ofSeconds(10);

	/** Encoders that are rejected try again and again: a line is enough for a while. */
	private final Map<RejectReason, Instant> lastRejections = new ConcurrentHashMap<>();

	@EventListener
	void started(RtmpPublishStartedEvent event) {
		logger.info("{}: started by {} from {}, session {}", event.streamName(), encoder(event.publisher()),
				event.remoteAddress().getHostString(), event.sessionId());
	}

	@EventListener
	void described(RtmpStreamMetadataEvent event) {
		logger.info("{}: metadata says {}", event.streamName(), describe(event.metadata()));
	}

	@EventListener
	void stopped(RtmpPublishStoppedEvent event) {
		logger.info("{}: stopped ({}) after {} s, {} kB in {} frames", event.streamName(), event.reason().tag(),
				event.duration().toSeconds(), event.bytes() / 1000, event.frames());
	}

	@EventListener
	void recorded(RtmpRecordingCompletedEvent event) {
		logger.info("{}: recorded {} s to {}, {} kB", event.streamName(), event.duration().toSeconds(), event.file(),
				event.bytes() / 1000);
	}

	@EventListener
	void rejected(RtmpPublishRejectedEvent event) {
		Instant written = this.lastRejections.compute(event.reason(),
				(reason, last) -> (last != null && event.time().isBefore(last.plus(QUIET_TIME))) ? last : event.time());
		if (written.equals(event.time())) {
			logger.warn("Publish to {} from {} rejected ({}): {}", event.app(), event.remoteAddress().getHostString(),
					event.reason().tag(), event.message());
		}
	}

	private static String encoder(PublisherInfo publisher) {
		return (publisher.encoder() != null) ? publisher.encoder() : "an unnamed encoder";
	}

	private static String describe(RtmpStreamMetadataEvent.Metadata metadata) {
		String facts = Stream
			.of(size(metadata), with(metadata.frameRate(), "fps"), with(metadata.videoDataRate(), "kbit/s video"),
					with(metadata.audioDataRate(), "kbit/s audio"), with(metadata.audioSampleRate(), "Hz"),
					channels(metadata.audioChannels()))
			.filter(Objects::nonNull)
			.collect(Collectors.joining(", "));
		return (facts.isEmpty()) ? "nothing" : facts;
	}

	private static @Nullable String size(RtmpStreamMetadataEvent.Metadata metadata) {
		return (metadata.width() != null && metadata.height() != null) ? metadata.width() + "x" + metadata.height()
				: null;
	}

	private static @Nullable String channels(@Nullable Integer channels) {
		if (channels == null) {
			return null;
		}
		return switch (channels) {
			case 1 -> "mono";
			case 2 -> "stereo";
			default -> channels + " channels";
		};
	}

	private static @Nullable String with(@Nullable Number value, String unit) {
		// Encoders write 0 for what they do not know
		return (value != null && value.doubleValue() > 0) ? Math.round(value.doubleValue()) + " " + unit : null;
	}

}
