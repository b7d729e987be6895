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

package dev.rtmpkit.client;

import java.net.URI;
import java.util.List;

import dev.rtmpkit.internal.text.MaskedText;
import dev.rtmpkit.internal.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Where to publish.
 *
 * @param host the host name or address
 * @param port the port
 * @param app the application name
 * @param streamKey the stream key with its query
 * @param tcUrl the URL of the application
 */
record RtmpUri(String host, int port, String app, String streamKey, String tcUrl) {

	private static final int DEFAULT_PORT = 1935;

	/** What encoders take, for want of a registered one. */
	private static final int DEFAULT_SECURE_PORT = 443;

	private static final String SECURE = "rtmps";

	/**
	 * Read a URI. Unless the stream key is given apart from it, the last segment of its
	 * path is the stream key, together with the query.
	 * @param uri the URI
	 * @param streamKey the stream key, or {@code null} if it is in the URI
	 * @return the target
	 */
	static RtmpUri of(URI uri, @Nullable String streamKey) {
		String host = uri.getHost();
		boolean secure = SECURE.equalsIgnoreCase(uri.getScheme());
		if ((!secure && !"rtmp".equalsIgnoreCase(uri.getScheme())) || host == null) {
			throw new IllegalArgumentException("uri must have the form rtmp[s]://host[:port]/app/key");
		}
		if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("uri must not have a user or a fragment");
		}
		// As it stands: servers get the key undecoded, too
		String path = trim(uri.getRawPath());
		String app = (streamKey != null) ? path : path.substring(0, Math.max(0, path.lastIndexOf('/')));
		String key = (streamKey != null) ? streamKey : path.substring(path.lastIndexOf('/') + 1);
		if (app.isEmpty() || key.isEmpty()) {
			throw new IllegalArgumentException("uri must name an application and a stream key");
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		if (streamKey != null) {
			app += query;
		}
		else {
			key += query;
		}
		int port = (secure) ? DEFAULT_SECURE_PORT : DEFAULT_PORT;
		return new RtmpUri(host, (uri.getPort() >= 0) ? uri.getPort() : port, app, key,
				((secure) ? SECURE : "rtmp") + "://" + uri.getRawAuthority() + "/" + app);
	}

	/**
	 * Return where a reconnect request leads (Enhanced RTMP v2, "Reconnect Request").
	 * @param reference a URL of an application, absolute or relative to this one, as in
	 * {@code //host/app} and {@code /app}; {@code null} or empty for this one
	 * @return the target, with the same stream key, or {@code null} if the reference
	 * leads nowhere
	 */
	@Nullable RtmpUri resolve(@Nullable String reference) {
		if (reference == null || reference.isEmpty()) {
			return this;
		}
		try {
			RtmpUri resolved = of(URI.create(this.tcUrl).resolve(reference), this.streamKey);
			// The stream key must not leave an encrypted connection for one that is not
			return (isSecure() && !resolved.isSecure()) ? null : resolved;
		}
		catch (IllegalArgumentException ex) {
			// not ours to judge: the connection goes on as it is
			return null;
		}
	}

	/**
	 * Return whether the connection is to be encrypted.
	 */
	boolean isSecure() {
		return this.tcUrl.startsWith(SECURE + ":");
	}

	/**
	 * Return whether two targets are on the same server, as far as their names tell.
	 * @param other the other target
	 */
	boolean isOnServerOf(RtmpUri other) {
		return this.port == other.port && this.host.equalsIgnoreCase(other.host);
	}

	private static String trim(String path) {
		return path.replaceAll("^/+|/+$", "");
	}

	/**
	 * Make text of the server fit for messages and logs: the stream key is a secret.
	 * @param text the text
	 * @return the text without the stream key and without control characters
	 */
	String mask(String text) {
		String name = this.streamKey.replaceFirst("\\?.*", "");
		return PlainText.of(MaskedText.of(text, List.of(this.streamKey, name)));
	}

	@Override
	public String toString() {
		return this.tcUrl.replaceFirst("\\?.*", "?***") + "/***";
	}

}
