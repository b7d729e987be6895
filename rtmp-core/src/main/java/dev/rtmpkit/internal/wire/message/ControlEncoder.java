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

import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Encodes protocol control (RTMP 1.0, 5.4) and user control messages (6.2).
 */
final class ControlEncoder {

	private ControlEncoder() {
	}

	static RawMessage encode(RtmpMessage message) {
		if (message instanceof SetChunkSize chunkSize) {
			return number(MessageType.SET_CHUNK_SIZE, chunkSize.size());
		}
		if (message instanceof AbortMessage abort) {
			return number(MessageType.ABORT, abort.chunkStreamId());
		}
		if (message instanceof Acknowledgement acknowledgement) {
			return number(MessageType.ACKNOWLEDGEMENT, (int) acknowledgement.sequenceNumber());
		}
		if (message instanceof WindowAcknowledgementSize window) {
			return number(MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE, (int) window.size());
		}
		if (message instanceof SetPeerBandwidth bandwidth) {
			ByteBuffer body = ByteBuffer.allocate(Integer.BYTES + 1);
			body.putInt((int) bandwidth.size()).put((byte) bandwidth.limitType()).flip();
			return new RawMessage(MessageType.SET_PEER_BANDWIDTH, 0, 0, body);
		}
		if (message instanceof UserControl control) {
			ByteBuffer data = control.data().duplicate();
			ByteBuffer body = ByteBuffer.allocate(Short.BYTES + data.remaining());
			body.putShort((short) control.eventType()).put(data).flip();
			return new RawMessage(MessageType.USER_CONTROL, 0, 0, body);
		}
		throw new IllegalArgumentException("No control message: " + message);
	}

	private static RawMessage number(int typeId, int value) {
		return new RawMessage(typeId, 0, 0, ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
	}

}
