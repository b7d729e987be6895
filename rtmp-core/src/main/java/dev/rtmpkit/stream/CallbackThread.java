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
 * The thread that calls the consumer of a subscription.
 */
public enum CallbackThread {

	/**
	 * A thread for callbacks, which may block: the consumer can cost its own stream only.
	 */
	MEDIA,

	/**
	 * The event loop of the publisher's connection, without a change of threads: the
	 * consumer promises not to block, as it keeps all connections of that event loop
	 * waiting. A subscription that breaks the promise again and again goes on with
	 * {@link #MEDIA}, and a warning says so.
	 */
	EVENT_LOOP

}
