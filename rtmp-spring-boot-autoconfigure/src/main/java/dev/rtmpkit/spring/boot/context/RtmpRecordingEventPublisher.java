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

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.Assert;

/**
 * Publishes an application event for each recording that is complete or failed. What an
 * event listener throws is logged and changes nothing.
 */
public final class RtmpRecordingEventPublisher implements RecordingListener {

	private static final Log logger = LogFactory.getLog(RtmpRecordingEventPublisher.class);

	private final ApplicationEventPublisher publisher;

	/**
	 * Create a publisher of events.
	 * @param publisher where to publish them
	 */
	public RtmpRecordingEventPublisher(ApplicationEventPublisher publisher) {
		Assert.notNull(publisher, "'publisher' must not be null");
		this.publisher = publisher;
	}

	@Override
	public void recordingCompleted(Recording recording) {
		publish(new RtmpRecordingCompletedEvent(recording.streamName(), recording.publisher(), recording.time(),
				recording.file(), recording.bytes(), recording.duration()));
	}

	@Override
	public void recordingFailed(Recording recording, Throwable failure) {
		publish(new RtmpRecordingFailedEvent(recording.streamName(), recording.publisher(), recording.time(),
				recording.file(), recording.bytes(), recording.duration(),
				RtmpRecordingFailedEvent.Failure.of(failure)));
	}

	private void publish(RtmpStreamEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of " + event.getClass().getSimpleName() + " failed", MaskedFailure.of(ex));
		}
	}

}
