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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Splits aggregate messages (RTMP 1.0, 7.1.6): sub-messages laid out like FLV tags, whose
 * timestamps are relative to the first.
 */
public final class AggregateSplitter {

	private static final MessageDecoder DECODER = new MessageDecoder(AmfLimits.DEFAULT);

	private static final int HEADER_BYTES = 11;

	private static final int BACK_POINTER_BYTES = 4;

	private static final int LIMIT = 4096;

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private AggregateSplitter() {
	}

	/**
	 * Split an aggregate message. Messages of other types than audio, video, data and
	 * command are left out. Each one is decoded when its turn comes.
	 * @param message the message
	 * @param parts takes audio, video, data and command messages on its message stream;
	 * the payloads are views of its payload
	 * @throws RtmpProtocolException if it is cut off, holds another aggregate or too many
	 * messages, and then has no parts; or if a command in it is malformed
	 */
	public static void split(AggregateMessage message, Consumer<? super RtmpMessage> parts) {
		for (RawMessage part : split(message)) {
			parts.accept(DECODER.decode(part));
		}
	}

	private static List<RawMessage> split(AggregateMessage message) {
		ByteBuffer body = message.payload().duplicate();
		List<RawMessage> parts = new ArrayList<>();
		long offset = 0;
		for (int count = 0; body.hasRemaining(); count++) {
			if (body.remaining() < HEADER_BYTES) {
				throw malformed("Aggregate message is cut off in a header");
			}
			if (count == LIMIT) {
				throw malformed("Aggregate message holds too many messages");
			}
			int typeId = body.get() & 0xFF;
			int length = unsigned24(body);
			long timestamp = timestamp(body);
			unsigned24(body);
			if (length > body.remaining()) {
				throw malformed("Aggregate message is cut off in a message");
			}
			offset = (count == 0) ? message.timestamp() - timestamp : offset;
			if (isPart(typeId)) {
				parts.add(new RawMessage(typeId, message.streamId(), (timestamp + offset) & UNSIGNED_INT,
						body.slice(body.position(), length)));
			}
			// The last back pointer is missing in the wild
			int skip = length + BACK_POINTER_BYTES;
			body.position(Math.min(body.position() + skip, body.limit()));
		}
		return parts;
	}

	private static boolean isPart(int typeId) {
		return switch (typeId) {
			case MessageType.VIDEO, MessageType.AUDIO, MessageType.DATA_AMF0, MessageType.DATA_AMF3,
					MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 ->
				true;
			case MessageType.AGGREGATE -> throw malformed("Aggregate message in an aggregate message");
			default -> false;
		};
	}

	private static int unsigned24(ByteBuffer body) {
		return (body.get() & 0xFF) << 16 | (body.getShort() & 0xFFFF);
	}

	/** As in an FLV tag: the lower 24 bits, then the upper 8. */
	private static long timestamp(ByteBuffer body) {
		int lower = unsigned24(body);
		return (long) (body.get() & 0xFF) << 24 | lower;
	}

	private static RtmpProtocolException malformed(String text) {
		return new RtmpProtocolException(ProtocolError.AGGREGATE, text);
	}

}
