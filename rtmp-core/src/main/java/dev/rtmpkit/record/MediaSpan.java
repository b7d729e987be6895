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

package dev.rtmpkit.record;

import java.time.Duration;

import dev.rtmpkit.media.MediaPacket;

/**
 * The time from the first coded packet to the last. Headers do not count: they often
 * carry 0 where the media begins hours later.
 */
final class MediaSpan {

	private long first = Long.MAX_VALUE;

	private long last = Long.MIN_VALUE;

	void add(MediaPacket packet) {
		if (packet.isFrame()) {
			this.first = Math.min(this.first, packet.timestamp());
			this.last = Math.max(this.last, packet.timestamp());
		}
	}

	Duration duration() {
		return (this.last < this.first) ? Duration.ZERO : Duration.ofMillis(this.last - this.first);
	}

}
