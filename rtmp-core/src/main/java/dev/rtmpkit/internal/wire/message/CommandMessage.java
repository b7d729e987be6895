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

import java.util.List;
import java.util.Set;

import dev.rtmpkit.amf.AmfValue;

/**
 * A command (RTMP 1.0, 7.1.1 and 7.2). Its values are the same for AMF0 (type 20) and
 * AMF3 (type 17) bodies.
 *
 * @param streamId the message stream id
 * @param name the command name
 * @param transactionId the transaction id, 0 if no answer is wanted; absent or of another
 * type counts as 0
 * @param commandObject the command object, {@code AmfNull} if absent
 * @param arguments what follows the command object
 * @param amf3 whether it came, or is to be sent, as type 17 instead of type 20: only to a
 * peer that asked for object encoding 3
 */
public record CommandMessage(int streamId, String name, double transactionId, AmfValue commandObject,
		List<AmfValue> arguments, boolean amf3) implements RtmpMessage {

	/** The names that a text may show: any other may be a stream key in its place. */
	private static final Set<String> SHOWN = Set.of("_error", "_result", "close", "closeStream", "connect",
			"createStream", "deleteStream", "FCPublish", "FCSubscribe", "FCUnpublish", "getStreamLength", "onFCPublish",
			"onFCSubscribe", "onFCUnpublish", "onStatus", "pause", "play", "play2", "publish", "receiveAudio",
			"receiveVideo", "releaseStream", "seek", "_checkbw");

	public CommandMessage {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Create a command of type 20.
	 * @param streamId the message stream id
	 * @param name the command name
	 * @param transactionId the transaction id
	 * @param commandObject the command object
	 * @param arguments what follows the command object
	 */
	public CommandMessage(int streamId, String name, double transactionId, AmfValue commandObject,
			List<AmfValue> arguments) {
		this(streamId, name, transactionId, commandObject, arguments, false);
	}

	/**
	 * Return the same command as a message of type 17 or 20.
	 * @param amf3 whether to send it as type 17
	 * @return the command
	 */
	public CommandMessage withAmf3(boolean amf3) {
		return new CommandMessage(this.streamId, this.name, this.transactionId, this.commandObject, this.arguments,
				amf3);
	}

	/**
	 * Return a text without an unknown name, command object and arguments, which may hold
	 * a stream key.
	 * @return the text
	 */
	@Override
	public String toString() {
		return "CommandMessage[streamId=" + this.streamId + ", name="
				+ ((SHOWN.contains(this.name)) ? this.name : "***") + ", transactionId=" + this.transactionId
				+ ", arguments=" + this.arguments.size() + "]";
	}

}
