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

package dev.rtmpkit.internal.guard;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.rtmpkit.publish.StreamKey;

/**
 * The bans of a server. They outlive its stop and start, not the process. At most 10,000
 * are kept, of which the one that ends first makes room. Keys are kept as a keyed hash.
 * Thread-safe; asked once for each connection and publish.
 */
public final class BanList {

	public static final int CAPACITY = 10_000;

	private static final String HASH = "HmacSHA256";

	private static final int SECRET_BYTES = 32;

	private final SecretKeySpec secret;

	private final Map<Object, Entry> entries = new LinkedHashMap<>();

	private long lastId;

	/**
	 * Create an empty list.
	 * @param random makes the secret of the hash
	 */
	public BanList(SecureRandom random) {
		byte[] bytes = new byte[SECRET_BYTES];
		random.nextBytes(bytes);
		this.secret = new SecretKeySpec(bytes, HASH);
	}

	/**
	 * Ban a key; a ban of it that is there already is replaced.
	 * @param key the key
	 * @param address the address of the encoder that used it
	 * @param time how long
	 * @param now the time
	 * @return the ban
	 */
	public Entry banKey(StreamKey key, InetAddress address, Duration time, Instant now) {
		return add(hash(key), true, address, time, now);
	}

	/**
	 * Ban an address or its /64 network; a ban of it that is there already is replaced.
	 * @param address the address
	 * @param time how long
	 * @param now the time
	 * @return the ban
	 */
	public Entry banAddress(InetAddress address, Duration time, Instant now) {
		return add(ClientNetwork.of(address), false, address, time, now);
	}

	private synchronized Entry add(Object banned, boolean key, InetAddress address, Duration time, Instant now) {
		removeExpired(now);
		if (this.entries.size() >= CAPACITY && !this.entries.containsKey(banned)) {
			this.entries.values()
				.stream()
				.min(Comparator.comparing(Entry::until))
				.ifPresent((first) -> this.entries.values().remove(first));
		}
		Entry entry = new Entry("ban-" + ++this.lastId, key, address.getHostAddress(), end(now, time));
		this.entries.put(banned, entry);
		return entry;
	}

	private static Instant end(Instant now, Duration time) {
		try {
			return now.plus(time);
		}
		catch (DateTimeException | ArithmeticException ex) {
			return Instant.MAX;
		}
	}

	/**
	 * Return whether a key is banned.
	 * @param key the key
	 * @param now the time
	 * @return whether to refuse it
	 */
	public boolean isBanned(StreamKey key, Instant now) {
		return !isEmpty() && isIn(hash(key), now);
	}

	/**
	 * Return whether an address is banned.
	 * @param address the address
	 * @param now the time
	 * @return whether to refuse it
	 */
	public boolean isBanned(InetAddress address, Instant now) {
		return !isEmpty() && isIn(ClientNetwork.of(address), now);
	}

	private synchronized boolean isEmpty() {
		return this.entries.isEmpty();
	}

	private synchronized boolean isIn(Object banned, Instant now) {
		Entry entry = this.entries.get(banned);
		return entry != null && entry.until().isAfter(now);
	}

	/**
	 * Return the bans that are in force.
	 * @param now the time
	 * @return the bans, oldest first
	 */
	public synchronized List<Entry> list(Instant now) {
		removeExpired(now);
		return List.copyOf(this.entries.values());
	}

	/**
	 * Lift a ban.
	 * @param id its id
	 * @return whether there was such a ban
	 */
	public synchronized boolean lift(String id) {
		return this.entries.values().removeIf((entry) -> entry.id().equals(id));
	}

	private void removeExpired(Instant now) {
		this.entries.values().removeIf((entry) -> !entry.until().isAfter(now));
	}

	private String hash(StreamKey key) {
		try {
			Mac mac = Mac.getInstance(HASH);
			mac.init(this.secret);
			return HexFormat.of().formatHex(mac.doFinal(key.value().getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			throw new IllegalStateException("Every Java platform has " + HASH, ex);
		}
	}

	/**
	 * A ban.
	 *
	 * @param id its id
	 * @param key whether the key is banned, and not the address
	 * @param address the address of the encoder
	 * @param until when it ends
	 */
	public record Entry(String id, boolean key, String address, Instant until) {

	}

}
