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

package dev.rtmpkit.stream;

import java.time.Duration;

/**
 * The kind of a subscription and its bounds.
 *
 * @param mode whether a slow consumer slows the publisher or misses packets
 * @param queueBytes the payload bytes that may wait for the consumer, at least 1. Each
 * packet counts 256 bytes more, for what it costs beside its payload, and each value in a
 * data packet 128. What is cached for late joiners and what was already read from the
 * publisher comes on top
 * @param startAtCachedGop whether to begin with the newest key frame and what followed
 * it. If not, a lossless subscription begins with whatever comes next and a live one with
 * the next key frame, and with any audio before it
 * @param stallDeadline how long the queue of a lossless subscription may take from full
 * to half full
 * @param onStall what happens after that
 * @param callbackThread the thread that calls the consumer; a reader has its own
 */
public record SubscriptionOptions(DeliveryMode mode, int queueBytes, boolean startAtCachedGop, Duration stallDeadline,
		StallPolicy onStall, CallbackThread callbackThread) {

	private static final int DEFAULT_QUEUE_BYTES = 4 * 1024 * 1024;

	private static final Duration DEFAULT_STALL_DEADLINE = Duration.ofSeconds(10);

	public SubscriptionOptions {
		if (queueBytes < 1) {
			throw new IllegalArgumentException("A queue needs at least 1 byte, not " + queueBytes);
		}
		if (stallDeadline.isNegative() || stallDeadline.isZero()) {
			throw new IllegalArgumentException("A stall deadline must be positive, not " + stallDeadline);
		}
	}

	/**
	 * Return options for a consumer that needs every packet: 4 MiB, the cached GOP first,
	 * closed if it stalls for 10 s, on a thread for callbacks.
	 * @return the options
	 */
	public static SubscriptionOptions lossless() {
		return new SubscriptionOptions(DeliveryMode.LOSSLESS, DEFAULT_QUEUE_BYTES, true, DEFAULT_STALL_DEADLINE,
				StallPolicy.CLOSE_SUBSCRIPTION, CallbackThread.MEDIA);
	}

	/**
	 * Return options for a consumer that rather misses packets than slows the publisher:
	 * 4 MiB, the cached GOP first.
	 * @return the options
	 */
	public static SubscriptionOptions live() {
		return new SubscriptionOptions(DeliveryMode.LIVE, DEFAULT_QUEUE_BYTES, true, DEFAULT_STALL_DEADLINE,
				StallPolicy.CLOSE_SUBSCRIPTION, CallbackThread.MEDIA);
	}

	/**
	 * Return a copy with another bound.
	 * @param bytes the payload bytes that may wait, at least 1
	 * @return the options
	 */
	public SubscriptionOptions queueBytes(int bytes) {
		return new SubscriptionOptions(this.mode, bytes, this.startAtCachedGop, this.stallDeadline, this.onStall,
				this.callbackThread);
	}

	/**
	 * Return a copy that begins with the cached GOP or not.
	 * @param start whether to begin with it
	 * @return the options
	 */
	public SubscriptionOptions startAtCachedGop(boolean start) {
		return new SubscriptionOptions(this.mode, this.queueBytes, start, this.stallDeadline, this.onStall,
				this.callbackThread);
	}

	/**
	 * Return a copy with another deadline.
	 * @param deadline how long a full queue may take to drain to half, more than 0
	 * @return the options
	 */
	public SubscriptionOptions stallDeadline(Duration deadline) {
		return new SubscriptionOptions(this.mode, this.queueBytes, this.startAtCachedGop, deadline, this.onStall,
				this.callbackThread);
	}

	/**
	 * Return a copy with another policy.
	 * @param policy what happens after the deadline
	 * @return the options
	 */
	public SubscriptionOptions onStall(StallPolicy policy) {
		return new SubscriptionOptions(this.mode, this.queueBytes, this.startAtCachedGop, this.stallDeadline, policy,
				this.callbackThread);
	}

	/**
	 * Return a copy whose consumer is called by another thread.
	 * @param thread the thread that calls the consumer
	 * @return the options
	 */
	public SubscriptionOptions callbackThread(CallbackThread thread) {
		return new SubscriptionOptions(this.mode, this.queueBytes, this.startAtCachedGop, this.stallDeadline,
				this.onStall, thread);
	}

}
