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

/**
 * Where a connection stands in the dialogue.
 */
public enum SessionState {

	/**
	 * The client has not connected to an application. {@code connect} leads to
	 * {@link #CONNECTED}, or to {@link #CLOSED} if the application is refused. If clients
	 * need a password, it leads to {@link #AUTHENTICATING} if it answers a challenge, to
	 * {@link #CLOSED} if that answer cannot be right, and nowhere if it has to be asked
	 * for first: the client may connect again.
	 */
	AWAITING_CONNECT,

	/**
	 * The client claims to know a password, which is being looked up; nothing is answered
	 * meanwhile. Leads to {@link #CONNECTED} or {@link #CLOSED}.
	 */
	AUTHENTICATING,

	/**
	 * Message streams can be created and published on. {@code close}, a refused publish
	 * and the server's own wish lead to {@link #CLOSED}.
	 */
	CONNECTED,

	/**
	 * Nothing is answered any more. Final.
	 */
	CLOSED

}
