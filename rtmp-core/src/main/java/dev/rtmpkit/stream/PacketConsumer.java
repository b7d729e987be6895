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

import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * Gets the packets of one subscription, in order and one at a time.
 */
@FunctionalInterface
public interface PacketConsumer {

	/**
	 * Take a packet. May block, unless the subscription asked for
	 * {@link CallbackThread#EVENT_LOOP}: what it costs is bounded by the subscription's
	 * options.
	 * @param packet the packet
	 * @throws Exception if the consumer is broken; the subscription is then closed
	 */
	void onPacket(MediaPacket packet) throws Exception;

	/**
	 * Called once, last, after the final packet.
	 * @param failure what ended the subscription before the stream's end, or {@code null}
	 * if the stream ended or the subscription was closed
	 */
	default void onEnd(@Nullable Throwable failure) {
	}

}
