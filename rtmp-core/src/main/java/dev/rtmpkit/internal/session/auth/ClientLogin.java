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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The client's side of the authentication: reads what a server refuses a {@code connect}
 * with, and says what to append to the application name of the next one. Immutable.
 */
public final class ClientLogin {

	private static final String USER_NEEDED = "code=403 need auth";

	private static final String ANSWER_NEEDED = "?reason=needauth";

	private static final String MODE = "authmod=";

	private static final String ADOBE = "adobe";

	private static final String LLNW = "llnw";

	private static final String COUNT = "00000001";

	private static final int NONCE_BYTES = 4;

	private static final SecureRandom random = new SecureRandom();

	private final String user;

	private final String password;

	/**
	 * Create a login.
	 * @param user the user name
	 * @param password the password
	 */
	public ClientLogin(String user, String password) {
		this.user = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
		this.password = password;
	}

	/**
	 * Answer a refusal.
	 * @param refusal the description that the server gives
	 * @param app the application name, without anything that answers refusals
	 * @return the query to connect with next, or {@code null} if the refusal asks for
	 * none, or in a way that is not known
	 */
	public @Nullable String answer(String refusal, String app) {
		String mode = mode(refusal);
		String claim = MODE + mode + "&user=" + this.user;
		if (!mode.equals(ADOBE) && !mode.equals(LLNW)) {
			return null;
		}
		if (refusal.contains(USER_NEEDED)) {
			return claim;
		}
		int challenge = refusal.indexOf(ANSWER_NEEDED);
		if (challenge < 0) {
			return null;
		}
		Map<String, String> parameters = parameters(refusal.substring(challenge + ANSWER_NEEDED.length()));
		return claim + (mode.equals(ADOBE) ? adobe(parameters) : llnw(parameters, app));
	}

	private static String mode(String refusal) {
		int start = refusal.indexOf(MODE);
		return (start < 0) ? "" : refusal.substring(start + MODE.length()).split("[^a-z]", 2)[0];
	}

	private static Map<String, String> parameters(String query) {
		Map<String, String> parameters = new HashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				parameters.put(pair.substring(0, equals), pair.substring(equals + 1).trim());
			}
		}
		return parameters;
	}

	private String adobe(Map<String, String> parameters) {
		// Servers that have no opaque value want their challenge in its place
		String opaque = parameters.getOrDefault("opaque", "");
		String answered = (opaque.isEmpty()) ? parameters.getOrDefault("challenge", "") : opaque;
		String challenge = nonce();
		String response = Responses.adobe(this.user, parameters.getOrDefault("salt", ""), this.password, answered,
				challenge);
		return "&challenge=" + challenge + "&response=" + response + ((opaque.isEmpty()) ? "" : "&opaque=" + opaque);
	}

	private String llnw(Map<String, String> parameters, String app) {
		String nonce = parameters.getOrDefault("nonce", "");
		String clientNonce = nonce();
		String response = Responses.llnw(this.user, this.password, app.split("\\?", 2)[0], nonce, COUNT, clientNonce);
		return "&nonce=" + nonce + "&cnonce=" + clientNonce + "&nc=" + COUNT + "&response=" + response;
	}

	private static String nonce() {
		byte[] bytes = new byte[NONCE_BYTES];
		random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	/**
	 * Return a text without the credentials.
	 */
	@Override
	public String toString() {
		return "ClientLogin[user=***]";
	}

}
