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

/**
 * Makes text of unknown origin, such as the message of an exception or a value in a
 * stream, fit for a log line: what is not {@linkplain PlainText plain} is escaped, and it
 * is short. Names of clients do not need it, as they are checked by {@link NameRules}.
 */
public final class PrintableText {

	/** The most characters of a text unless said otherwise. */
	public static final int LONGEST = 128;

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
			int next = index + Character.charCount(text.codePointAt(index));
			append(printable, text, index, next, PlainText.isPlain(text, index));
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

}
