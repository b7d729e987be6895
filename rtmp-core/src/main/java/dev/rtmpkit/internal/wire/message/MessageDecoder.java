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

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Gives messages their type. Thread-safe.
 */
public final class MessageDecoder {

	private final CommandDecoder commands;

	/**
	 * Create a decoder.
	 * @param limits what to accept in commands
	 */
	public MessageDecoder(AmfLimits limits) {
		this.commands = new CommandDecoder(limits);
	}

	/**
	 * Decode a message. A type that is not known, and a control message that is too short
	 * to be understood, gives an {@link UnknownMessage}: neither ends the connection. So
	 * do shared objects (types 16 and 19), whose body is not looked at.
	 * @param message the message as the chunk stream carried it
	 * @return the typed message
	 * @throws dev.rtmpkit.RtmpProtocolException if it is malformed
	 */
	public RtmpMessage decode(RawMessage message) {
		ByteBuffer payload = message.payload();
		return switch (message.typeId()) {
			case MessageType.VIDEO -> new VideoMessage(message.streamId(), message.timestamp(), payload);
			case MessageType.AUDIO -> new AudioMessage(message.streamId(), message.timestamp(), payload);
			case MessageType.DATA_AMF0 -> new DataMessage(message.streamId(), message.timestamp(), false, payload);
			case MessageType.DATA_AMF3 -> new DataMessage(message.streamId(), message.timestamp(), true, payload);
			case MessageType.AGGREGATE -> new AggregateMessage(message.streamId(), message.timestamp(), payload);
			case MessageType.COMMAND_AMF0 -> this.commands.decode(message.streamId(), false, payload);
			case MessageType.COMMAND_AMF3 -> this.commands.decode(message.streamId(), true, payload);
			default -> ControlDecoder.decode(message);
		};
	}

}
