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

package dev.rtmpkit.server;

import java.time.Duration;

import dev.rtmpkit.server.RtmpServerStatistics.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a client must do in time. All but the idle deadline are absolute: a trickle of
 * bytes does not move them. Lives on the connection's event loop and is told the time.
 */
final class ConnectionDeadlines {

	private final ServerSettings.Timeouts timeouts;

	private Deadline pending = Deadline.HANDSHAKE;

	private long since;

	private boolean media;

	ConnectionDeadlines(ServerSettings.Timeouts timeouts, long nanoTime) {
		this.timeouts = timeouts;
		this.since = nanoTime;
	}

	void handshakeDone() {
		// Counts from the connection, not from now
		this.pending = Deadline.PUBLISH;
	}

	void publishing(long nanoTime) {
		this.pending = Deadline.IDLE;
		this.since = nanoTime;
	}

	void unpublished(long nanoTime) {
		this.pending = Deadline.PUBLISH;
		this.since = nanoTime;
	}

	/**
	 * Note that a packet came. Costs no look at the clock.
	 */
	void media() {
		this.media = true;
	}

	/**
	 * Look at the clock.
	 * @param nanoTime the time
	 * @param reading whether the client was free to send since the last look
	 * @return the deadline that was missed or {@code null}
	 */
	@Nullable Deadline check(long nanoTime, boolean reading) {
		if (this.pending == Deadline.IDLE && (this.media || !reading)) {
			this.media = false;
			this.since = nanoTime;
		}
		return (nanoTime - this.since > ServerSettings.Timeouts.nanos(timeout())) ? this.pending : null;
	}

	private Duration timeout() {
		return switch (this.pending) {
			case HANDSHAKE -> this.timeouts.handshake();
			case PUBLISH -> this.timeouts.publish();
			case IDLE -> this.timeouts.idle();
		};
	}

}
