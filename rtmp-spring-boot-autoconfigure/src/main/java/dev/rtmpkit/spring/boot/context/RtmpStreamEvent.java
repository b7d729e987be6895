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
import java.time.Instant;

/**
 * Something that happened to a stream after its publish was accepted. The session id ties
 * together what belongs to one publish: its {@link RtmpPublishStartedEvent} comes first,
 * its {@link RtmpPublishStoppedEvent} exactly once and last. Events of one stream name
 * are published in order, one at a time, on the server's executor, so that a listener may
 * block; only {@link RtmpRecordingCompletedEvent} comes from the thread that writes the
 * file, beside the others. An {@code @EventListener} of this type hears them all.
 */
public sealed interface RtmpStreamEvent
		permits RtmpPublishStartedEvent, RtmpStreamMetadataEvent, RtmpPublishInterruptedEvent,
		RtmpPublishContinuedEvent, RtmpPublishStoppedEvent, RtmpRecordingCompletedEvent, RtmpRecordingFailedEvent {

	/**
	 * Return the id of the publish.
	 * @return the id, unique in the server's life
	 */
	String sessionId();

	/**
	 * Return the public name of the stream.
	 * @return the name, never the stream key
	 */
	String streamName();

	/**
	 * Return the application name.
	 * @return the name as the encoder sent it, without query; everything behind its first
	 * segment may be a key in the wrong place, and {@link #toString()} leaves it out
	 */
	String app();

	/**
	 * Return the address of the encoder.
	 * @return the address
	 */
	InetSocketAddress remoteAddress();

	/**
	 * Return when it happened.
	 * @return the time
	 */
	Instant time();

}
