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
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Decodes protocol control (RTMP 1.0, 5.4) and user control messages (6.2).
 */
final class ControlDecoder {

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private ControlDecoder() {
	}

	static RtmpMessage decode(RawMessage message) {
		ByteBuffer body = message.payload();
		int start = body.position();
		int length = body.remaining();
		return switch (message.typeId()) {
			case MessageType.SET_CHUNK_SIZE ->
				(length < Integer.BYTES) ? unknown(message) : setChunkSize(body.getInt(start));
			case MessageType.ABORT ->
				(length < Integer.BYTES) ? unknown(message) : new AbortMessage(body.getInt(start));
			case MessageType.ACKNOWLEDGEMENT ->
				(length < Integer.BYTES) ? unknown(message) : new Acknowledgement(body.getInt(start) & UNSIGNED_INT);
			case MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE -> (length < Integer.BYTES) ? unknown(message)
					: new WindowAcknowledgementSize(body.getInt(start) & UNSIGNED_INT);
			case MessageType.SET_PEER_BANDWIDTH -> (length < Integer.BYTES) ? unknown(message)
					: new SetPeerBandwidth(body.getInt(start) & UNSIGNED_INT, limitType(body, start, length));
			case MessageType.USER_CONTROL ->
				(length < Short.BYTES) ? unknown(message) : new UserControl(body.getShort(start) & 0xFFFF,
						body.slice(start + Short.BYTES, length - Short.BYTES).asReadOnlyBuffer());
			default -> unknown(message);
		};
	}

	private static SetChunkSize setChunkSize(int size) {
		// Zero makes no sense and the top bit must be zero (5.4.1)
		if (size <= 0) {
			throw new RtmpProtocolException(ProtocolError.CHUNK_SIZE, "Chunk size " + (size & UNSIGNED_INT));
		}
		return new SetChunkSize(size);
	}

	/** Some clients leave the limit type out. */
	private static int limitType(ByteBuffer body, int start, int length) {
		return (length > Integer.BYTES) ? body.get(start + Integer.BYTES) & 0xFF : SetPeerBandwidth.HARD;
	}

	private static UnknownMessage unknown(RawMessage message) {
		return new UnknownMessage(message.typeId(), message.streamId(), message.timestamp(), message.payload());
	}

}
