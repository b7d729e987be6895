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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * A stream key as the encoder published it, query split off. It is a credential: it never
 * shows itself in {@link #toString()}.
 */
public final class StreamKey {

	// Transient for whatever writes fields: a key belongs into no file and no JSON
	private final transient String value;

	private StreamKey(String value) {
		this.value = value;
	}

	/**
	 * Wrap a key.
	 * @param value the key in clear text
	 * @return the wrapped key
	 */
	public static StreamKey of(String value) {
		return new StreamKey(Objects.requireNonNull(value, "value"));
	}

	/**
	 * Return the key in clear text, to look it up. Not to be logged.
	 * @return the key
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Compare with a secret in a time that does not tell how much of it was right.
	 * @param secret the secret in clear text
	 * @return whether the key is the secret
	 */
	public boolean matches(String secret) {
		return MessageDigest.isEqual(hash(this.value), hash(secret));
	}

	private static byte[] hash(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public boolean equals(Object other) {
		return (other instanceof StreamKey key) && matches(key.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return "***";
	}

}
