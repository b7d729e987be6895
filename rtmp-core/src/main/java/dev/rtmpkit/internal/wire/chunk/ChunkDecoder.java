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

package dev.rtmpkit.internal.wire.chunk;

import java.nio.ByteBuffer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from chunks (RTMP 1.0, 5.3). Each payload byte is copied once,
 * into an array of the message's own, in one piece as long as the message can be seen in
 * the input; what is reserved grows with the bytes that came, not with the length that a
 * header tells.
 * <p>
 * The decoder does not look into messages: the caller applies Set Chunk Size and Abort
 * before the next call. It is not thread-safe, and of no further use once it has thrown
 * an exception.
 */
public final class ChunkDecoder {

	/** Reserved for any message, so that the usual small ones are never copied twice. */
	private static final int MIN_RESERVED = 4096;

	private final ChunkStreamMap<ChunkStream> streams = new ChunkStreamMap<>();

	private final ChunkHeader header = new ChunkHeader(this.streams);

	/** The beginning of a header whose rest has not come yet. */
	private final ByteBuffer carry = ByteBuffer.allocate(ChunkHeader.MAX_BYTES).limit(0);

	private ChunkLimits limits;

	private int chunkSize = ChunkEncoder.DEFAULT_CHUNK_SIZE;

	private @Nullable ChunkStream current;

	private int missingInChunk;

	private int reserved;

	private long chunks;

	private long dropped;

	/**
	 * Create a decoder for one direction of a connection after the handshake.
	 * @param limits what to accept
	 */
	public ChunkDecoder(ChunkLimits limits) {
		this.limits = limits;
	}

	/**
	 * Change what is accepted. Messages that are not complete yet are not measured again.
	 * @param limits the limits for each message that begins from now on
	 */
	public void limits(ChunkLimits limits) {
		this.limits = limits;
	}

	/**
	 * Set the size of chunks (RTMP 1.0, 5.4.1), at first 128 bytes.
	 * @param size the most payload bytes in each chunk that begins from now on, 1 to 2^31
	 * - 1
	 * @throws RtmpProtocolException if the size is zero or has its top bit set
	 */
	public void chunkSize(int size) {
		if (size < 1) {
			throw new RtmpProtocolException(ProtocolError.CHUNK_SIZE,
					"Chunk size " + Integer.toUnsignedString(size) + " is out of range");
		}
		this.chunkSize = Math.min(size, RawMessage.MAX_PAYLOAD);
	}

	/**
	 * Discard an unfinished message (RTMP 1.0, 5.4.2).
	 * @param chunkStreamId the chunk stream id, any number
	 * @return whether there was an unfinished message
	 */
	public boolean abort(int chunkStreamId) {
		ChunkStream stream = (chunkStreamId >= 0) ? this.streams.get(chunkStreamId) : null;
		if (stream == null || !stream.partial().isOpen()) {
			return false;
		}
		this.reserved -= stream.partial().capacity();
		stream.abort();
		return true;
	}

	/**
	 * Decode a message.
	 * @param input the bytes as they come, consumed up to the end of the message or to
	 * their own end
	 * @return the next complete message with a read-only payload of its own, or
	 * {@code null} when the input is exhausted
	 * @throws RtmpProtocolException if the bytes are not chunks or exceed a limit
	 */
	public @Nullable RawMessage decode(ByteBuffer input) {
		while (true) {
			ChunkStream stream = (this.current != null) ? this.current : beginChunk(input);
			if (stream == null) {
				return null;
			}
			PartialMessage partial = stream.partial();
			readPayload(partial, this.carry, input.remaining());
			readPayload(partial, input, 0);
			if (this.missingInChunk > 0) {
				return null;
			}
			this.current = null;
			if (partial.missing() == 0) {
				this.reserved -= partial.capacity();
				RawMessage message = stream.complete();
				if (partial.isKept()) {
					return message;
				}
				this.dropped++;
			}
		}
	}

	private @Nullable ChunkStream beginChunk(ByteBuffer input) {
		boolean complete = (this.carry.hasRemaining()) ? readCarriedHeader(input) : readHeader(input);
		if (!complete) {
			return null;
		}
		ChunkStream stream = this.header.stream(this.limits.chunkStreams());
		PartialMessage partial = stream.partial();
		if (!partial.isOpen() || !stream.isContinuedBy(this.header)) {
			this.reserved -= partial.capacity();
			stream.begin(this.header);
			partial.open(stream.length(), isKept(stream));
		}
		stream.remember(this.header);
		this.chunks++;
		this.missingInChunk = Math.min(this.chunkSize, partial.missing());
		this.current = stream;
		return stream;
	}

	private boolean readHeader(ByteBuffer input) {
		if (this.header.read(input)) {
			return true;
		}
		this.carry.clear().put(input).flip();
		return false;
	}

	private boolean readCarriedHeader(ByteBuffer input) {
		this.carry.compact();
		int moved = Math.min(this.carry.remaining(), input.remaining());
		this.carry.put(this.carry.position(), input, input.position(), moved);
		this.carry.position(this.carry.position() + moved).flip();
		input.position(input.position() + moved);
		if (!this.header.read(this.carry)) {
			return false;
		}
		int unread = Math.min(moved, this.carry.remaining());
		this.carry.limit(this.carry.limit() - unread);
		input.position(input.position() - unread);
		return true;
	}

	private boolean isKept(ChunkStream stream) {
		int limit = this.limits.messageBytes(stream.typeId());
		if (stream.length() <= limit) {
			return true;
		}
		if (this.limits.drops(stream.typeId())) {
			return false;
		}
		throw new RtmpProtocolException(ProtocolError.MESSAGE_SIZE,
				"Message of type " + stream.typeId() + " with " + stream.length() + " bytes is longer than " + limit);
	}

	private void readPayload(PartialMessage partial, ByteBuffer source, int more) {
		int count = Math.min(this.missingInChunk, source.remaining());
		if (count > 0) {
			this.missingInChunk -= count;
			if (!partial.isKept()) {
				partial.skip(source, count);
				return;
			}
			if (partial.received() + count > partial.capacity()) {
				reserve(partial, count, source.remaining() + more);
			}
			partial.read(source, count);
		}
	}

	/**
	 * Reserve for the bytes of a message that are there. More than twice as much as what
	 * came is never reserved beyond the minimum, whatever the header tells.
	 */
	private void reserve(PartialMessage partial, int count, int visible) {
		int allowed = this.limits.partialBytes() - this.reserved + partial.capacity();
		int needed = partial.received() + count;
		if (needed > allowed) {
			throw new RtmpProtocolException(ProtocolError.PARTIAL_BYTES,
					"More than " + this.limits.partialBytes() + " bytes in unfinished messages");
		}
		int expected = partial.received() + Math.min(partial.missing(), visible);
		int wanted = Math.max(MIN_RESERVED, Math.max(expected, 2 * partial.capacity()));
		int capacity = (expected >= partial.length() / 2) ? partial.length() : Math.min(wanted, partial.length());
		this.reserved -= partial.capacity();
		partial.capacity(Math.min(capacity, allowed));
		this.reserved += partial.capacity();
	}

	/**
	 * Return how many chunks have begun, which is what decoding costs besides the bytes.
	 * @return the chunks so far
	 */
	public long chunks() {
		return this.chunks;
	}

	/**
	 * Return how many messages were passed over because they were too long.
	 * @return the messages so far
	 */
	public long dropped() {
		return this.dropped;
	}

	/**
	 * Return what unfinished messages hold.
	 * @return the reserved bytes
	 */
	public int reservedBytes() {
		return this.reserved;
	}

}
