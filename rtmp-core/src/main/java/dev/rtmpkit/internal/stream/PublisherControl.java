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

package dev.rtmpkit.internal.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * What a stream can ask of and tell the connection that feeds it. Implementations may be
 * called from any thread and must not block.
 */
public interface PublisherControl {

	/**
	 * Stop reading from the publisher: a lossless subscription is full.
	 */
	void pause();

	/**
	 * Read on.
	 */
	void resume();

	/**
	 * End the publish.
	 * @param reason the reason
	 */
	void stop(StopReason reason);

	/**
	 * Ask the publisher to connect anew, and give it time to.
	 * @param tcUrl where to or {@code null} to stay with its own
	 * @param deadline how long it may take
	 * @return whether it was asked, which takes a publisher that understands
	 */
	default boolean requestReconnect(@Nullable String tcUrl, Duration deadline) {
		return false;
	}

	/**
	 * Ping the publisher.
	 * @return completes with the time until its answer, if it ever answers
	 */
	default CompletableFuture<Duration> ping() {
		return CompletableFuture.failedFuture(new IOException("This publisher cannot be pinged"));
	}

	/**
	 * Tell the publisher something about its stream.
	 * @param notice what to tell
	 */
	default void tell(LiveStream.Notice notice) {
	}

}
