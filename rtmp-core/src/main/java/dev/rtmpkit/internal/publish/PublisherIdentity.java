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

package dev.rtmpkit.internal.publish;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher has to have again to count as the same: see
 * {@link DuplicatePublisherPolicy#REPLACE_SAME_KEY}. Holds a hash of it, no secret, and
 * is compared in a time that does not tell how much was right.
 */
public final class PublisherIdentity {

	private final byte[] named;

	private final byte[] hash;

	private PublisherIdentity(byte[] named, byte[] hash) {
		this.named = named;
		this.hash = hash;
	}

	/**
	 * Return the identity of a publisher.
	 * @param request what it asked for
	 * @param streamName the public name that it was granted
	 * @return the identity
	 */
	public static PublisherIdentity of(PublishRequest request, String streamName) {
		String key = request.streamKey().value();
		List<String> proofs = new ArrayList<>();
		proofs.add(request.app());
		proofs.add(key);
		proofs.add((request.user() != null) ? "user " + request.user() : "");
		byte[] named = hash(proofs);
		if (request.user() == null && streamName.contains(key)) {
			addWhatElseMayAuthorize(request, proofs);
		}
		return new PublisherIdentity(named, hash(proofs));
	}

	private static void addWhatElseMayAuthorize(PublishRequest request, List<String> proofs) {
		Map<String, String> parameters = request.parameters();
		new TreeMap<>(parameters).forEach((name, value) -> {
			proofs.add(name);
			proofs.add(value);
		});
		if (parameters.isEmpty()) {
			InetAddress address = request.remoteAddress().getAddress();
			proofs.add((address != null) ? address.getHostAddress() : request.remoteAddress().getHostString());
		}
	}

	private static byte[] hash(List<String> proofs) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String proof : proofs) {
				byte[] bytes = proof.getBytes(StandardCharsets.UTF_8);
				// With its length, as the parts could be cut elsewhere otherwise
				digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
				digest.update(bytes);
			}
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Return whether another publisher names the same key, application and user, whatever
	 * else it has to prove itself. That is enough once the connection of this one is
	 * gone, as then there are no two to choose from.
	 * @param other the other publisher, which the validator has accepted
	 */
	boolean isNamedAs(PublisherIdentity other) {
		return MessageDigest.isEqual(this.named, other.named);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PublisherIdentity identity && MessageDigest.isEqual(this.hash, identity.hash);
	}

	@Override
	public int hashCode() {
		return (this.hash[0] & 0xFF) << 8 | (this.hash[1] & 0xFF);
	}

	@Override
	public String toString() {
		return "***";
	}

}
