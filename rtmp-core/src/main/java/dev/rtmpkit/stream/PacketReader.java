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

import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * A blocking reader of one subscription, for one thread at a time.
 */
public interface PacketReader extends Subscription {

	/**
	 * Wait for the next packet.
	 * @return the packet or {@code null} at the end
	 * @throws InterruptedException if the thread is interrupted while it waits
	 * @throws SubscriptionStalledException if this reader was too slow and was cut off
	 */
	@Nullable MediaPacket next() throws InterruptedException;

	/**
	 * Wait for the next packet for a limited time.
	 * @param timeout how long to wait
	 * @return the packet or {@code null} at the end
	 * @throws InterruptedException if the thread is interrupted while it waits
	 * @throws java.util.concurrent.TimeoutException if there is none in time
	 * @throws SubscriptionStalledException if this reader was too slow and was cut off
	 */
	@Nullable MediaPacket next(Duration timeout) throws InterruptedException, java.util.concurrent.TimeoutException;

}
