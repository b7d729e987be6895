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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.stream.PublisherInfo;

/**
 * A recording and how far it had come at a time.
 *
 * @param streamName the public name of the stream
 * @param publisher who publishes it, with the session's id and start
 * @param file the file
 * @param bytes the length of the file in bytes
 * @param duration from the first audio or video packet in the file to the last
 * @param time when it was so: at the end, when the file was closed
 */
public record Recording(String streamName, PublisherInfo publisher, Path file, long bytes, Duration duration,
		Instant time) {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return "Recording[streamName=" + this.streamName + ", publisher=" + this.publisher + ", file=" + this.file
				+ ", bytes=" + this.bytes + ", duration=" + this.duration + ", time=" + this.time + "]";
	}

}
