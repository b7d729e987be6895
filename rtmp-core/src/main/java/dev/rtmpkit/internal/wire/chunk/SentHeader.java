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
 * @param format the format
 * @param timestamp the message's timestamp
 * @param delta the time since the message before it, meaningless in a full header
 * @param length the message's length
 * @param typeId the message's type id
 * @param streamId the message's stream id
 */
record SentHeader(ChunkFormat format, long timestamp, long delta, int length, int typeId, int streamId) {

	/**
	 * Choose the header of a message. Where receivers are known to disagree the longer
	 * form is taken: time that goes back or wraps around begins anew with a full header,
	 * and so does a delta that would need an extended timestamp, which some take for an
	 * absolute one. A message without a header never follows a full header directly: some
	 * receivers add its timestamp, others nothing.
	 * @param last the header before it on the chunk stream, or {@code null}
	 * @param message the message
	 * @return the header
	 */
	static SentHeader after(@Nullable SentHeader last, RawMessage message) {
		int length = message.payload().remaining();
		long delta = (last != null) ? message.timestamp() - last.timestamp : -1;
		return new SentHeader(format(last, message, length, delta), message.timestamp(), delta, length,
				message.typeId(), message.streamId());
	}

	private static ChunkFormat format(@Nullable SentHeader last, RawMessage message, int length, long delta) {
		if (last == null || last.streamId != message.streamId() || delta < 0 || delta >= ChunkHeader.EXTENDED) {
			return ChunkFormat.FULL;
		}
		if (last.typeId != message.typeId() || last.length != length) {
			return ChunkFormat.SAME_STREAM;
		}
		boolean sameDelta = last.format != ChunkFormat.FULL && last.delta == delta;
		return (sameDelta) ? ChunkFormat.NOTHING : ChunkFormat.DELTA_ONLY;
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
