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

import java.util.List;

import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Decides what enters the queue of a subscription. Used by the publisher's thread, except
 * where said.
 */
sealed interface Delivery permits LiveDelivery, LosslessDelivery {

	static Delivery of(SubscriptionOptions options, PacketQueue queue, SubscriptionCounters counters) {
		return (options.mode() == DeliveryMode.LOSSLESS) ? new LosslessDelivery(queue, options)
				: new LiveDelivery(queue, options, counters);
	}

	/**
	 * Begin with what a late joiner needs. Its memory is held by the cache anyway: it is
	 * queued whatever the bound.
	 * @param replay the packets before the next one
	 * @param current the headers that the replay leads to
	 * @param decodable whether the replay ends in video that the next packet continues
	 */
	void begin(List<MediaPacket> replay, StreamHeaders current, boolean decodable);

	void offer(MediaPacket packet, StreamHeaders current);

	/**
	 * Note that what is offered from now on does not continue what was before.
	 */
	default void publisherReturned() {
	}

	/**
	 * Return whether the publisher has to wait for this one.
	 * @return whether the queue is full
	 */
	default boolean isFull() {
		return false;
	}

	/**
	 * Return whether the publisher has waited for this one for too long.
	 * @param nanoTime the time in nanoseconds, of any origin
	 * @return whether its deadline has passed
	 */
	default boolean isStalled(long nanoTime) {
		return false;
	}

	/**
	 * Called by the consumer after it took a packet.
	 * @return whether the publisher must be told that there is room again
	 */
	default boolean drained() {
		return false;
	}

	/**
	 * Return the number of dropped packets. Called by any thread.
	 * @return the packets
	 */
	default long dropped() {
		return 0;
	}

}
