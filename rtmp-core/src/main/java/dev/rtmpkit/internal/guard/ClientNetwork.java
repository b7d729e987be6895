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
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * What clients are told apart by where addresses are counted: an IPv4 address, or the /64
 * network of an IPv6 address, as the owner of one such address has them all.
 *
 * @param bits the network: the upper half of an IPv6 address, or an IPv4 address below
 * ones, which no IPv6 client has, as it would be multicast
 */
public record ClientNetwork(long bits) {

	private static final int IPV4_BYTES = 4;

	private static final long IPV4 = 0xFFFFFFFF_00000000L;

	private static final long UNSIGNED_INT = 0xFFFFFFFFL;

	private static final long SITE_BITS = -1L << 16;

	/**
	 * Return the network of an address.
	 * @param address the address; IPv4 mapped to IPv6 is IPv4 to Java already
	 * @return the network
	 */
	public static ClientNetwork of(InetAddress address) {
		ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
		return new ClientNetwork(
				(bytes.remaining() == IPV4_BYTES) ? IPV4 | (bytes.getInt() & UNSIGNED_INT) : bytes.getLong());
	}

	/**
	 * Return the /48 network of an IPv6 address, which is what a site gets: it has 65,536
	 * /64 networks.
	 * @param address the address
	 * @return the network, never to be mixed with those of {@link #of}, or {@code null}
	 * if the address is IPv4
	 */
	public static @Nullable ClientNetwork site(InetAddress address) {
		byte[] bytes = address.getAddress();
		return (bytes.length == IPV4_BYTES) ? null : new ClientNetwork(ByteBuffer.wrap(bytes).getLong() & SITE_BITS);
	}

}
