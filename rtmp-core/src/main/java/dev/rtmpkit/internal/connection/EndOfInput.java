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

package dev.rtmpkit.internal.connection;

import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/**
 * The ways in which a client says that it sends nothing more. The socket stays open, so
 * that what was read before can be processed first.
 */
final class EndOfInput {

	private EndOfInput() {
	}

	/**
	 * Return whether a user event of Netty tells of the end of the client's input: a FIN
	 * or a reset, or the close_notify of TLS (RFC 8446, 6.1).
	 * @param event the event
	 * @return whether it does
	 */
	static boolean isToldBy(Object event) {
		return event instanceof ChannelInputShutdownEvent
				|| (event instanceof SslCloseCompletionEvent closed && closed.isSuccess());
	}

	/**
	 * Read on or not, unless there is no more input: Netty takes it for a failure to ask
	 * for more of a socket that is closed or has come to its end.
	 * @param channel the channel
	 * @param reading whether to read
	 */
	static void read(Channel channel, boolean reading) {
		boolean ended = channel instanceof DuplexChannel duplex && duplex.isInputShutdown();
		if (channel.isActive() && !ended) {
			channel.config().setAutoRead(reading);
		}
	}

}
