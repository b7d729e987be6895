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

package dev.rtmpkit.internal.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one consumer, and how it ends. The publisher's thread offers, the
 * consumer's polls, any thread may end or close it; none of them ever waits for another.
 */
final class PacketQueue {

	private final Queue<MediaPacket> packets = new ConcurrentLinkedQueue<>();

	private final Backlog backlog = new Backlog();

	private final AtomicReference<@Nullable End> end = new AtomicReference<>();

	private volatile boolean closed;

	void offer(MediaPacket packet) {
		if (this.closed) {
			return;
		}
		this.backlog.add(Backlog.bytes(packet));
		this.packets.add(packet);
		if (this.closed) {
			// closed meanwhile, by a thread that may not have seen this packet
			discard();
		}
	}

	@Nullable MediaPacket poll() {
		MediaPacket packet = this.packets.poll();
		if (packet != null) {
			this.backlog.remove(Backlog.bytes(packet));
		}
		return packet;
	}

	/**
	 * End the queue after the packets in it.
	 * @param failure why, or {@code null} if it is the regular end
	 */
	void end(@Nullable Throwable failure) {
		this.end.compareAndSet(null, new End(failure));
	}

	/**
	 * End the queue at once and forget its packets.
	 * @param failure why, or {@code null} if the consumer wants no more
	 */
	void close(@Nullable Throwable failure) {
		// a failure outranks a pending regular end, because packets before that end are
		// lost
		this.end.updateAndGet(
				(current) -> (current == null || (failure != null && !this.closed)) ? new End(failure) : current);
		this.closed = true;
		discard();
	}

	private void discard() {
		while (poll() != null) {
			// each one is taken off the backlog
		}
	}

	boolean isEmpty() {
		return this.packets.isEmpty();
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Return whether nothing comes any more. Asked after a {@link #poll()} that found
	 * nothing, for a packet that precedes the end may have come in between.
	 * @return whether it has ended and is empty
	 */
	boolean isDone() {
		return this.end.get() != null && this.packets.isEmpty();
	}

	@Nullable Throwable failure() {
		End current = this.end.get();
		return (current != null) ? current.failure() : null;
	}

	long bytes() {
		return this.backlog.bytes();
	}

	/**
	 * Return whether what waits costs as much as a bound. Called by the publisher's
	 * thread.
	 */
	boolean reaches(long bound) {
		return this.backlog.reaches(bound);
	}

	long cost() {
		return this.backlog.cost();
	}

	long progress() {
		return this.backlog.progress();
	}

	private record End(@Nullable Throwable failure) {

	}

}
