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

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC-SHA256 values of the digest handshake, which RTMP 1.0 does not describe.
 */
final class HandshakeDigest {

	static final int BYTES = 32;

	private static final int SIGNED_BYTES = HandshakePacket.BYTES - BYTES;

	private static final String ALGORITHM = "HmacSHA256";

	private HandshakeDigest() {
	}

	/**
	 * Compute the digest of a first packet: of all but the place that it takes.
	 */
	static byte[] digest(ByteBuffer packet, int position, HandshakeKey key) {
		int end = position + BYTES;
		return hmac(key.label(), packet.slice(0, position), packet.slice(end, HandshakePacket.BYTES - end));
	}

	/**
	 * Sign a second packet in its last bytes.
	 * @param packet the packet, complete otherwise
	 * @param key the key of its sender
	 * @param digest the digest in the first packet of its receiver
	 */
	static void sign(ByteBuffer packet, HandshakeKey key, byte[] digest) {
		packet.put(SIGNED_BYTES, signature(packet, key, digest));
	}

	/**
	 * Return whether a second packet is signed.
	 * @param packet the packet
	 * @param key the key of its sender
	 * @param digest the digest in the first packet of its receiver
	 */
	static boolean isSigned(ByteBuffer packet, HandshakeKey key, byte[] digest) {
		byte[] signature = new byte[BYTES];
		packet.get(SIGNED_BYTES, signature);
		return MessageDigest.isEqual(signature(packet, key, digest), signature);
	}

	private static byte[] signature(ByteBuffer packet, HandshakeKey key, byte[] digest) {
		return hmac(hmac(key.whole(), ByteBuffer.wrap(digest)), packet.slice(0, SIGNED_BYTES));
	}

	private static byte[] hmac(byte[] key, ByteBuffer... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			for (ByteBuffer part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
