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

package dev.rtmpkit.spring.boot.autoconfigure;

import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Configuration properties of encrypted connections (RTMPS), which are taken on a port of
 * their own.
 */
public class RtmpSslProperties {

	/**
	 * Whether to take encrypted connections (RTMPS), on a port of their own. Enabled
	 * automatically if "rtmp.server.ssl.bundle" is set unless specified otherwise.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Name of the SSL bundle that has the server's certificate and its key. A bundle that
	 * is reloaded is used from the next connection on.
	 */
	private @Nullable String bundle;

	/**
	 * Client authentication mode. Certificates of clients are checked against the trust
	 * store of the bundle, which is required for that.
	 */
	private ClientAuthentication clientAuth = ClientAuthentication.NONE;

	/**
	 * Port to listen on for encrypted connections. Use 0 for any free port.
	 */
	private int port = 1936;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public ClientAuthentication getClientAuth() {
		return this.clientAuth;
	}

	public void setClientAuth(ClientAuthentication clientAuth) {
		this.clientAuth = clientAuth;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	/**
	 * Return whether encrypted connections are taken.
	 * @return what was set, or else whether there is a bundle
	 */
	boolean isOn() {
		return (this.enabled != null) ? this.enabled : StringUtils.hasText(this.bundle);
	}

}
