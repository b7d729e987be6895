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

import dev.rtmpkit.stream.PublisherInfo;

/**
 * Something that happened to a stream after its publish was accepted. The session id ties
 * together what belongs to one publish: its {@link RtmpPublishStartedEvent} comes first,
 * its {@link RtmpPublishStoppedEvent} exactly once and last. Events of one stream name
 * are published in order, one at a time, on the server's executor, so that a listener may
 * block; only {@link RtmpRecordingCompletedEvent} and {@link RtmpRecordingFailedEvent}
 * come from the thread that writes the file, beside the others. An {@code @EventListener}
 * of this type hears them all.
 * <p>
 * An event tells what was when it happened, however late it is heard. Its components are
 * plain values, which JSON mappers write.
 */
public sealed interface RtmpStreamEvent
		permits RtmpPublishStartedEvent, RtmpStreamMetadataEvent, RtmpPublishInterruptedEvent,
		RtmpPublishContinuedEvent, RtmpPublishStoppedEvent, RtmpRecordingCompletedEvent, RtmpRecordingFailedEvent {

	/**
	 * Return the public name of the stream.
	 * @return the name, never the stream key
	 */
	String streamName();

	/**
	 * Return who published the stream when it happened, with the attributes that the
	 * validator attached to its decision.
	 * @return the publisher
	 */
	PublisherInfo publisher();

	/**
	 * Return when it happened.
	 * @return the time
	 */
	Instant time();

	/**
	 * Return the id of the publish.
	 * @return the id, unique in the server's life
	 */
	default String sessionId() {
		return publisher().sessionId();
	}

	/**
	 * Return the application name.
	 * @return the name as the encoder sent it, without query; everything behind its first
	 * segment may be a key in the wrong place, and {@link #toString()} leaves it out
	 */
	default String app() {
		return publisher().app();
	}

	/**
	 * Return the address of the encoder.
	 * @return the address
	 */
	default InetSocketAddress remoteAddress() {
		return publisher().remoteAddress();
	}

	/**
	 * Return the name of the event, by which a consumer of several kinds tells them
	 * apart. It is a bean property, so that JSON mappers write it beside the components.
	 * @return the simple name of the class
	 */
	default String getType() {
		return getClass().getSimpleName();
	}

}
