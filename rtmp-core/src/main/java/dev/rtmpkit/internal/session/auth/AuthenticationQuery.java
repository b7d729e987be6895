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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The authentication parameters that clients append to the application name and to the
 * URL: {@code authmod} and what follows it. What comes before is not theirs, even if it
 * has the same names, and some clients append with a second question mark.
 *
 * @param rest the text without them
 * @param parameters the parameters as sent; none if there is no {@code authmod}
 */
record AuthenticationQuery(String rest, Map<String, String> parameters) {

	private static final String FIRST = "authmod=";

	private static final Set<String> NAMES = Set.of("authmod", "user", "challenge", "response", "opaque", "nonce",
			"cnonce", "nc", "salt", "reason");

	static AuthenticationQuery of(String text) {
		int start = start(text);
		if (start < 0) {
			return new AuthenticationQuery(text, Map.of());
		}
		StringBuilder rest = new StringBuilder(text.substring(0, start));
		char separator = (rest.indexOf("?") < 0) ? '?' : '&';
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : text.substring(start + 1).split("&")) {
			int equals = pair.indexOf('=');
			String name = (equals < 0) ? pair : pair.substring(0, equals);
			if (NAMES.contains(name)) {
				parameters.putIfAbsent(name, (equals < 0) ? "" : pair.substring(equals + 1));
			}
			else if (!pair.isEmpty()) {
				rest.append(separator).append(pair);
				separator = '&';
			}
		}
		return new AuthenticationQuery(rest.toString(), parameters);
	}

	/**
	 * Find the mark before the first authentication parameter.
	 */
	private static int start(String text) {
		int query = text.indexOf('?');
		int first = (query < 0) ? -1 : text.indexOf(FIRST, query);
		while (first >= 0 && text.charAt(first - 1) != '?' && text.charAt(first - 1) != '&') {
			first = text.indexOf(FIRST, first + 1);
		}
		return (first < 0) ? -1 : first - 1;
	}

	String get(String name) {
		return this.parameters.getOrDefault(name, "");
	}

	/**
	 * Return a text without the parameters, which are credentials.
	 */
	@Override
	public String toString() {
		return "AuthenticationQuery[parameters=" + this.parameters.size() + "]";
	}

}
