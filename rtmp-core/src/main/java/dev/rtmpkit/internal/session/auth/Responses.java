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

package dev.rtmpkit.internal.session.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a client that knows the password answers to a challenge. MD5 is what encoders
 * speak; it protects nothing beyond the moment, which is why challenges are used once.
 */
final class Responses {

	private static final String REALM = "live";

	private static final String METHOD = "publish";

	private static final String DEFAULT_INSTANCE = "/_definst_";

	private Responses() {
	}

	static String adobe(String user, String salt, String password, String opaque, String challenge) {
		String secret = base64(md5(user + salt + password));
		return base64(md5(secret + opaque + challenge));
	}

	/**
	 * Make the response of RFC 2617, 3.2.2.1, with quality of protection {@code auth}.
	 */
	static String llnw(String user, String password, String app, String nonce, String count, String clientNonce) {
		String uri = "/" + app + ((app.indexOf('/') < 0) ? DEFAULT_INSTANCE : "");
		String secret = hex(md5(user + ":" + REALM + ":" + password));
		String request = hex(md5(METHOD + ":" + uri));
		return hex(md5(String.join(":", secret, nonce, count, clientNonce, "auth", request)));
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private static byte[] md5(String text) {
		try {
			return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has MD5", ex);
		}
	}

}
