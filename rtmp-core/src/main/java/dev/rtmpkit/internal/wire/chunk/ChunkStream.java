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

/**
 * What the receiver remembers of a chunk stream: the fields that later headers leave out,
 * and the message that it is in the middle of. Timestamps are kept as 32-bit numbers that
 * wrap around (RTMP 1.0, section 4).
 */
final class ChunkStream {

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private final PartialMessage partial = new PartialMessage();

	private int timestamp;

	private int timestampBefore;

	private int delta;

	private boolean extended;

	private int timestampField;

	private int length;

	private int typeId;

	private int streamId;

	PartialMessage partial() {
		return this.partial;
	}

	/**
	 * Return whether the last header that had a timestamp had an extended one.
	 * @return whether type 3 headers may repeat the extended timestamp
	 */
	boolean isExtended() {
		return this.extended;
	}

	int timestampField() {
		return this.timestampField;
	}

	/**
	 * Return whether a header that comes in the middle of a message goes on with it. Some
	 * senders begin all chunks of a message with the same header; others give up a
	 * message and begin the next, which nothing but the header tells.
	 * @param header the header
	 * @return whether the header repeats what is known of the message
	 */
	boolean isContinuedBy(ChunkHeader header) {
		return switch (header.format()) {
			case FULL ->
				header.length() == this.length && header.typeId() == this.typeId && header.streamId() == this.streamId;
			case SAME_STREAM -> header.length() == this.length && header.typeId() == this.typeId;
			case DELTA_ONLY, NOTHING -> true;
		};
	}

	/**
	 * Take over what the type 3 headers that follow may repeat.
	 * @param header the header of any chunk
	 */
	void remember(ChunkHeader header) {
		if (header.format() != ChunkFormat.NOTHING) {
			this.extended = header.isExtended();
			this.timestampField = header.timestampField();
		}
	}

	/**
	 * Take over the fields of a message's first header.
	 * @param header the header
	 */
	void begin(ChunkHeader header) {
		ChunkFormat format = header.format();
		this.timestampBefore = this.timestamp;
		if (format == ChunkFormat.FULL) {
			this.streamId = header.streamId();
			this.timestamp = 0;
		}
		if (format == ChunkFormat.FULL || format == ChunkFormat.SAME_STREAM) {
			this.length = header.length();
			this.typeId = header.typeId();
		}
		if (format != ChunkFormat.NOTHING) {
			// The absolute timestamp, too, is the delta of a type 3 header after it
			// (5.3.1.2.4)
			this.delta = header.timestampField();
		}
		this.timestamp += this.delta;
	}

	int length() {
		return this.length;
	}

	int typeId() {
		return this.typeId;
	}

	/**
	 * End the message.
	 * @return the complete message
	 */
	RawMessage complete() {
		return new RawMessage(this.typeId, this.streamId, this.timestamp & UNSIGNED_INT, this.partial.close());
	}

	/**
	 * Forget the message, and that time went on with it.
	 */
	void abort() {
		this.partial.close();
		this.timestamp = this.timestampBefore;
	}

}
