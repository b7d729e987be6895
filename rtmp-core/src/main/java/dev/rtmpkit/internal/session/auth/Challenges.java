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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes challenges that are good for one user, once and for a moment. Nothing is kept of
 * a challenge until it is used: it is signed and holds its time. Thread-safe.
 */
final class Challenges {

	static final Duration LIFETIME = Duration.ofSeconds(30);

	private static final int RANDOM_BYTES = 12;

	private static final int SIGNED_BYTES = Long.BYTES + RANDOM_BYTES;

	private static final int SIGNATURE_BYTES = 16;

	/** A multiple of three bytes, so that there is one way only to write a challenge. */
	private static final int TEXT_LENGTH = (SIGNED_BYTES + SIGNATURE_BYTES) / 3 * 4;

	private static final int SALT_BYTES = 9;

	private static final byte CHALLENGE = 1;

	private static final byte SALT = 2;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecretKeySpec key;

	private final SecureRandom random;

	private final LongSupplier nanoTime;

	private final long start;

	private final int capacity;

	/** When the used challenges were made, in the order of their use. */
	private final Map<String, Long> used = new LinkedHashMap<>();

	private long oldest;

	/**
	 * Create challenges of one server.
	 * @param random the source of randomness
	 * @param nanoTime the clock, in nanoseconds
	 * @param capacity how many used challenges to remember
	 */
	Challenges(SecureRandom random, LongSupplier nanoTime, int capacity) {
		byte[] secret = new byte[32];
		random.nextBytes(secret);
		this.key = new SecretKeySpec(secret, "HmacSHA256");
		this.random = random;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
		this.capacity = capacity;
	}

	/**
	 * Make a challenge.
	 * @param user who it is for
	 * @return the challenge: letters, digits, hyphens and underscores
	 */
	String make(String user) {
		byte[] random = new byte[RANDOM_BYTES];
		this.random.nextBytes(random);
		byte[] signed = ByteBuffer.allocate(SIGNED_BYTES).putLong(now()).put(random).array();
		byte[] signature = sign(CHALLENGE, signed, user, SIGNATURE_BYTES);
		return ENCODER
			.encodeToString(ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES).put(signed).put(signature).array());
	}

	/**
	 * Return the salt that goes with a challenge. Clients do not send it back.
	 * @param challenge the challenge
	 * @return the salt
	 */
	String salt(String challenge) {
		return ENCODER.encodeToString(sign(SALT, new byte[0], challenge, SALT_BYTES));
	}

	/**
	 * Use a challenge.
	 * @param challenge the challenge as the client sent it
	 * @param user the user as the client sent it
	 * @return whether it was made here for that user, is fresh and was not used before
	 */
	boolean use(String challenge, String user) {
		if (challenge.length() != TEXT_LENGTH) {
			return false;
		}
		byte[] bytes;
		try {
			bytes = Base64.getUrlDecoder().decode(challenge);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
		byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
		return MessageDigest.isEqual(signature, sign(CHALLENGE, signed, user, SIGNATURE_BYTES))
				&& useOnce(challenge, ByteBuffer.wrap(signed).getLong());
	}

	private synchronized boolean useOnce(String challenge, long made) {
		long now = now();
		this.oldest = Math.max(this.oldest, now - LIFETIME.toNanos());
		Iterator<Long> times = this.used.values().iterator();
		while (times.hasNext() && times.next() < this.oldest) {
			times.remove();
		}
		if (made < this.oldest || made > now || this.used.putIfAbsent(challenge, made) != null) {
			return false;
		}
		if (this.used.size() > this.capacity) {
			// What is forgotten must not become good again, so that nothing as old is
			times = this.used.values().iterator();
			this.oldest = Math.max(this.oldest, times.next() + 1);
			times.remove();
		}
		return true;
	}

	private long now() {
		return this.nanoTime.getAsLong() - this.start;
	}

	private byte[] sign(byte purpose, byte[] bytes, String text, int length) {
		try {
			Mac mac = Mac.getInstance(this.key.getAlgorithm());
			mac.init(this.key);
			mac.update(purpose);
			mac.update(bytes);
			return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), length);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HMAC with SHA-256", ex);
		}
	}

}
