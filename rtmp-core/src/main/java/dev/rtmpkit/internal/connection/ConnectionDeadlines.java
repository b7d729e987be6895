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

package dev.rtmpkit.internal.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.Timeouts;
import dev.rtmpkit.server.RtmpServerStatistics.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a client must do in time. All but the idle deadline are absolute: a trickle of
 * bytes does not move them. Lives on the connection's event loop and is told the time.
 */
final class ConnectionDeadlines {

	private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(1);

	private static final long SHORTEST_TICK = TimeUnit.MILLISECONDS.toNanos(1);

	/** How many looks at the clock there are at least while media may be missing. */
	private static final int LOOKS = 4;

	private final Timeouts timeouts;

	private Deadline pending;

	private long since;

	private boolean media;

	private boolean writing = true;

	private long stalledSince;

	ConnectionDeadlines(Timeouts timeouts, boolean encrypted, long nanoTime) {
		this.timeouts = timeouts;
		this.pending = (encrypted) ? Deadline.TLS : Deadline.HANDSHAKE;
		this.since = nanoTime;
	}

	void encrypted() {
		// Counts from the connection, not from now
		this.pending = Deadline.HANDSHAKE;
	}

	void handshakeDone() {
		// Counts from the connection, not from now
		this.pending = Deadline.PUBLISH;
	}

	void publishing(long nanoTime) {
		this.pending = Deadline.FIRST_MEDIA;
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
	 * @param writing whether the client has read most of what was written
	 * @return the deadline that was missed or {@code null}
	 */
	@Nullable Deadline check(long nanoTime, boolean reading, boolean writing) {
		if (writing || this.writing) {
			this.stalledSince = nanoTime;
		}
		this.writing = writing;
		if (nanoTime - this.stalledSince > nanos(this.timeouts.write())) {
			return Deadline.WRITE;
		}
		if (isMedia() && (this.media || !reading)) {
			this.pending = (this.media) ? Deadline.IDLE : this.pending;
			this.media = false;
			this.since = nanoTime;
		}
		return (nanoTime - this.since > nanos(timeout())) ? this.pending : null;
	}

	/**
	 * Return how long no media came, as of the last look.
	 * @param nanoTime the time
	 * @return the time in nanoseconds, 0 if none is expected
	 */
	long silence(long nanoTime) {
		return (isMedia()) ? nanoTime - this.since : 0;
	}

	/**
	 * Return how long the client may take until its publish is accepted.
	 * @param nanoTime the time
	 * @return the time in nanoseconds, which begins only now if another publish is live
	 */
	long untilPublish(long nanoTime) {
		long timeout = nanos(this.timeouts.publish());
		return (isMedia()) ? timeout : Math.max(0, timeout - (nanoTime - this.since));
	}

	/**
	 * Return when to look at the clock again: about when the deadline is, and often
	 * enough to see when media stopped.
	 * @param nanoTime the time
	 * @return the delay in nanoseconds
	 */
	long untilNextLook(long nanoTime) {
		long timeout = nanos(timeout());
		long wanted = (isMedia()) ? timeout / LOOKS : timeout - (nanoTime - this.since);
		return Math.max(0, Math.min(LONGEST_TICK, wanted)) + SHORTEST_TICK;
	}

	private boolean isMedia() {
		return this.pending == Deadline.IDLE || this.pending == Deadline.FIRST_MEDIA;
	}

	private Duration timeout() {
		return switch (this.pending) {
			case TLS, HANDSHAKE -> this.timeouts.handshake();
			case PUBLISH -> this.timeouts.publish();
			case FIRST_MEDIA -> this.timeouts.firstMedia();
			case IDLE -> this.timeouts.idle();
			case WRITE -> this.timeouts.write();
		};
	}

	private static long nanos(Duration duration) {
		return TimeUnit.NANOSECONDS.convert(duration);
	}

}
