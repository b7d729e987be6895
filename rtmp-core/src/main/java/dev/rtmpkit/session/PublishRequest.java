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

package dev.rtmpkit.session;

import java.net.InetSocketAddress;
import java.util.Map;

import dev.rtmpkit.message.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish to publish, as the validator sees it. {@link #toString()} masks the key
 * and the parameters.
 *
 * @param app the application name, without query
 * @param streamKey the stream name of the publish command, without query
 * @param parameters query parameters of tcUrl, application and stream name, decoded once;
 * on equal names the stream name's win, then the application's
 * @param type the publish type
 * @param client who asks
 */
public record PublishRequest(String app, StreamKey streamKey, Map<String, String> parameters, PublishType type,
		ClientInfo client) {

	public PublishRequest {
		parameters = Map.copyOf(parameters);
	}

	/**
	 * Return the id of the connection.
	 * @return the id, unique in the server's life
	 */
	public String connectionId() {
		return this.client.connectionId();
	}

	/**
	 * Return the client's address.
	 * @return the address
	 */
	public InetSocketAddress remoteAddress() {
		return this.client.remoteAddress();
	}

	/**
	 * Return what the client says it can do, which is no reason to refuse it.
	 * @return the capabilities
	 */
	public Capabilities capabilities() {
		return this.client.capabilities();
	}

	/**
	 * Return the user whose password the client has proven to know.
	 * @return the user name, {@code null} if the server asks for none
	 */
	public @Nullable String user() {
		return this.client.user();
	}

	/**
	 * Return a description without the key and the parameters, whose names may be the
	 * credential as well: {@code name?token}.
	 */
	@Override
	public String toString() {
		return "PublishRequest[app=" + this.app + ", streamKey=***, parameters=" + this.parameters.size() + ", type="
				+ this.type + ", client=" + this.client + "]";
	}

}
