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

import java.net.InetSocketAddress;

import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.publish.TakeoverRules;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.stream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a server was built with, callbacks apart.
 *
 * @param bindAddress where to listen; port 0 for any free one
 * @param ioThreads the number of event loops, 0 for as many as there are processors
 * @param addresses who is let in, and who may speak for others
 * @param limits what clients may cost
 * @param session what sessions announce and allow
 * @param streams the bounds of live streams
 * @param reconnects how encoders come back
 * @param encrypted where encrypted connections are taken, if they are
 */
public record ServerSettings(InetSocketAddress bindAddress, int ioThreads, AddressRules addresses,
		RtmpServerLimits limits, SessionSettings session, StreamSettings streams, Reconnects reconnects,
		@Nullable Encrypted encrypted) {

	/**
	 * Where and how encrypted connections are taken.
	 *
	 * @param bindAddress where to listen; port 0 for any free one
	 * @param tls how to encrypt
	 */
	public record Encrypted(InetSocketAddress bindAddress, TlsSettings tls) {

	}

	/**
	 * How encoders come back.
	 *
	 * @param url where they are asked to go when the server shuts down, {@code null} to
	 * stay with their own URL
	 * @param takeover who may take over a live stream
	 */
	public record Reconnects(@Nullable String url, TakeoverRules takeover) {

	}

}
