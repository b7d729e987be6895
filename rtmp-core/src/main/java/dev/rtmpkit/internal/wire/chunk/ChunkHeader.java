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
 * A chunk header (RTMP 1.0, 5.3.1), overwritten by each one that is read.
 */
final class ChunkHeader {

	/** The longest header: basic header, type 0 message header, extended timestamp. */
	static final int MAX_BYTES = 3 + 11 + 4;

	static final int EXTENDED = 0xFFFFFF;

	private final ChunkStreamMap<ChunkStream> streams;

	private ChunkFormat format = ChunkFormat.FULL;

	private int chunkStreamId;

	private @Nullable ChunkStream stream;

	private boolean extended;

	private int timestampField;

	private int length;

	private int typeId;

	private int streamId;

	ChunkHeader(ChunkStreamMap<ChunkStream> streams) {
		this.streams = streams;
	}

	/**
	 * Read a header.
	 * @param input what to read from; the header is consumed if it is complete, nothing
	 * otherwise
	 * @return whether the header is complete
	 */
	boolean read(ByteBuffer input) {
		int start = input.position();
		int end = readBasicHeader(input, start);
		if (end < 0) {
			return false;
		}
		this.stream = this.streams.get(this.chunkStreamId);
		end = (this.format != ChunkFormat.NOTHING) ? readMessageHeader(input, end)
				: skipRepeatedTimestamp(input, end, known());
		if (end < 0) {
			return false;
		}
		input.position(end);
		return true;
	}

	private int readBasicHeader(ByteBuffer input, int index) {
		int available = input.limit() - index;
		if (available == 0) {
			return -1;
		}
		int first = input.get(index) & 0xFF;
		int id = first & 0x3F;
		int size = (id > 1) ? 1 : id + 2;
		if (available < size) {
			return -1;
		}
		if (size > 1) {
			id = 64 + (input.get(index + 1) & 0xFF);
		}
		if (size > 2) {
			id += (input.get(index + 2) & 0xFF) << 8;
		}
		this.format = ChunkFormat.of(first);
		this.chunkStreamId = id;
		return index + size;
	}

	private int readMessageHeader(ByteBuffer input, int index) {
		int end = index + this.format.headerBytes();
		if (end > input.limit()) {
			return -1;
		}
		this.timestampField = unsigned24(input, index);
		this.extended = this.timestampField == EXTENDED;
		if (this.format != ChunkFormat.DELTA_ONLY) {
			this.length = unsigned24(input, index + 3);
			this.typeId = input.get(index + 6) & 0xFF;
		}
		if (this.format == ChunkFormat.FULL) {
			// The only little-endian number of the protocol
			this.streamId = Integer.reverseBytes(int32(input, index + 7));
		}
		return (this.extended) ? readExtendedTimestamp(input, end) : end;
	}

	private int readExtendedTimestamp(ByteBuffer input, int index) {
		if (input.limit() - index < Integer.BYTES) {
			return -1;
		}
		this.timestampField = int32(input, index);
		return index + Integer.BYTES;
	}

	/**
	 * A type 3 header repeats the extended timestamp, but some senders leave it out: only
	 * the value tells (RTMP 1.0, 5.3.1.3). Bytes that agree so far may be either.
	 */
	private static int skipRepeatedTimestamp(ByteBuffer input, int index, ChunkStream stream) {
		if (!stream.isExtended()) {
			return index;
		}
		for (int i = 0; i < Integer.BYTES; i++) {
			if (index + i == input.limit()) {
				return -1;
			}
			byte expected = (byte) (stream.timestampField() >> (Byte.SIZE * (Integer.BYTES - 1 - i)));
			if (input.get(index + i) != expected) {
				return index;
			}
		}
		return index + Integer.BYTES;
	}

	private static int unsigned24(ByteBuffer input, int index) {
		return (input.get(index) & 0xFF) << 16 | (input.get(index + 1) & 0xFF) << 8 | (input.get(index + 2) & 0xFF);
	}

	private static int int32(ByteBuffer input, int index) {
		return input.get(index) << 24 | unsigned24(input, index + 1);
	}

	private ChunkStream known() {
		if (this.stream == null) {
			throw new RtmpProtocolException(ProtocolError.CHUNK_STATE,
					"First chunk of a chunk stream has a header that refers to an earlier one");
		}
		return this.stream;
	}

	/**
	 * Return the chunk stream that the header belongs to.
	 * @param limit how many chunk streams there may be
	 * @return the chunk stream, new if its first header is of type 0 or 1
	 */
	ChunkStream stream(int limit) {
		if (this.stream == null && this.format.ordinal() <= ChunkFormat.SAME_STREAM.ordinal()) {
			if (this.streams.size() >= limit) {
				throw new RtmpProtocolException(ProtocolError.CHUNK_STREAMS, "More than " + limit + " chunk streams");
			}
			this.stream = new ChunkStream();
			this.streams.put(this.chunkStreamId, this.stream);
		}
		return known();
	}

	ChunkFormat format() {
		return this.format;
	}

	boolean isExtended() {
		return this.extended;
	}

	/**
	 * Return the timestamp of a type 0 header, the delta of a type 1 or 2 header.
	 * @return the 24-bit field or the extended timestamp in its place
	 */
	int timestampField() {
		return this.timestampField;
	}

	int length() {
		return this.length;
	}

	int typeId() {
		return this.typeId;
	}

	int streamId() {
		return this.streamId;
	}

}
