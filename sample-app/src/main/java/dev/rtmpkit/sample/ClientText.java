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

package dev.rtmpkit.sample;

import java.net.InetSocketAddress;

/**
 * Makes text of what is known of a client.
 */
final class ClientText {

	private ClientText() {
	}

	/**
	 * Write an address without a host name, which would have to be looked up.
	 * @param address the address of a client
	 * @return for example {@code 192.0.2.7:51234} or {@code [2001:db8::7]:51234}
	 */
	static String of(InetSocketAddress address) {
		String host = address.getAddress().getHostAddress();
		return ((host.contains(":")) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	/**
	 * Keep what a client sent from breaking or disguising a line of the log.
	 * @param text any text
	 * @return the text without control and formatting characters
	 */
	static String printable(String text) {
		return text.replaceAll("\\p{C}", "?");
	}

}
