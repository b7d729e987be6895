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

/**
 * How much of one connection's input is processed before the other connections of its
 * event loop get their turn. Bytes are no measure: a message can be as short as one, and
 * so can the payload of a chunk. Not thread-safe.
 */
final class InputTurn {

	/** Far more than an encoder sends in 10 ms. */
	static final int MESSAGES = 2000;

	/** More than the largest read holds of chunks that have the default size. */
	static final int CHUNKS = 20_000;

	private int messages;

	private long chunksBefore;

	/**
	 * Begin a turn.
	 * @param chunks the chunks since the beginning of the connection
	 */
	void begin(long chunks) {
		this.messages = 0;
		this.chunksBefore = chunks;
	}

	/**
	 * Note a message.
	 */
	void message() {
		this.messages++;
	}

	/**
	 * Return whether it is the others' turn.
	 * @param chunks the chunks since the beginning of the connection
	 * @return whether this one has been served for now
	 */
	boolean isOver(long chunks) {
		return this.messages >= MESSAGES || chunks - this.chunksBefore >= CHUNKS;
	}

}
