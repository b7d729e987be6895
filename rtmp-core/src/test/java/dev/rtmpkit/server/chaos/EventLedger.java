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

package dev.rtmpkit.server.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;

/**
 * Keeps account of what listeners hear: each publish starts once and then stops once,
 * those of one name one after the other, and none that was not accepted.
 */
public final class EventLedger implements RtmpServerListener {

	static final String FAILING = "deaf-";

	private final Map<String, String> live = new HashMap<>();

	private final Set<String> sessions = new HashSet<>();

	private final Map<String, StopReason> reasons = new HashMap<>();

	private final List<String> violations = new ArrayList<>();

	private int stopped;

	@Override
	public synchronized void publishStarted(PublishEvent event) {
		String session = event.publisher().sessionId();
		if (!this.sessions.add(session)) {
			violation("a second start of", event.stream());
		}
		if (this.live.put(event.stream().name(), session) != null) {
			violation("a start beside a live", event.stream());
		}
		if (event.stream().name().startsWith(ChaosValidator.DENIED)) {
			violation("a start of the denied", event.stream());
		}
		failIfAsked(event.stream());
	}

	@Override
	public synchronized void metadataReceived(PublishEvent event, StreamMetadata metadata) {
		if (!event.publisher().sessionId().equals(this.live.get(event.stream().name()))) {
			violation("metadata outside of", event.stream());
		}
	}

	@Override
	public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
		if (request.streamKey().value().startsWith(FAILING)) {
			throw new IllegalStateException("No listening");
		}
	}

	@Override
	public synchronized void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
		this.stopped++;
		this.reasons.put(event.stream().name(), reason);
		if (!this.live.remove(event.stream().name(), event.publisher().sessionId())) {
			violation("a stop without a start of", event.stream());
		}
		failIfAsked(event.stream());
	}

	private void violation(String what, LiveStream stream) {
		this.violations.add(what + " " + stream.name() + " " + stream.publisher().sessionId());
	}

	private static void failIfAsked(LiveStream stream) {
		if (stream.name().startsWith(FAILING)) {
			throw new IllegalStateException("No listening");
		}
	}

	/**
	 * Return what should not have been.
	 */
	public synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	/**
	 * Return the names of the streams that have started and not stopped.
	 */
	public synchronized Set<String> live() {
		return Set.copyOf(this.live.keySet());
	}

	/**
	 * Return how many publishes have started.
	 */
	public synchronized int started() {
		return this.sessions.size();
	}

	/**
	 * Return how many publishes have stopped.
	 */
	public synchronized int stopped() {
		return this.stopped;
	}

	/**
	 * Return why the last publish under a name stopped.
	 */
	public synchronized StopReason reason(String name) {
		StopReason reason = this.reasons.get(name);
		if (reason == null) {
			throw new AssertionError("Stream " + name + " has not stopped");
		}
		return reason;
	}

}
