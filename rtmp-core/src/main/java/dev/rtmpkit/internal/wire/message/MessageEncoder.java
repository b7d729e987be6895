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

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Turns messages into what the chunk stream carries, and chooses the chunk stream.
 */
public final class MessageEncoder {

	private static final int CONTROL_STREAM = 2;

	private static final int COMMAND_STREAM = 3;

	private static final int AUDIO_STREAM = 4;

	private static final int DATA_STREAM = 5;

	private static final int VIDEO_STREAM = 6;

	private static final byte FORMAT_SELECTOR = 0;

	private MessageEncoder() {
	}

	/**
	 * Return the chunk stream id to send a message on: 2 for control messages, as RTMP
	 * 1.0, 5.4 demands, and one for each kind otherwise.
	 * @param message the message
	 * @return the chunk stream id
	 */
	public static int chunkStreamId(RtmpMessage message) {
		if (message instanceof VideoMessage || message instanceof AggregateMessage) {
			return VIDEO_STREAM;
		}
		if (message instanceof AudioMessage) {
			return AUDIO_STREAM;
		}
		if (message instanceof DataMessage || message instanceof UnknownMessage) {
			return DATA_STREAM;
		}
		return (message instanceof CommandMessage) ? COMMAND_STREAM : CONTROL_STREAM;
	}

	/**
	 * Encode a message.
	 * @param message the message
	 * @return the message with its payload as bytes; commands and control messages have
	 * timestamp 0; commands of type 17 are AMF0 behind a format selector, which every
	 * reader of that type understands
	 */
	public static RawMessage encode(RtmpMessage message) {
		if (message instanceof VideoMessage video) {
			return new RawMessage(MessageType.VIDEO, video.streamId(), video.timestamp(), video.payload());
		}
		if (message instanceof AudioMessage audio) {
			return new RawMessage(MessageType.AUDIO, audio.streamId(), audio.timestamp(), audio.payload());
		}
		if (message instanceof DataMessage data) {
			int typeId = (data.amf3()) ? MessageType.DATA_AMF3 : MessageType.DATA_AMF0;
			return new RawMessage(typeId, data.streamId(), data.timestamp(), data.payload());
		}
		if (message instanceof AggregateMessage aggregate) {
			return new RawMessage(MessageType.AGGREGATE, aggregate.streamId(), aggregate.timestamp(),
					aggregate.payload());
		}
		if (message instanceof CommandMessage command) {
			return command(command);
		}
		if (message instanceof UnknownMessage unknown) {
			return new RawMessage(unknown.typeId(), unknown.streamId(), unknown.timestamp(), unknown.payload());
		}
		return ControlEncoder.encode(message);
	}

	private static RawMessage command(CommandMessage command) {
		List<AmfValue> values = new ArrayList<>();
		values.add(new AmfString(command.name()));
		values.add(new AmfNumber(command.transactionId()));
		values.add(command.commandObject());
		values.addAll(command.arguments());
		ByteBuffer body = Amf0Encoder.encode(values);
		if (!command.amf3()) {
			return new RawMessage(MessageType.COMMAND_AMF0, command.streamId(), 0, body);
		}
		ByteBuffer selected = ByteBuffer.allocate(1 + body.remaining()).put(FORMAT_SELECTOR).put(body).flip();
		return new RawMessage(MessageType.COMMAND_AMF3, command.streamId(), 0, selected);
	}

}
