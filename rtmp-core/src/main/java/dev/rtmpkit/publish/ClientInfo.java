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

import java.net.InetSocketAddress;
import java.util.Objects;

import dev.rtmpkit.internal.text.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the client on a connection. No record, as whatever writes records to
 * JSON would write the URL, which may hold credentials.
 */
public final class ClientInfo {

	private final String connectionId;

	private final InetSocketAddress remoteAddress;

	private final boolean secure;

	private final @Nullable String encoder;

	// Transient for whatever writes fields instead of accessors
	private final transient String tcUrl;

	private final Capabilities capabilities;

	private final @Nullable String user;

	/**
	 * Describe a client.
	 * @param connectionId the id of the connection, unique in the server's life
	 * @param remoteAddress the client's address
	 * @param secure whether the connection is encrypted
	 * @param encoder what the client calls itself ({@code flashVer}), if it does
	 * @param tcUrl the URL that the client says it connected to, or an empty string
	 * @param capabilities what the client says it can do, beyond plain RTMP
	 * @param user the user name whose password the client has proven to know, if the
	 * server asks for one
	 */
	public ClientInfo(String connectionId, InetSocketAddress remoteAddress, boolean secure, @Nullable String encoder,
			String tcUrl, Capabilities capabilities, @Nullable String user) {
		this.connectionId = Objects.requireNonNull(connectionId, "connectionId");
		this.remoteAddress = Objects.requireNonNull(remoteAddress, "remoteAddress");
		this.secure = secure;
		this.encoder = encoder;
		this.tcUrl = Objects.requireNonNull(tcUrl, "tcUrl");
		this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
		this.user = user;
	}

	/**
	 * Return the id of the connection.
	 * @return the id, unique in the server's life
	 */
	public String connectionId() {
		return this.connectionId;
	}

	/**
	 * Return the client's address.
	 * @return the address
	 */
	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Return whether the connection is encrypted.
	 * @return whether it is
	 */
	public boolean secure() {
		return this.secure;
	}

	/**
	 * Return what the client calls itself ({@code flashVer}), without the stream key and
	 * in at most 128 printable characters.
	 * @return the name or {@code null} if it has none
	 */
	public @Nullable String encoder() {
		return this.encoder;
	}

	/**
	 * Return the URL that the client says it connected to, query included, in printable
	 * characters. Chosen by the client and never to be dereferenced; may hold
	 * credentials.
	 * @return the URL or an empty string
	 */
	public String tcUrl() {
		return this.tcUrl;
	}

	/**
	 * Return what the client says it can do, beyond plain RTMP.
	 * @return the capabilities
	 */
	public Capabilities capabilities() {
		return this.capabilities;
	}

	/**
	 * Return the user name whose password the client has proven to know.
	 * @return the name or {@code null} if the server asks for none
	 */
	public @Nullable String user() {
		return this.user;
	}

	/**
	 * Return a description without the URL, which may hold credentials.
	 */
	@Override
	public String toString() {
		return "ClientInfo[connectionId=" + this.connectionId + ", remoteAddress=" + AddressText.of(this.remoteAddress)
				+ ", secure=" + this.secure + "]";
	}

}
