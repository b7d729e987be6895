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
 * Text without control, format, private-use and unassigned characters, line and paragraph
 * separators and lone surrogates, and without <code>${</code>, which some loggers and
 * templates look up. It can be written anywhere as it is.
 */
public final class PlainText {

	private static final String CUT = "...";

	private PlainText() {
	}

	/**
	 * Return whether a text is plain.
	 * @param text the text
	 * @return whether it is
	 */
	public static boolean isPlain(String text) {
		int index = 0;
		while (index < text.length()) {
			if (!isPlain(text, index)) {
				return false;
			}
			index += Character.charCount(text.codePointAt(index));
		}
		return true;
	}

	/**
	 * Return whether the character at an index is plain.
	 * @param text the text
	 * @param index where its code point begins
	 */
	static boolean isPlain(String text, int index) {
		int character = text.codePointAt(index);
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			default -> character != '$' || !text.startsWith("{", index + 1);
		};
	}

	/**
	 * Make a text plain: what it must not have becomes a space.
	 * @param text the text
	 * @return the text on one line, without spaces around it
	 */
	public static String of(String text) {
		if (isPlain(text)) {
			return text;
		}
		StringBuilder plain = new StringBuilder(text.length());
		boolean replaced = false;
		int index = 0;
		while (index < text.length()) {
			int next = index + Character.charCount(text.codePointAt(index));
			if (isPlain(text, index)) {
				plain.append(text, index, next);
				replaced = false;
			}
			else if (!replaced) {
				plain.append(' ');
				replaced = true;
			}
			index = next;
		}
		return plain.toString().strip();
	}

	/**
	 * Make a text plain and cut what is too long.
	 * @param text the text
	 * @param longest the most characters to return, at least 3
	 * @return the text, which ends in three dots if it was cut
	 */
	public static String of(String text, int longest) {
		String plain = of(text);
		if (plain.length() <= longest) {
			return plain;
		}
		int end = longest - CUT.length();
		if (end > 0 && Character.isHighSurrogate(plain.charAt(end - 1))) {
			end--;
		}
		return plain.substring(0, end) + CUT;
	}

}
