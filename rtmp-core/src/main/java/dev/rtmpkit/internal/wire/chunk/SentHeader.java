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

import org.jspecify.annotations.Nullable;

/**
 * The header that a chunk stream's last message began with, which decides what the next
 * one may leave out.
 *
 * @param format full, or without the stream id
 * @param timestamp the message's timestamp
 * @param delta the time since the message before it, meaningless in a full header
 * @param length the message's length
 * @param typeId the message's type id
 * @param streamId the message's stream id
 */
record SentHeader(ChunkFormat format, long timestamp, long delta, int length, int typeId, int streamId) {

	private static final int AUDIO = 8;

	private static final int VIDEO = 9;

	private static final int DATA_AMF3 = 15;

	private static final int DATA_AMF0 = 18;

	private static final int AGGREGATE = 22;

	/**
	 * Choose the header of a message. It is full, as the receivers of some clients lose
	 * their place with anything shorter that begins a message. Only audio, video and
	 * data, which servers take from all kinds of encoders, go without the stream id and
	 * with the time since the message before, which spares them the extended timestamp
	 * that receivers disagree about. They begin anew with a full header where time goes
	 * back, wraps around or makes a step that would need an extended timestamp.
	 * @param last the header before it on the chunk stream, or {@code null}
	 * @param message the message
	 * @return the header
	 */
	static SentHeader after(@Nullable SentHeader last, RawMessage message) {
		long delta = (last != null) ? message.timestamp() - last.timestamp : -1;
		boolean follows = last != null && last.streamId == message.streamId() && delta >= 0
				&& delta < ChunkHeader.EXTENDED;
		ChunkFormat format = (follows && isMedia(message.typeId())) ? ChunkFormat.SAME_STREAM : ChunkFormat.FULL;
		return new SentHeader(format, message.timestamp(), delta, message.payload().remaining(), message.typeId(),
				message.streamId());
	}

	private static boolean isMedia(int typeId) {
		return switch (typeId) {
			case AUDIO, VIDEO, DATA_AMF3, DATA_AMF0, AGGREGATE -> true;
			default -> false;
		};
	}

	/**
	 * Return whether the timestamp does not fit into 24 bits, so that it follows every
	 * header of the message in 32 bits.
	 * @return whether there is an extended timestamp
	 */
	boolean isExtended() {
		return this.format == ChunkFormat.FULL && this.timestamp >= ChunkHeader.EXTENDED;
	}

}
