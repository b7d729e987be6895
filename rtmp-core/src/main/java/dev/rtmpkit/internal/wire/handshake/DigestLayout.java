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
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/**
 * Where a first packet has its digest. Behind the 8 bytes of its header are two blocks of
 * 764 bytes, of which one holds the digest, at an offset that its first 4 bytes tell.
 */
enum DigestLayout {

	/** In the first block, as all clients do that are seen today. */
	FIRST_BLOCK(8),

	/** In the second block. */
	SECOND_BLOCK(772);

	private static final int VERSION_POSITION = 4;

	private static final int OFFSET_BYTES = 4;

	/** So many that offset bytes and digest never leave the block. */
	private static final int OFFSETS = 728;

	private final int block;

	DigestLayout(int block) {
		this.block = block;
	}

	/**
	 * Find out where the digest is.
	 * @param packet a first packet
	 * @param key the key of its sender
	 * @return the layout or {@code null} if there is no valid digest
	 */
	static @Nullable DigestLayout find(ByteBuffer packet, HandshakeKey key) {
		if (packet.getInt(VERSION_POSITION) == 0) {
			return null;
		}
		for (DigestLayout layout : values()) {
			byte[] expected = HandshakeDigest.digest(packet, layout.position(packet), key);
			if (MessageDigest.isEqual(expected, layout.read(packet))) {
				return layout;
			}
		}
		return null;
	}

	/**
	 * Return where the digest is or belongs.
	 */
	int position(ByteBuffer packet) {
		int sum = 0;
		for (int i = 0; i < OFFSET_BYTES; i++) {
			sum += packet.get(this.block + i) & 0xFF;
		}
		return this.block + OFFSET_BYTES + sum % OFFSETS;
	}

	/**
	 * Return the bytes at the place of the digest.
	 */
	byte[] read(ByteBuffer packet) {
		byte[] digest = new byte[HandshakeDigest.BYTES];
		packet.get(position(packet), digest);
		return digest;
	}

	/**
	 * Put a digest into a packet that is complete otherwise.
	 * @return the digest
	 */
	byte[] install(ByteBuffer packet, HandshakeKey key) {
		int position = position(packet);
		byte[] digest = HandshakeDigest.digest(packet, position, key);
		packet.put(position, digest);
		return digest;
	}

}
