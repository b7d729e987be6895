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

/**
 * A consumer's hold on a stream. All methods may be called from any thread.
 */
public interface Subscription extends AutoCloseable {

	/**
	 * Return the payload bytes that wait for the consumer; of data, also what its values
	 * take, roughly.
	 * @return the bytes
	 */
	long queuedBytes();

	/**
	 * Return how many packets a live subscription has dropped.
	 * @return the packets, always 0 for a lossless one
	 */
	long droppedPackets();

	/**
	 * Return whether packets may still come.
	 * @return {@code false} once closed or ended
	 */
	boolean isActive();

	/**
	 * End the subscription now: what is queued is discarded. Closing twice does nothing.
	 */
	@Override
	void close();

}
