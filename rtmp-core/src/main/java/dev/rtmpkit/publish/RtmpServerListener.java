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

import java.time.Duration;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;

/**
 * Hears what happens. Called on the server's executor, never on an I/O thread; calls for
 * one stream name come in order and never at the same time, across reconnects too. What a
 * listener throws is logged and changes nothing.
 */
public interface RtmpServerListener {

	/**
	 * A publish was accepted. Its media waits until this returns, for as long as a client
	 * may take to publish; then the publish ends.
	 * @param stream the stream
	 */
	default void publishStarted(LiveStream stream) {
	}

	/**
	 * A publish was refused, or the client when it connected, for its application: then
	 * there is no stream key in the request. Not told of all when more are refused than
	 * listeners can take.
	 * @param request what was asked, with the key masked in its text
	 * @param reason why, from a closed set
	 * @param message the text that the encoder got to see, with the credentials of the
	 * request masked
	 */
	default void publishRejected(PublishRequest request, RejectReason reason, String message) {
	}

	/**
	 * The encoder sent {@code onMetaData}, for the first time or with something new.
	 * Repetitions are not told, though subscriptions get them.
	 * @param stream the stream
	 * @param metadata the metadata
	 */
	default void metadataReceived(LiveStream stream, StreamMetadata metadata) {
	}

	/**
	 * The publisher is lost, and the stream waits for it to come back, for as long as the
	 * server's reconnect grace. What comes next is {@link #publishContinued} or
	 * {@link #publishStopped}. Never called without a grace.
	 * @param stream the stream
	 * @param reason why the publisher is lost, and why the publish ends if it stays away
	 */
	default void publishInterrupted(LiveStream stream, StopReason reason) {
	}

	/**
	 * The publisher is back over another connection and continues the stream, after
	 * {@link #publishInterrupted} or, if its old connection was not known to be lost,
	 * without. Its media does not wait for this to return.
	 * @param stream the stream, of the same session id; see
	 * {@link dev.rtmpkit.stream.PublisherInfo} for what has changed
	 */
	default void publishContinued(LiveStream stream) {
	}

	/**
	 * A publish ended. Called exactly once for each started one, and last: after its
	 * final packet has reached the subscriptions.
	 * @param stream the stream, whose statistics are final
	 * @param reason why it ended
	 * @param duration how long it was live
	 */
	default void publishStopped(LiveStream stream, StopReason reason, Duration duration) {
	}

}
