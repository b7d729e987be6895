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
import dev.rtmpkit.publish.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a client must do in time. A trickle of bytes moves none of these deadlines: while
 * publishing, complete messages do, and those before that are absolute. Lives on the
 * thread of the connection and is told the time.
 */
final class ConnectionDeadlines {

	private static final long LONGEST_LOOK = TimeUnit.SECONDS.toNanos(1);

	private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

	private final Timeouts timeouts;

	private Deadline pending;

	private long since;

	private long aliveAt;

	private boolean stalled;

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
		this.aliveAt = nanoTime;
	}

	void unpublished(long nanoTime) {
		this.pending = Deadline.PUBLISH;
		this.since = nanoTime;
	}

	/**
	 * Note that media came.
	 * @param nanoTime the time
	 */
	void media(long nanoTime) {
		if (isPublishing()) {
			this.pending = Deadline.MEDIA;
			this.since = nanoTime;
		}
		alive(nanoTime);
	}

	/**
	 * Note a sign of life, which is no media.
	 * @param nanoTime the time
	 */
	void alive(long nanoTime) {
		this.aliveAt = nanoTime;
	}

	/**
	 * Note that the client may send again: the time in which it could not does not count.
	 * @param nanoTime the time
	 */
	void reading(long nanoTime) {
		if (isPublishing()) {
			this.since = nanoTime;
		}
		alive(nanoTime);
	}

	/**
	 * Note whether the client has read most of what was written.
	 * @param nanoTime the time
	 * @param writable whether it has
	 */
	void writable(long nanoTime, boolean writable) {
		if (this.stalled == writable) {
			this.stalled = !writable;
			this.stalledSince = nanoTime;
		}
	}

	/**
	 * Look at the clock.
	 * @param nanoTime the time
	 * @param reading whether the client is free to send
	 * @return the deadline that was missed or {@code null}
	 */
	@Nullable Deadline check(long nanoTime, boolean reading) {
		if (this.stalled && nanoTime - this.stalledSince > nanos(this.timeouts.write())) {
			return Deadline.WRITE;
		}
		if (isPublishing()) {
			if (!reading) {
				return null;
			}
			if (nanoTime - this.aliveAt > nanos(this.timeouts.idle())) {
				return Deadline.IDLE;
			}
		}
		return (nanoTime - this.since > nanos(timeout())) ? this.pending : null;
	}

	/**
	 * Return how long there was no sign of life.
	 * @param nanoTime the time
	 * @return the time in nanoseconds, 0 if none is expected
	 */
	long silence(long nanoTime) {
		return (isPublishing()) ? nanoTime - this.aliveAt : 0;
	}

	/**
	 * Return how long the client may take until its publish is accepted.
	 * @param nanoTime the time
	 * @return the time in nanoseconds, which begins only now if another publish is live
	 */
	long untilPublish(long nanoTime) {
		long timeout = nanos(this.timeouts.publish());
		return (isPublishing()) ? timeout : Math.max(0, timeout - (nanoTime - this.since));
	}

	/**
	 * Return when to look at the clock again: when the next deadline is due, and at least
	 * once a second.
	 * @param nanoTime the time
	 * @return the delay in nanoseconds
	 */
	long untilNextLook(long nanoTime) {
		long due = nanos(timeout()) - (nanoTime - this.since);
		if (isPublishing()) {
			due = Math.min(due, nanos(this.timeouts.idle()) - (nanoTime - this.aliveAt));
		}
		if (this.stalled) {
			due = Math.min(due, nanos(this.timeouts.write()) - (nanoTime - this.stalledSince));
		}
		return Math.max(0, Math.min(LONGEST_LOOK, due)) + SHORTEST_LOOK;
	}

	private boolean isPublishing() {
		return this.pending == Deadline.MEDIA || this.pending == Deadline.FIRST_MEDIA;
	}

	private Duration timeout() {
		return switch (this.pending) {
			case TLS, HANDSHAKE -> this.timeouts.handshake();
			case PUBLISH -> this.timeouts.publish();
			case FIRST_MEDIA -> this.timeouts.firstMedia();
			case MEDIA -> this.timeouts.media();
			case IDLE -> this.timeouts.idle();
			case WRITE -> this.timeouts.write();
		};
	}

	private static long nanos(Duration duration) {
		return TimeUnit.NANOSECONDS.convert(duration);
	}

}
