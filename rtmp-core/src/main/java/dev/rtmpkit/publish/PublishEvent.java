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

package dev.rtmpkit.publish;

import java.time.Instant;
import java.util.Objects;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;

/**
 * Something that happened to a publish after it was accepted, as it was then. Listeners
 * hear of it later: the stream itself may have gone on, and its publisher may have come
 * back from another address.
 *
 * @param stream the stream
 * @param publisher who published it when it happened; where the publisher came back, who
 * publishes it from then on
 * @param time when it happened, not when it is told
 */
public record PublishEvent(LiveStream stream, PublisherInfo publisher, Instant time) {

	public PublishEvent {
		Objects.requireNonNull(stream, "stream");
		Objects.requireNonNull(publisher, "publisher");
		Objects.requireNonNull(time, "time");
	}

}
