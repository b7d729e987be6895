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
 * What happens when a second publisher uses the name of a stream that is live. The
 * validator has accepted both at this point. A stream whose publisher is lost and waited
 * for ({@link dev.rtmpkit.server.RtmpServerBuilder#reconnectGrace}) keeps no other out,
 * whatever the policy. A publisher that is refused gets
 * {@code NetStream.Publish.BadName}, which changes nothing for the first. A publisher
 * that is replaced is told so and disconnected; listeners hear of its stop before the
 * start of the new one. An encoder that was asked to reconnect may always follow itself,
 * and a connection never replaces its own publish.
 */
public enum DuplicatePublisherPolicy {

	/**
	 * A publisher replaces itself, as an encoder must whose old connection died
	 * unnoticed; any other is refused. Two publishers are the same if they publish to the
	 * same application with the same stream key and, where the server asks for a
	 * password, as the same user. Where there is no user and the stream's public name
	 * shows the key, the key proves nothing: then all query parameters have to be the
	 * same too, as one of them may be the credential; without any parameter the client's
	 * IP address has to be. A name that is no secret, published with a token that is new
	 * for each connection, is therefore refused until the old connection is gone.
	 */
	REPLACE_SAME_KEY,

	/**
	 * The first publisher stays for as long as it is connected.
	 */
	REJECT,

	/**
	 * The publisher that was accepted last stays. Use it only if the validator gives each
	 * name to one publisher.
	 */
	REPLACE

}
