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

import java.net.InetSocketAddress;
import java.time.Instant;

import dev.rtmpkit.media.StreamMetadata;

/**
 * Published when the encoder sent {@code onMetaData}, for the first time or with
 * something new.
 *
 * @param sessionId the id of the publish
 * @param streamName the public name of the stream
 * @param app the application name
 * @param remoteAddress the address of the encoder
 * @param time when the metadata was seen
 * @param metadata what the encoder says about its stream
 */
public record RtmpStreamMetadataEvent(String sessionId, String streamName, String app, InetSocketAddress remoteAddress,
		Instant time, StreamMetadata metadata) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", metadata=" + this.metadata);
	}

}
