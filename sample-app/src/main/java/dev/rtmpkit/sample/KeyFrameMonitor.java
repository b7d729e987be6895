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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Measures how far apart the key frames of each stream are, and warns of encoders that
 * let viewers wait for their first picture.
 */
@Component
final class KeyFrameMonitor implements StreamHandler {

	private static final Logger logger = LoggerFactory.getLogger(KeyFrameMonitor.class);

	private static final Duration TOO_LONG = Duration.ofSeconds(5);

	private final Map<String, Duration> intervals = new ConcurrentHashMap<>();

	/**
	 * Subscribe and return, so that no thread waits for packets. A live subscription
	 * would rather miss some than slow the publisher.
	 * @param stream the stream that is about to begin
	 */
	@Override
	public void handle(LiveStream stream) {
		stream.subscribe(SubscriptionOptions.live(), new Meter(stream));
	}

	/**
	 * Return the time between the newest two key frames.
	 * @param stream the stream
	 * @return the time or {@code null} until there were two
	 */
	@Nullable Duration interval(LiveStream stream) {
		return this.intervals.get(stream.publisher().sessionId());
	}

	/**
	 * Watches one stream. The server calls it packet by packet, never twice at once.
	 */
	private final class Meter implements PacketConsumer {

		private final LiveStream stream;

		private long previous = -1;

		private boolean warned;

		Meter(LiveStream stream) {
			this.stream = stream;
		}

		@Override
		public void onPacket(MediaPacket packet) {
			if (packet instanceof VideoPacket video && video.isKeyFrame()) {
				if (this.previous >= 0) {
					measured(Duration.ofMillis(video.timestamp() - this.previous));
				}
				this.previous = video.timestamp();
			}
		}

		private void measured(Duration interval) {
			KeyFrameMonitor.this.intervals.put(this.stream.publisher().sessionId(), interval);
			if (!this.warned && interval.compareTo(TOO_LONG) > 0) {
				this.warned = true;
				logger.warn("{}: {} ms between key frames; set the encoder's key frame interval to 2 s",
						this.stream.name(), interval.toMillis());
			}
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			KeyFrameMonitor.this.intervals.remove(this.stream.publisher().sessionId());
		}

	}

}
