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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Published when a recording ended before its stream, or could not even begin, for
 * example because the disk is full. The publish goes on, and what is in the file can be
 * played.
 *
 * @param sessionId the id of the publish
 * @param streamName the public name of the stream
 * @param app the application name
 * @param remoteAddress the address of the encoder
 * @param time when the recording was given up
 * @param file the file, which may be missing if it could not be created
 * @param bytes the size of the file
 * @param duration how much media is in it
 * @param failure why, usually an {@link java.io.IOException}
 */
public record RtmpRecordingFailedEvent(String sessionId, String streamName, String app, InetSocketAddress remoteAddress,
		Instant time, Path file, long bytes, Duration duration, Throwable failure) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", file=" + this.file + ", bytes=" + this.bytes + ", duration=" + this.duration
				+ ", failure=" + this.failure.getClass().getName());
	}

}
