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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.stream.PublisherInfo;

/**
 * Published when the file of a recording is complete and closed.
 *
 * @param streamName the public name of the stream
 * @param publisher who published it
 * @param time when the file was closed
 * @param file the file
 * @param bytes the size of the file
 * @param duration how much media is in it
 */
public record RtmpRecordingCompletedEvent(String streamName, PublisherInfo publisher, Instant time, Path file,
		long bytes, Duration duration) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", file=" + this.file + ", bytes=" + this.bytes + ", duration=" + this.duration);
	}

}
