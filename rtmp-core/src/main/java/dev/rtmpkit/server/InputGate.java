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

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;

/**
 * Decides whether a connection's socket is read. Lives on the connection's event loop.
 */
final class InputGate {

	private final Channel channel;

	private boolean deciding;

	private boolean consumersFull;

	private boolean memoryFull;

	private boolean throttled;

	InputGate(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Return whether what was already read may be processed: not while a decision is
	 * pending, as what follows depends on it.
	 * @return whether to process
	 */
	boolean isOpen() {
		return !this.deciding;
	}

	/**
	 * Return whether the client is free to send, as far as the server has work to do.
	 * @return whether it can be expected to
	 */
	boolean isReading() {
		return !this.deciding && !this.consumersFull && !this.memoryFull;
	}

	void deciding(boolean deciding) {
		this.deciding = deciding;
		update();
	}

	void consumersFull(boolean full) {
		this.consumersFull = full;
		update();
	}

	/**
	 * Stop or go on reading because the server holds too much for all clients, or no
	 * longer does.
	 */
	void memoryFull(boolean full) {
		if (full != this.memoryFull) {
			this.memoryFull = full;
			update();
		}
	}

	/**
	 * Read no more for a time, because the client sends too fast. That is no excuse for
	 * missing a deadline.
	 * @param nanos how long
	 */
	void throttle(long nanos) {
		if (this.throttled) {
			return;
		}
		this.throttled = true;
		update();
		this.channel.eventLoop().schedule(() -> {
			this.throttled = false;
			update();
		}, nanos, TimeUnit.NANOSECONDS);
	}

	private void update() {
		this.channel.config().setAutoRead(isReading() && !this.throttled);
	}

}
