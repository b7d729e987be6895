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
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which addresses are let in, and which are believed when they say for whom they speak.
 *
 * @param allowed the ranges that are let in; empty for every address
 * @param denied the ranges that are not, even if they are allowed
 * @param trustedProxies the ranges whose connections begin with a PROXY header, which
 * names the client's address
 */
public record AddressRules(List<Predicate<InetAddress>> allowed, List<Predicate<InetAddress>> denied,
		List<Predicate<InetAddress>> trustedProxies) {

	/** Rules that let every address in and trust none. */
	public static final AddressRules NONE = new AddressRules(List.of(), List.of(), List.of());

	/**
	 * Create rules.
	 * @param allowed the ranges that are let in; empty for every address
	 * @param denied the ranges that are not
	 * @param trustedProxies the ranges that are trusted
	 */
	public AddressRules {
		allowed = List.copyOf(allowed);
		denied = List.copyOf(denied);
		trustedProxies = List.copyOf(trustedProxies);
	}

	/**
	 * Return these rules with other allowed addresses.
	 * @param ranges the ranges; empty for every address
	 * @return the rules
	 */
	public AddressRules withAllowed(Collection<? extends Predicate<InetAddress>> ranges) {
		return new AddressRules(List.copyOf(ranges), this.denied, this.trustedProxies);
	}

	/**
	 * Return these rules with other denied addresses.
	 * @param ranges the ranges
	 * @return the rules
	 */
	public AddressRules withDenied(Collection<? extends Predicate<InetAddress>> ranges) {
		return new AddressRules(this.allowed, List.copyOf(ranges), this.trustedProxies);
	}

	/**
	 * Return these rules with other trusted proxies.
	 * @param ranges the ranges
	 * @return the rules
	 */
	public AddressRules withTrustedProxies(Collection<? extends Predicate<InetAddress>> ranges) {
		return new AddressRules(this.allowed, this.denied, List.copyOf(ranges));
	}

	/**
	 * Return whether an address is let in.
	 * @param address the address
	 * @return whether it is allowed and not denied
	 */
	public boolean permits(InetAddress address) {
		return !isIn(this.denied, address) && (this.allowed.isEmpty() || isIn(this.allowed, address));
	}

	/**
	 * Return whether what comes from an address begins with a PROXY header.
	 * @param address the address at the other end of the socket
	 * @return whether it is a trusted proxy
	 */
	public boolean trusts(InetAddress address) {
		return isIn(this.trustedProxies, address);
	}

	private static boolean isIn(List<Predicate<InetAddress>> ranges, InetAddress address) {
		return ranges.stream().anyMatch((range) -> range.test(address));
	}

}
