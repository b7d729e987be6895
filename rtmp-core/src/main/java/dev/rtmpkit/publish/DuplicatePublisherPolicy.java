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

package dev.rtmpkit.publish;

/**
 * What happens when somebody publishes under the name of a stream that is live. The
 * validator has accepted both at this point. Who is refused gets
 * {@code NetStream.Publish.BadName} and changes nothing for the first; who is replaced is
 * told so and disconnected, and its stop is heard of before the start of the new one. An
 * encoder that was asked to reconnect may always follow itself, and a connection never
 * replaces its own publish.
 */
public enum DuplicatePublisherPolicy {

	/**
	 * The same publisher replaces itself, as an encoder has to whose old connection is
	 * dead without the server knowing; anybody else is refused. The same is who publishes
	 * to the same application with the same stream key and, where the server asks for a
	 * password, as the same user. Where there is no user and the stream's public name
	 * shows the key, the key proves nothing: then all query parameters have to be the
	 * same too, as one of them may be the credential; without any parameter the client's
	 * IP address has to be. A name that is no secret, published with a token that is new
	 * for each connection, is therefore refused until the old connection is gone.
	 */
	REPLACE_SAME_KEY,

	/**
	 * The first stays, whoever comes.
	 */
	REJECT,

	/**
	 * Whoever was accepted last stays. Right only if the validator lets nobody publish
	 * under the name of somebody else.
	 */
	REPLACE

}
