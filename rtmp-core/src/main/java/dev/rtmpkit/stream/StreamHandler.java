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
 * Gets every accepted publish: the one interface most applications implement.
 */
@FunctionalInterface
public interface StreamHandler {

	/**
	 * Handle a stream that was just accepted. Called once for each publish, before any of
	 * its media flows, on a thread of its own which may block for as long as the stream
	 * lives. The encoder is told to start when the handler has subscribed to the stream
	 * or returned. If it does neither for as long as a client may take to publish, it is
	 * interrupted and the publish ends.
	 * @param stream the stream
	 * @throws Exception if the stream cannot be handled; it is logged and costs neither
	 * the publisher nor other handlers anything
	 */
	void handle(LiveStream stream) throws Exception;

}
