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

package dev.rtmpkit.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A range of IP addresses that share their first bits (RFC 4632, 3.1; RFC 4291, 2.3). A
 * range of IPv4 contains no IPv6 address, nor the other way round, except that an IPv4
 * address written as an IPv6 one ({@code ::ffff:192.0.2.1}) is the IPv4 address. Zones of
 * IPv6 addresses are ignored.
 *
 * @param network the first address of the range
 * @param prefixLength how many bits the addresses share, 0 to 32 for IPv4 and 0 to 128
 * for IPv6
 */
public record AddressRange(InetAddress network, int prefixLength) implements Predicate<InetAddress> {

	private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

	/** What begins like this and has a colon is never taken for a host name. */
	private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

	private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

	/** The bits in front of an IPv4 address that is written as an IPv6 one. */
	private static final int MAPPED_BITS = 96;

	private static final int IPV6_GROUPS = 8;

	/**
	 * Create the range that an address lies in.
	 * @param network an address of the range; what follows the prefix is cleared
	 * @param prefixLength how many bits the addresses share
	 * @throws IllegalArgumentException if the address does not have as many bits
	 */
	public AddressRange {
		byte[] bytes = unmapped(network).getAddress();
		if (prefixLength < 0 || prefixLength > bytes.length * Byte.SIZE) {
			throw new IllegalArgumentException("The prefix length of " + network.getHostAddress()
					+ " must be between 0 and " + bytes.length * Byte.SIZE + ", not " + prefixLength);
		}
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] &= mask(prefixLength, i);
		}
		network = address(bytes);
	}

	/**
	 * Read a range. Never looks up a name.
	 * @param text an address, alone or followed by a slash and the prefix length, such as
	 * {@code 10.0.0.0/8} or {@code 2001:db8::/32}
	 * @return the range; that of one address if there is no prefix length
	 * @throws IllegalArgumentException if it is neither
	 */
	public static AddressRange parse(String text) {
		String stripped = text.strip();
		int slash = stripped.indexOf('/');
		String literal = (slash >= 0) ? stripped.substring(0, slash) : stripped;
		InetAddress address = literal(literal, text);
		int bits = address.getAddress().length * Byte.SIZE;
		if (slash < 0) {
			return new AddressRange(address, bits);
		}
		String length = stripped.substring(slash + 1);
		if (!PREFIX_LENGTH.matcher(length).matches()) {
			throw new IllegalArgumentException("'" + text + "' has no number of bits behind its slash");
		}
		// Who writes an IPv4 address as an IPv6 one counts its bits as one, too
		boolean mapped = literal.indexOf(':') >= 0 && address instanceof Inet4Address;
		int prefixLength = Integer.parseInt(length) - ((mapped) ? MAPPED_BITS : 0);
		if (prefixLength < 0 || prefixLength > bits) {
			throw new IllegalArgumentException("'" + text + "' has a prefix length that its address does not have");
		}
		return new AddressRange(address, prefixLength);
	}

	private static InetAddress literal(String literal, String text) {
		if (IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches()) {
			try {
				return InetAddress.getByName(literal);
			}
			catch (UnknownHostException ex) {
				throw new IllegalArgumentException("'" + text + "' is no IP address or range of addresses", ex);
			}
		}
		throw new IllegalArgumentException("'" + text + "' is no IP address or range of addresses");
	}

	@Override
	public boolean test(InetAddress address) {
		return contains(address);
	}

	/**
	 * Return whether an address lies in the range.
	 * @param address the address
	 * @return whether it is of the same family and begins with the same bits
	 */
	public boolean contains(InetAddress address) {
		byte[] first = this.network.getAddress();
		byte[] bytes = unmapped(address).getAddress();
		if (bytes.length != first.length) {
			return false;
		}
		for (int i = 0; i < bytes.length; i++) {
			if (((bytes[i] ^ first[i]) & mask(this.prefixLength, i)) != 0) {
				return false;
			}
		}
		return true;
	}

	private static int mask(int prefixLength, int index) {
		int bits = Math.max(0, Math.min(Byte.SIZE, prefixLength - index * Byte.SIZE));
		return 0xFF00 >> bits & 0xFF;
	}

	private static InetAddress unmapped(InetAddress address) {
		return address(address.getAddress());
	}

	private static InetAddress address(byte[] bytes) {
		try {
			// Makes an IPv4 address of what is one written as IPv6
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("An address has " + bytes.length + " bytes", ex);
		}
	}

	/**
	 * Return the range as it is written, IPv6 addresses as in RFC 5952.
	 * @return the address, and the prefix length unless it is the whole address
	 */
	@Override
	public String toString() {
		byte[] bytes = this.network.getAddress();
		String address = (this.network instanceof Inet4Address) ? this.network.getHostAddress() : ipv6(bytes);
		return (this.prefixLength < bytes.length * Byte.SIZE) ? address + "/" + this.prefixLength : address;
	}

	private static String ipv6(byte[] bytes) {
		int longest = 1;
		int start = IPV6_GROUPS;
		for (int group = 0; group < IPV6_GROUPS; group++) {
			int zeros = zeros(bytes, group);
			if (zeros > longest) {
				longest = zeros;
				start = group;
			}
		}
		String head = groups(bytes, 0, start);
		return (start < IPV6_GROUPS) ? head + "::" + groups(bytes, start + longest, IPV6_GROUPS) : head;
	}

	private static int zeros(byte[] bytes, int from) {
		int group = from;
		while (group < IPV6_GROUPS && group(bytes, group) == 0) {
			group++;
		}
		return group - from;
	}

	private static String groups(byte[] bytes, int from, int to) {
		StringBuilder text = new StringBuilder();
		for (int group = from; group < to; group++) {
			text.append((group > from) ? ":" : "").append(Integer.toHexString(group(bytes, group)));
		}
		return text.toString();
	}

	private static int group(byte[] bytes, int group) {
		return (bytes[2 * group] & 0xFF) << Byte.SIZE | bytes[2 * group + 1] & 0xFF;
	}

}
