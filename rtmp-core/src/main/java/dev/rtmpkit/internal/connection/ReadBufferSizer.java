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

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Sizes the reads of one connection by what the last ones brought. Small until the client
 * publishes, so that strangers cost little; large afterwards, as large reads are what
 * makes ingest cheap.
 */
final class ReadBufferSizer extends DefaultMaxMessagesRecvByteBufAllocator {

	private static final int SMALLEST = 2 << 10;

	private static final int LARGEST_BEFORE_PUBLISH = 16 << 10;

	private static final int LARGEST = 1 << 20;

	/**
	 * One read may be full of the smallest messages, each of which costs a hundred times
	 * its bytes, before the memory that is left is looked at.
	 */
	private static final int PART_OF_MEMORY = 256;

	private static final int GROWTH = 4;

	private static final int PATIENCE = 4;

	private final int largestWhilePublishing;

	private volatile int largest = LARGEST_BEFORE_PUBLISH;

	ReadBufferSizer() {
		this(Long.MAX_VALUE);
	}

	/**
	 * Create a sizer whose reads fit the memory for all clients.
	 * @param memory the bytes that may be held for all clients
	 */
	ReadBufferSizer(long memory) {
		long part = Math.max(LARGEST_BEFORE_PUBLISH, Math.min(LARGEST, memory / PART_OF_MEMORY));
		this.largestWhilePublishing = (int) Long.highestOneBit(part);
	}

	/**
	 * Allow large reads from now on.
	 */
	void publishing() {
		this.largest = this.largestWhilePublishing;
	}

	@Override
	@SuppressWarnings("deprecation") // The handle's interface is the one to implement
										// until Netty 5
	public Handle newHandle() {
		return new SizerHandle();
	}

	private final class SizerHandle extends MaxMessageHandle {

		private int size = SMALLEST;

		private int smallReads;

		@Override
		public int guess() {
			return this.size;
		}

		@Override
		public void lastBytesRead(int bytes) {
			if (bytes > 0) {
				adapt(bytes);
			}
			super.lastBytesRead(bytes);
		}

		private void adapt(int bytes) {
			if (bytes >= this.size) {
				this.smallReads = 0;
				this.size = Math.min(this.size * GROWTH, ReadBufferSizer.this.largest);
			}
			else if (bytes >= this.size / GROWTH) {
				this.smallReads = 0;
			}
			else if (++this.smallReads >= PATIENCE) {
				this.smallReads = 0;
				this.size = Math.max(this.size / GROWTH, SMALLEST);
			}
		}

	}

}
