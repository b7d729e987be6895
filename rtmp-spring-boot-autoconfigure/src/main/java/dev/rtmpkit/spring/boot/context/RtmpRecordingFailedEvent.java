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

import dev.rtmpkit.internal.text.PrintableText;
import dev.rtmpkit.stream.PublisherInfo;
import org.jspecify.annotations.Nullable;

/**
 * Published when a recording ended before its stream, or could not even begin, for
 * example because the disk is full. The publish goes on, and what is in the file can be
 * played.
 *
 * @param streamName the public name of the stream
 * @param publisher who published it
 * @param time when the recording was given up
 * @param file the file, which may be missing if it could not be created
 * @param bytes the size of the file
 * @param duration how much media is in it
 * @param failure why
 */
public record RtmpRecordingFailedEvent(String streamName, PublisherInfo publisher, Instant time, Path file, long bytes,
		Duration duration, Failure failure) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", file=" + this.file + ", bytes=" + this.bytes + ", duration=" + this.duration
				+ ", failure=" + this.failure.type());
	}

	/**
	 * What was thrown.
	 *
	 * @param type the name of its class, usually that of an {@link java.io.IOException}
	 * @param message its message, printable and short, or {@code null} if it has none
	 */
	public record Failure(String type, @Nullable String message) {

		private static final int LONGEST_MESSAGE = 255;

		static Failure of(Throwable failure) {
			String message = failure.getMessage();
			return new Failure(failure.getClass().getName(),
					(message != null) ? PrintableText.of(message, LONGEST_MESSAGE) : null);
		}

	}

}
