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

package dev.rtmpkit.internal.session;

import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.StatusCode;

/**
 * Answers the commands of a connected client that concern the connection (RTMP 1.0,
 * 7.2.1) or that are calls which publishing clients make in passing.
 */
final class ConnectionCommands {

	private final NetStreams streams;

	private final SessionListener listener;

	ConnectionCommands(NetStreams streams, SessionListener listener) {
		this.streams = streams;
		this.listener = listener;
	}

	/**
	 * Answer a command.
	 * @param command the command
	 * @return whether it was one of the connection's
	 */
	boolean receive(CommandMessage command) {
		switch (command.name()) {
			case "connect" -> fail(command, StatusCode.CONNECT_REJECTED, "Already connected.");
			case "createStream" -> createStream(command);
			case "releaseStream", "_checkbw" -> succeed(command, AmfUndefined.INSTANCE);
			case "getStreamLength" -> succeed(command, new AmfNumber(0));
			case "FCSubscribe" -> forceSubscribe(command);
			case "_result", "_error", "onStatus" -> this.listener.ignored();
			default -> {
				return false;
			}
		}
		return true;
	}

	private void createStream(CommandMessage command) {
		NetStream stream = this.streams.create();
		if (stream == null) {
			throw new RtmpProtocolException(ProtocolError.FLOOD, "Too many message streams");
		}
		succeed(command, new AmfNumber(stream.id()));
	}

	/** Clients look at onFCSubscribe and not at the result. */
	private void forceSubscribe(CommandMessage command) {
		succeed(command, AmfUndefined.INSTANCE);
		this.listener.send(List.of(Commands.call("onFCSubscribe", 0, AmfNull.INSTANCE,
				Commands.info(StatusCode.PLAY_STREAM_NOT_FOUND, "This server takes publishers only."))));
	}

	private void succeed(CommandMessage command, AmfValue result) {
		if (command.transactionId() != 0) {
			this.listener.send(List.of(Commands.result(command.transactionId(), AmfNull.INSTANCE, result)));
		}
	}

	private void fail(CommandMessage command, StatusCode code, String description) {
		if (command.transactionId() != 0) {
			this.listener.send(List.of(Commands.error(command.transactionId(), code, description)));
		}
	}

}
