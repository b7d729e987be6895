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

/**
 * Makes text that a stranger may have chosen fit for a log line, a page or an answer:
 * nothing in it breaks or disguises a line, and it is short. Whoever logs the name of a
 * stream or of an encoder should write it with this.
 */
public final class PrintableText {

	/** The most characters of a text unless said otherwise. */
	public static final int LONGEST = 128;

	/** Stands for what is not shown, as it may be a secret. */
	public static final String MASK = "***";

	private static final String CUT = "...";

	private PrintableText() {
	}

	/**
	 * Escape what could break or disguise a line, and cut what is too long.
	 * @param text the text
	 * @return printable text of at most {@value #LONGEST} characters
	 */
	public static String of(String text) {
		return of(text, LONGEST);
	}

	/**
	 * Escape what could break or disguise a line, and cut what is too long.
	 * @param text the text
	 * @param longest the most characters to return, at least 3
	 * @return printable text
	 */
	public static String of(String text, int longest) {
		StringBuilder printable = new StringBuilder(Math.min(text.length(), longest));
		int cut = 0;
		int index = 0;
		while (index < text.length()) {
			int character = text.codePointAt(index);
			int next = index + Character.charCount(character);
			append(printable, text, index, next, isPrintable(character, text, next));
			if (printable.length() > longest) {
				printable.setLength(cut);
				return printable.append(CUT).toString();
			}
			cut = (printable.length() <= longest - CUT.length()) ? printable.length() : cut;
			index = next;
		}
		return printable.toString();
	}

	private static void append(StringBuilder printable, String text, int start, int end, boolean asIs) {
		for (int i = start; i < end; i++) {
			if (asIs) {
				printable.append(text.charAt(i));
			}
			else {
				printable.append(String.format("\\u%04x", (int) text.charAt(i)));
			}
		}
	}

	private static boolean isPrintable(int character, String text, int next) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			// There are loggers and templates that look up what such a text names
			default -> character != '$' || next >= text.length() || text.charAt(next) != '{';
		};
	}

	/**
	 * Write an address without a host name, which would have to be looked up.
	 * @param address the address
	 * @return for example {@code 192.0.2.7:51234} or {@code [2001:db8::7]:51234}
	 */
	public static String of(InetSocketAddress address) {
		if (address.getAddress() == null) {
			return of(address.getHostString()) + ":" + address.getPort();
		}
		String host = address.getAddress().getHostAddress();
		return ((address.getAddress() instanceof Inet6Address) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	/**
	 * Write as much of an application name as may be seen: its first segment. What
	 * follows, and any query, is a stream key in more than one encoder's settings.
	 * @param app the application name
	 * @return for example {@code live} or {@code live/***}
	 */
	public static String ofApplication(String app) {
		int end = 0;
		while (end < app.length() && "/?&".indexOf(app.charAt(end)) < 0) {
			end++;
		}
		return of(app.substring(0, end)) + ((end < app.length()) ? "/" + MASK : "");
	}

}
