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

import dev.rtmpkit.internal.wire.message.RtmpMessage;

/**
 * Takes what {@link MessageHandler} reads.
 */
interface MessageSink {

	/**
	 * Take a message.
	 * @param message the message
	 */
	void message(RtmpMessage message);

	/**
	 * Note that there is no further message for now.
	 * @param heldBytes what is held of the client's input
	 */
	void processed(long heldBytes);

	/**
	 * Note that the client has ended its input, and all of it is processed.
	 */
	void ended();

}
