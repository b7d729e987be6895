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

import java.time.Duration;

import dev.rtmpkit.stream.LiveStream;

/**
 * Hears what happens inside a stream. Implementations must not block.
 */
public interface StreamListener {

	/**
	 * The metadata of the stream has changed, the time of its writing aside. Called by
	 * the publisher's thread.
	 * @param stream the stream
	 */
	default void metadataChanged(LiveStream stream) {
	}

	/**
	 * A subscription ended because its consumer threw, stalled or could not be run. The
	 * publish goes on. Called by any thread.
	 * @param stream the stream
	 * @param failure what the consumer threw, a
	 * {@link dev.rtmpkit.stream.SubscriptionStalledException} or a
	 * {@link java.util.concurrent.RejectedExecutionException}
	 */
	default void subscriptionFailed(LiveStream stream, Throwable failure) {
	}

	/**
	 * A consumer blocked the publisher's thread, which it had promised not to do. The
	 * subscription goes on with a thread for callbacks. Called by the publisher's thread.
	 * @param stream the stream
	 * @param last how long the last call took
	 */
	default void subscriptionBlocked(LiveStream stream, Duration last) {
	}

}
