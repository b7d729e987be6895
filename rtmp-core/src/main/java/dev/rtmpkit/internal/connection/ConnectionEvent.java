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

/**
 * What the handlers of a connection tell each other, as Netty user events that pass
 * through the whole pipeline. Those of the handshake of TLS are Netty's own.
 */
enum ConnectionEvent {

	/** The RTMP handshake is done: the client understands messages. */
	HANDSHAKE_DONE,

	/** A publish was accepted: media may come. */
	PUBLISHING,

	/** No publish is left on the connection. */
	UNPUBLISHED,

	/** The client may send again, after the server did not read. */
	READING,

	/** It is time to look at what publishes of the connection do. */
	TICK,

	/** The client has been silent for a while. */
	SILENT,

	/** Nothing more is read: the connection is being closed. */
	CLOSING

}
