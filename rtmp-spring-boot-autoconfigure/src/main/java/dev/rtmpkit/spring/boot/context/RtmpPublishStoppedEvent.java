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

package dev.rtmpkit.spring.boot.context;

import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamStatistics;

/**
 * Published when a publish ended, after its last packet has reached the subscriptions.
 *
 * @param streamName the public name of the stream
 * @param publisher who published it, on its last connection
 * @param time when the publish ended
 * @param reason why it ended
 * @param duration how long it was live
 * @param statistics what was received in all
 */
public record RtmpPublishStoppedEvent(String streamName, PublisherInfo publisher, Instant time, StopReason reason,
		Duration duration, StreamStatistics statistics) implements RtmpStreamEvent {

	/**
	 * Return the payload bytes received.
	 * @return the bytes of audio, video and data
	 */
	public long bytes() {
		return this.statistics.bytes();
	}

	/**
	 * Return the audio and video packets received.
	 * @return the packets, sequence headers included
	 */
	public long frames() {
		return this.statistics.audio().packets() + this.statistics.video().packets();
	}

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this,
				", reason=" + this.reason + ", duration=" + this.duration + ", statistics=" + this.statistics);
	}

}
