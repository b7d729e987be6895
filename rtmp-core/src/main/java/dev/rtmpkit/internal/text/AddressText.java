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

package dev.rtmpkit.internal.text;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Writes addresses without host names, which would have to be looked up.
 */
public final class AddressText {

	private AddressText() {
	}

	/**
	 * Write an address and a port, if there is an address.
	 * @param address the address or {@code null}
	 * @return the text or {@code null}
	 */
	public static @Nullable String ofNullable(@Nullable InetSocketAddress address) {
		return (address != null) ? of(address) : null;
	}

	/**
	 * Write an address and a port.
	 * @param address the address
	 * @return for example {@code 192.0.2.7:51234} or {@code [2001:db8::7]:51234}
	 */
	public static String of(InetSocketAddress address) {
		if (address.getAddress() == null) {
			return address.getHostString() + ":" + address.getPort();
		}
		String host = address.getAddress().getHostAddress();
		return ((address.getAddress() instanceof Inet6Address) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

}
