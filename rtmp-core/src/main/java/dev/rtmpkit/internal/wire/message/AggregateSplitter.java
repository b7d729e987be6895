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

package dev.rtmpkit.internal.wire.message;

import java.nio.ByteBuffer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Splits an aggregate message (RTMP 1.0, 7.1.6): sub-messages laid out like FLV tags,
 * whose timestamps are relative to the first. Its parts are the audio, video, data and
 * command messages among them; those of other types are left out, and so are those that
 * would be too long as messages of their own. Not thread-safe.
 */
final class AggregateSplitter {

	private static final int HEADER_BYTES = 11;

	private static final int BACK_POINTER_BYTES = 4;

	private static final int LIMIT = 4096;

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private final AggregateMessage message;

	private final ChunkLimits limits;

	private final ByteBuffer body;

	private final int start;

	private long offset;

	private int remaining;

	private int dropped;

	/**
	 * Begin to split an aggregate message.
	 * @param message the message
	 * @param limits how long its parts may be
	 * @throws RtmpProtocolException if it is cut off, holds another aggregate or too many
	 * messages, and then has no parts
	 */
	AggregateSplitter(AggregateMessage message, ChunkLimits limits) {
		this.message = message;
		this.limits = limits;
		this.body = message.payload().duplicate();
		this.start = this.body.position();
		this.remaining = countParts();
		this.body.position(this.start);
	}

	private int countParts() {
		int parts = 0;
		for (int count = 0; this.body.hasRemaining(); count++) {
			if (this.body.remaining() < HEADER_BYTES) {
				throw malformed("Aggregate message is cut off in a header");
			}
			if (count == LIMIT) {
				throw malformed("Aggregate message holds too many messages");
			}
			RawMessage message = read();
			if (isTooLong(message)) {
				this.dropped++;
			}
			else if (isKnown(message)) {
				parts++;
			}
		}
		return parts;
	}

	/**
	 * Return how many messages are left out because they are too long.
	 */
	int dropped() {
		return this.dropped;
	}

	/**
	 * Return whether there is another part.
	 * @return whether {@link #next()} can be called
	 */
	boolean hasNext() {
		return this.remaining > 0;
	}

	/**
	 * Return the next part.
	 * @return the part on the message stream of the aggregate message; its payload is a
	 * view
	 */
	RawMessage next() {
		RawMessage part = read();
		while (!isPart(part)) {
			part = read();
		}
		this.remaining--;
		return part;
	}

	/**
	 * Return what the aggregate message holds as long as parts of it are needed.
	 * @return the bytes
	 */
	int heldBytes() {
		return this.body.capacity();
	}

	private RawMessage read() {
		boolean first = this.body.position() == this.start;
		int typeId = this.body.get() & 0xFF;
		int length = unsigned24();
		long timestamp = timestamp();
		unsigned24();
		if (length > this.body.remaining()) {
			throw malformed("Aggregate message is cut off in a message");
		}
		this.offset = (first) ? this.message.timestamp() - timestamp : this.offset;
		RawMessage part = new RawMessage(typeId, this.message.streamId(), (timestamp + this.offset) & UNSIGNED_INT,
				this.body.slice(this.body.position(), length));
		// The last back pointer is missing in the wild
		int skip = length + BACK_POINTER_BYTES;
		this.body.position(Math.min(this.body.position() + skip, this.body.limit()));
		return part;
	}

	private boolean isPart(RawMessage message) {
		return isKnown(message) && !isTooLong(message);
	}

	private boolean isTooLong(RawMessage message) {
		return message.payload().remaining() > this.limits.messageBytes(message.typeId());
	}

	private static boolean isKnown(RawMessage message) {
		return switch (message.typeId()) {
			case MessageType.VIDEO, MessageType.AUDIO, MessageType.DATA_AMF0, MessageType.DATA_AMF3,
					MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 ->
				true;
			case MessageType.AGGREGATE -> throw malformed("Aggregate message in an aggregate message");
			default -> false;
		};
	}

	private int unsigned24() {
		return (this.body.get() & 0xFF) << 16 | (this.body.getShort() & 0xFFFF);
	}

	/** As in an FLV tag: the lower 24 bits, then the upper 8. */
	private long timestamp() {
		int lower = unsigned24();
		return (long) (this.body.get() & 0xFF) << 24 | lower;
	}

	private static RtmpProtocolException malformed(String text) {
		return new RtmpProtocolException(ProtocolError.AGGREGATE, text);
	}

}
