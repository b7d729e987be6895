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

/**
 * Makes text that a client or a validator chose fit for a log line.
 */
final class LogText {

	private static final int LONGEST = 128;

	private LogText() {
	}

	/**
	 * Escape what could break or disguise a log line, and cut what is too long.
	 * @param text the text
	 * @return printable text of at most 128 characters before escapes
	 */
	static String safe(String text) {
		String cut = (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
		StringBuilder safe = new StringBuilder(cut.length());
		cut.chars().forEach((character) -> append(safe, (char) character));
		return safe.toString();
	}

	private static void append(StringBuilder safe, char character) {
		switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				safe.append(String.format("\\u%04x", (int) character));
			default -> safe.append(character);
		}
	}

}
