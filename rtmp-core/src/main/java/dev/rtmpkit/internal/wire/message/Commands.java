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

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import dev.rtmpkit.amf.AmfValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commands that both sides send (RTMP 1.0, 7.2).
 */
public final class Commands {

	private Commands() {
	}

	/**
	 * Make a command on the connection's own message stream.
	 * @param name the command name
	 * @param transactionId the transaction id, 0 if no answer is wanted
	 * @param object the command object
	 * @param arguments what follows it
	 * @return the command
	 */
	public static CommandMessage call(String name, double transactionId, AmfValue object, AmfValue... arguments) {
		return new CommandMessage(0, name, transactionId, object, List.of(arguments));
	}

	/**
	 * Make the answer to a successful call.
	 * @param transactionId the call's transaction id
	 * @param object the command object
	 * @param arguments what follows it
	 * @return the command
	 */
	public static CommandMessage result(double transactionId, AmfValue object, AmfValue... arguments) {
		return call("_result", transactionId, object, arguments);
	}

	/**
	 * Make the answer to a failed call.
	 * @param transactionId the call's transaction id
	 * @param code why it failed
	 * @param description the text for the user
	 * @return the command
	 */
	public static CommandMessage error(double transactionId, StatusCode code, String description) {
		return call("_error", transactionId, AmfNull.INSTANCE, info(code, description));
	}

	/**
	 * Make a status of a message stream.
	 * @param streamId the message stream id, on which it must be sent for clients to hear
	 * it
	 * @param code the status
	 * @param description the text for the user
	 * @return the command
	 */
	public static CommandMessage onStatus(int streamId, StatusCode code, String description) {
		return new CommandMessage(streamId, "onStatus", 0, AmfNull.INSTANCE, List.of(info(code, description)));
	}

	/**
	 * Make the request to connect again (Enhanced RTMP v2, "Reconnect Request"), for
	 * clients that announced to understand it.
	 * @param tcUrl where to, absolute or relative to the client's own, or {@code null} to
	 * stay with that
	 * @param description the text for the user
	 * @return the command
	 */
	public static CommandMessage reconnectRequest(@Nullable String tcUrl, String description) {
		AmfPropertiesBuilder<AmfObject> info = AmfObject.builder()
			.put("level", StatusCode.CONNECT_RECONNECT_REQUEST.level())
			.put("code", StatusCode.CONNECT_RECONNECT_REQUEST.code())
			.put("description", description);
		if (tcUrl != null) {
			info.put("tcUrl", tcUrl);
		}
		return call("onStatus", 0, AmfNull.INSTANCE, info.build());
	}

	/**
	 * Make the object that tells a status.
	 * @param code the status
	 * @param description the text for the user
	 * @return the object
	 */
	public static AmfObject info(StatusCode code, String description) {
		return AmfObject.builder()
			.put("level", code.level())
			.put("code", code.code())
			.put("description", description)
			.build();
	}

}
