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

import java.time.Instant;

import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;

/**
 * Published when a publisher was lost and is waited for, which takes a
 * {@code rtmp.server.reconnect-grace}. Either a {@link RtmpPublishContinuedEvent} or the
 * {@link RtmpPublishStoppedEvent} of the same session id follows.
 *
 * @param streamName the public name of the stream
 * @param publisher who published it, on the connection that was lost
 * @param time when the publisher was found to be lost
 * @param reason why it was lost, and why the publish ends if it stays away
 */
public record RtmpPublishInterruptedEvent(String streamName, PublisherInfo publisher, Instant time,
		StopReason reason) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", reason=" + this.reason);
	}

}
