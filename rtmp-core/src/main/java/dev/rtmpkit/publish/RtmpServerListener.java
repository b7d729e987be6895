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
import java.time.Instant;

import dev.rtmpkit.media.StreamMetadata;
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
	 * @param event the stream and who publishes it; its time is
	 * {@link dev.rtmpkit.stream.PublisherInfo#startedAt()}
	 */
	default void publishStarted(PublishEvent event) {
	}

	/**
	 * A publish was refused, or the client when it connected, for its application: then
	 * there is no stream key in the request. Not told of all when more are refused than
	 * listeners can take.
	 * @param request what was asked, with the key masked in its text
	 * @param reason why, from a closed set
	 * @param message the text that the encoder got to see, with the credentials of the
	 * request masked
	 * @param time when it was refused
	 */
	default void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
	}

	/**
	 * The encoder sent {@code onMetaData}, for the first time or with something new.
	 * Repetitions are not told, though subscriptions get them. Where it comes faster than
	 * listeners take it, they hear of the newest.
	 * @param event the stream, and when the metadata came
	 * @param metadata the metadata
	 */
	default void metadataReceived(PublishEvent event, StreamMetadata metadata) {
	}

	/**
	 * The publisher is lost, and the stream waits for it to come back, for as long as the
	 * server's reconnect grace. What comes next is {@link #publishContinued} or
	 * {@link #publishStopped}. Never called without a grace.
	 * @param event the stream, who published it, and when that was found to be lost
	 * @param reason why the publisher is lost, and why the publish ends if it stays away
	 */
	default void publishInterrupted(PublishEvent event, StopReason reason) {
	}

	/**
	 * The publisher is back over another connection and continues the stream, after
	 * {@link #publishInterrupted} or, if its old connection was not known to be lost,
	 * without. Its media does not wait for this to return.
	 * @param event the stream, of the same session id, and who publishes it now; see
	 * {@link dev.rtmpkit.stream.PublisherInfo} for what has changed
	 */
	default void publishContinued(PublishEvent event) {
	}

	/**
	 * A publish ended. Called exactly once for each started one, and last: after its
	 * final packet has reached the subscriptions.
	 * @param event the stream, whose statistics are final, who published it last, and
	 * when it ended
	 * @param reason why it ended
	 * @param duration how long it was live
	 */
	default void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
	}

}
