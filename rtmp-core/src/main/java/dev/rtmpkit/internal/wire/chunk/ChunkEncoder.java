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

/**
 * Splits messages into chunks (RTMP 1.0, 5.3), with headers that every receiver
 * understands: a message begins with a header of type 0, or of type 1 if it is media, and
 * goes on with type 3. Not thread-safe.
 */
public final class ChunkEncoder {

	/** The chunk size of a new connection. */
	public static final int DEFAULT_CHUNK_SIZE = 128;

	private static final int SMALLEST_ID = 2;

	private static final int LARGEST_ONE_BYTE_ID = 63;

	private static final int LARGEST_TWO_BYTE_ID = 319;

	private static final int LARGEST_ID = 65599;

	private static final int LONGEST_BASIC_HEADER = 3;

	private static final int LONGEST_CONTINUATION = LONGEST_BASIC_HEADER + Integer.BYTES;

	private final ChunkStreamMap<SentHeader> sent = new ChunkStreamMap<>();

	private int chunkSize = DEFAULT_CHUNK_SIZE;

	/**
	 * Change the chunk size (5.4.1), after the peer was told.
	 * @param size the size in bytes, 1 to 2^31 - 1; above 16777215 is as good as that
	 */
	public void chunkSize(int size) {
		if (size < 1) {
			throw new IllegalArgumentException("size must be positive");
		}
		this.chunkSize = Math.min(size, RawMessage.MAX_PAYLOAD);
	}

	/**
	 * Return how many bytes a message can take at most.
	 * @param message the message
	 * @param chunkSize the chunk size that will be in force
	 * @return the bytes
	 */
	public static int maxSizeOf(RawMessage message, int chunkSize) {
		int length = message.payload().remaining();
		return ChunkHeader.MAX_BYTES + length + (length / chunkSize) * LONGEST_CONTINUATION;
	}

	/**
	 * Write a message. An empty one takes a chunk, too.
	 * @param chunkStreamId the chunk stream id, 2 to 65599
	 * @param message the message; its payload's position is left as it is
	 * @param output what to write to, with room for {@link #maxSizeOf} bytes
	 * @throws IllegalArgumentException if the id or the payload is out of range
	 */
	public void encode(int chunkStreamId, RawMessage message, ByteBuffer output) {
		if (chunkStreamId < SMALLEST_ID || chunkStreamId > LARGEST_ID) {
			throw new IllegalArgumentException("chunk stream id must be between " + SMALLEST_ID + " and " + LARGEST_ID);
		}
		ByteBuffer payload = message.payload();
		if (payload.remaining() > RawMessage.MAX_PAYLOAD) {
			throw new IllegalArgumentException("A message must not be longer than " + RawMessage.MAX_PAYLOAD);
		}
		SentHeader header = SentHeader.after(this.sent.get(chunkStreamId), message);
		this.sent.put(chunkStreamId, header);
		writeHeader(chunkStreamId, header, output);
		int position = payload.position();
		while (true) {
			int count = Math.min(payload.limit() - position, this.chunkSize);
			output.put(output.position(), payload, position, count);
			output.position(output.position() + count);
			position += count;
			if (position == payload.limit()) {
				return;
			}
			writeBasicHeader(ChunkFormat.NOTHING, chunkStreamId, output);
			writeExtendedTimestamp(header, output);
		}
	}

	private static void writeHeader(int chunkStreamId, SentHeader header, ByteBuffer output) {
		boolean full = header.format() == ChunkFormat.FULL;
		writeBasicHeader(header.format(), chunkStreamId, output);
		write24((int) Math.min((full) ? header.timestamp() : header.delta(), ChunkHeader.EXTENDED), output);
		write24(header.length(), output);
		output.put((byte) header.typeId());
		if (full) {
			// The one little-endian field of the protocol
			output.putInt(Integer.reverseBytes(header.streamId()));
		}
		writeExtendedTimestamp(header, output);
	}

	private static void writeBasicHeader(ChunkFormat format, int chunkStreamId, ByteBuffer output) {
		int rest = chunkStreamId - (LARGEST_ONE_BYTE_ID + 1);
		if (chunkStreamId <= LARGEST_ONE_BYTE_ID) {
			output.put((byte) (format.bits() | chunkStreamId));
		}
		else if (chunkStreamId <= LARGEST_TWO_BYTE_ID) {
			output.put((byte) format.bits()).put((byte) rest);
		}
		else {
			output.put((byte) (format.bits() | 1)).put((byte) rest).put((byte) (rest >> Byte.SIZE));
		}
	}

	private static void writeExtendedTimestamp(SentHeader header, ByteBuffer output) {
		if (header.isExtended()) {
			output.putInt((int) header.timestamp());
		}
	}

	private static void write24(int value, ByteBuffer output) {
		output.put((byte) (value >> Short.SIZE)).putShort((short) value);
	}

}
