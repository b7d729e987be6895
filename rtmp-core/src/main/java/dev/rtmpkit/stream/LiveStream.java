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

package dev.rtmpkit.stream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.media.StreamMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is being published: its facts and its subscriptions. All methods may be
 * called from any thread and none blocks.
 */
public interface LiveStream {

	/**
	 * Return the public name, which the validator may have chosen to differ from the key.
	 * @return the name, unique among live streams
	 */
	String name();

	/**
	 * Return who publishes. Address and encoder change when the publisher comes back over
	 * another connection; the session id does not.
	 * @return the publisher
	 */
	PublisherInfo publisher();

	/**
	 * Return the newest metadata ({@code onMetaData}).
	 * @return the metadata or {@code null} if none has arrived
	 */
	@Nullable StreamMetadata metadata();

	/**
	 * Return counters and codecs as seen in the media so far.
	 * @return a snapshot
	 */
	StreamStatistics statistics();

	/**
	 * Subscribe with a callback. Calls come in order, one at a time, on the thread that
	 * the options name.
	 * @param options the kind of subscription and its bounds
	 * @param consumer what gets the packets
	 * @return the subscription
	 */
	Subscription subscribe(SubscriptionOptions options, PacketConsumer consumer);

	/**
	 * Subscribe with a blocking reader, which reads naturally in a virtual thread.
	 * @param options the kind of subscription and its bounds
	 * @return the reader, to be closed by the caller
	 */
	PacketReader openReader(SubscriptionOptions options);

	/**
	 * Ask the encoder to connect and publish anew, perhaps elsewhere, and serve it on
	 * until it leaves (Enhanced RTMP v2, "Reconnect Request"). It may publish with the
	 * same key from a new connection meanwhile: the new stream starts when this one has
	 * ended, because the encoder left, fell silent ({@link StopReason#REPLACED}) or
	 * missed the deadline.
	 * @param tcUrl where to: an absolute URL, one relative to the encoder's own, as in
	 * {@code //host/app} and {@code /app}, or {@code null} to stay with that
	 * @param deadline how long the encoder may take; then its connection is closed
	 * @return {@code true} if the encoder was asked, {@code false} if it has not
	 * announced to understand the request, as most encoders have not, or is gone
	 */
	boolean requestReconnect(@Nullable String tcUrl, Duration deadline);

	/**
	 * Ping the encoder (RTMP 1.0, 7.1.7). Many encoders never answer, though they publish
	 * and nothing is wrong with them: wait with a time limit.
	 * @return completes with the time until the answer, on the executor of the consumers;
	 * exceptionally with an {@link java.io.IOException} if the connection ends first or
	 * too many pings are unanswered
	 */
	CompletableFuture<Duration> ping();

	/**
	 * Tell the encoder something about its stream. Few encoders care.
	 * @param notice what to tell
	 */
	void tell(Notice notice);

	/**
	 * Return whether the publisher is gone and may come back in time, which takes a
	 * server with a reconnect grace. Subscriptions wait meanwhile.
	 * @return whether there is no publisher at present
	 */
	boolean isInterrupted();

	/**
	 * Return whether media flows.
	 * @return the state, as of now
	 */
	StreamState state();

	/**
	 * Return why the stream ended.
	 * @return the reason or {@code null} while it is live
	 */
	@Nullable StopReason stopReason();

	/**
	 * What an encoder can be told about its stream (RTMP 1.0, 7.1.7).
	 */
	enum Notice {

		/** There is no more data for now ({@code StreamDry}). */
		DRY,

		/** It is recorded ({@code StreamIsRecorded}). */
		RECORDED

	}

}
