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

package dev.rtmpkit.spring.boot.health;

import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingFailedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;

/**
 * {@link HealthIndicator} of recording: down from a recording that failed to the next one
 * that is complete.
 */
public final class RtmpRecordingHealthIndicator extends AbstractHealthIndicator {

	private volatile @Nullable RtmpRecordingFailedEvent failed;

	/**
	 * Create an indicator that is up.
	 */
	public RtmpRecordingHealthIndicator() {
		super("RTMP recording health check failed");
	}

	/**
	 * Go down. Called on the thread that writes the recording.
	 * @param event the failure
	 */
	@EventListener
	public void recordingFailed(RtmpRecordingFailedEvent event) {
		this.failed = event;
	}

	/**
	 * Come up. Called on the thread that writes the recording.
	 * @param event the recording that succeeded
	 */
	@EventListener
	public void recordingCompleted(RtmpRecordingCompletedEvent event) {
		this.failed = null;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		RtmpRecordingFailedEvent event = this.failed;
		if (event == null) {
			builder.up();
			return;
		}
		builder.down()
			.withDetail("time", event.time())
			.withDetail("sessionId", event.sessionId())
			.withDetail("failure", event.failure().type());
	}

}
