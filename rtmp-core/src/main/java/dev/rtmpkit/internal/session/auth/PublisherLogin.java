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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A client's claim to be a user, with a proof that only the password can confirm. Its
 * challenge was made by this server, is fresh and has not been used before.
 */
public final class PublisherLogin {

	/** Stands in for a password that does not exist, so that it takes as long. */
	private static final String NO_PASSWORD = "no password";

	private final String user;

	private final String response;

	private final Function<String, List<String>> expected;

	PublisherLogin(String user, String response, Function<String, List<String>> expected) {
		this.user = user;
		this.response = response;
		this.expected = expected;
	}

	/**
	 * Return the user name that the client claims.
	 * @return the name, decoded once
	 */
	public String user() {
		return this.user;
	}

	/**
	 * Check the proof, in a time that tells neither how much of it was right nor whether
	 * there is such a user. May be called on any thread.
	 * @param password the user's password, {@code null} or empty if there is none
	 * @return whether the client knows the password
	 */
	public boolean isProvenBy(@Nullable String password) {
		String secret = Objects.requireNonNullElse(password, NO_PASSWORD);
		boolean proven = false;
		for (String candidate : this.expected.apply(secret)) {
			proven |= MessageDigest.isEqual(bytes(candidate), bytes(this.response));
		}
		return proven && password != null && !password.isEmpty();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return a text without the user and the proof.
	 */
	@Override
	public String toString() {
		return "PublisherLogin[user=***]";
	}

}
