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

import dev.rtmpkit.message.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the client on a connection.
 *
 * @param connectionId the id of the connection, unique in the server's life
 * @param remoteAddress the client's address
 * @param secure whether the connection is encrypted
 * @param encoder what the client calls itself ({@code flashVer}), if it does
 * @param tcUrl the URL that the client says it connected to, query included, or an empty
 * string; chosen by the client and never to be dereferenced
 * @param capabilities what the client says it can do, beyond plain RTMP
 * @param user the user name whose password the client has proven to know, if the server
 * asks for one
 */
public record ClientInfo(String connectionId, InetSocketAddress remoteAddress, boolean secure, @Nullable String encoder,
		String tcUrl, Capabilities capabilities, @Nullable String user) {

	/**
	 * Return a description without the URL, which may hold credentials.
	 */
	@Override
	public String toString() {
		return "ClientInfo[connectionId=" + this.connectionId + ", remoteAddress=" + this.remoteAddress + ", secure="
				+ this.secure + "]";
	}

}
