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

package dev.rtmpkit.client;

import java.nio.ByteBuffer;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.amf.AmfBodyReader;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;

/**
 * Makes messages of packets.
 */
final class MediaMessages {

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private static final byte FORMAT_SELECTOR = 0;

	private static final ByteBuffer SET_DATA_FRAME = Amf0Encoder.encode(new AmfString("@setDataFrame"));

	private MediaMessages() {
	}

	static RtmpMessage of(int streamId, MediaPacket packet) {
		long timestamp = packet.timestamp() & UNSIGNED_INT;
		if (packet instanceof DataPacket data) {
			return new DataMessage(streamId, timestamp, data.amf3(), body(data));
		}
		return (packet instanceof AudioPacket) ? new AudioMessage(streamId, timestamp, packet.payload())
				: new VideoMessage(streamId, timestamp, packet.payload());
	}

	private static ByteBuffer body(DataPacket data) {
		ByteBuffer payload = data.payload();
		if (!data.retained()) {
			return payload;
		}
		ByteBuffer body = ByteBuffer.allocate(1 + SET_DATA_FRAME.remaining() + payload.remaining());
		if (data.amf3()) {
			if (AmfBodyReader.amf3(payload, AmfLimits.DATA).isPureAmf3()) {
				// Nothing can stand before it that it does not hold already, and metadata
				// means the same alone
				return data.payload();
			}
			body.put(FORMAT_SELECTOR);
		}
		return body.put(SET_DATA_FRAME.duplicate()).put(payload).flip();
	}

}
