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

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;

/**
 * Decides whether a connection's socket is read, and what was read processed. Lives on
 * the thread of the connection.
 */
final class InputGate {

	/**
	 * Between two looks at the clock, as a timer costs more than many of the messages
	 * that it holds back.
	 */
	private static final long SHORTEST_THROTTLE = TimeUnit.MILLISECONDS.toNanos(10);

	private final Channel channel;

	private Runnable opened = () -> {
	};

	private boolean deciding;

	private int pauses;

	private boolean memoryFull;

	private boolean throttled;

	private boolean wasReading = true;

	/**
	 * Create an open gate.
	 * @param channel the connection's channel
	 */
	InputGate(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Set what happens when the gate opens.
	 * @param opened processes what was held back, before the socket is read again
	 */
	void whenOpened(Runnable opened) {
		this.opened = opened;
	}

	/**
	 * Return whether what was already read may be processed: not while a decision is
	 * pending, as what follows depends on it, and not while the client is too fast, as a
	 * single read can hold a great many messages.
	 * @return whether to process
	 */
	boolean isOpen() {
		return !this.deciding && !this.throttled;
	}

	/**
	 * Return whether what was read is only held back for a while, as the client is too
	 * fast or others wait.
	 * @return whether it will be processed without anything else having to happen
	 */
	boolean isThrottled() {
		return this.throttled && !this.deciding;
	}

	/**
	 * Return whether the client is free to send, as far as the server has work to do. One
	 * that is too fast counts as free: that is no excuse for missing a deadline.
	 * @return whether it can be expected to
	 */
	boolean isReading() {
		return !this.deciding && this.pauses == 0 && !this.memoryFull;
	}

	/**
	 * Stop until a decision is made.
	 */
	void decide() {
		this.deciding = true;
		update();
	}

	/**
	 * Go on after a decision.
	 */
	void decided() {
		this.deciding = false;
		processIfOpen();
		update();
	}

	/**
	 * Read the rest of the input in order to discard it.
	 */
	void discard() {
		this.deciding = false;
		this.pauses = 0;
		this.memoryFull = false;
		update();
	}

	/**
	 * Read no more until {@link #resume()} was called as often: a consumer is full.
	 */
	void pause() {
		this.pauses++;
		update();
	}

	/**
	 * Take back a {@link #pause()}.
	 */
	void resume() {
		this.pauses = Math.max(0, this.pauses - 1);
		update();
	}

	/**
	 * Stop or go on reading because the server holds too much for all clients, or no
	 * longer does.
	 * @param full whether it does
	 */
	void memoryFull(boolean full) {
		if (full != this.memoryFull) {
			this.memoryFull = full;
			update();
		}
	}

	/**
	 * Process and read no more for a time, because the client sends too fast.
	 * @param nanos how long; 0 for just as long as others need to get their turn
	 */
	void throttle(long nanos) {
		if (this.throttled) {
			return;
		}
		this.throttled = true;
		update();
		this.channel.eventLoop().schedule(this::endThrottle, Math.max(nanos, SHORTEST_THROTTLE), TimeUnit.NANOSECONDS);
	}

	private void endThrottle() {
		this.throttled = false;
		processIfOpen();
		// Unless what was held back is too much again
		update();
	}

	private void processIfOpen() {
		if (isOpen()) {
			this.opened.run();
		}
	}

	private void update() {
		boolean reading = isReading();
		if (reading && !this.wasReading) {
			this.channel.pipeline().fireUserEventTriggered(ConnectionEvent.READING);
		}
		this.wasReading = reading;
		EndOfInput.read(this.channel, reading && !this.throttled);
	}

}
