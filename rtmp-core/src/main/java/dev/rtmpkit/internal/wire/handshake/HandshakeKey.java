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

package dev.rtmpkit.internal.wire.handshake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The two keys of the digest handshake, which every implementation knows: they prove
 * nothing but that the peer does digests.
 */
enum HandshakeKey {

	/** With which clients digest and sign. */
	CLIENT("Genuine Adobe Flash Player 001"),

	/** With which servers digest and sign. */
	SERVER("Genuine Adobe Flash Media Server 001");

	private static final String SUFFIX = "f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae";

	private final byte[] label;

	private final byte[] whole;

	HandshakeKey(String label) {
		this.label = label.getBytes(StandardCharsets.US_ASCII);
		byte[] suffix = HexFormat.of().parseHex(SUFFIX);
		this.whole = Arrays.copyOf(this.label, this.label.length + suffix.length);
		System.arraycopy(suffix, 0, this.whole, this.label.length, suffix.length);
	}

	/**
	 * Return the key of the digest in a first packet.
	 */
	byte[] label() {
		return this.label;
	}

	/**
	 * Return the key of the signature under a second packet.
	 */
	byte[] whole() {
		return this.whole;
	}

}
