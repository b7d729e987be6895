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

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What names, keys and parameters may be. A client's are checked once, before anything
 * else gets to see them, so that no code has to escape them later.
 */
public final class NameRules {

	/** The longest application name, in code points. */
	public static final int LONGEST_APPLICATION = 256;

	/**
	 * The longest stream key by default, in bytes of UTF-8: enough for a signed token.
	 */
	public static final int DEFAULT_LONGEST_KEY = 4 << 10;

	/** The longest stream key that may be allowed, in bytes of UTF-8. */
	public static final int LONGEST_KEY = 8 << 10;

	/**
	 * The longest public stream name, in code points: with room for any application and
	 * key, of which many are made.
	 */
	public static final int LONGEST_NAME = 9 << 10;

	/**
	 * The longest name or value of a query parameter, in code points, unless keys may be
	 * longer.
	 */
	private static final int LONGEST_PARAMETER = 4 << 10;

	/**
	 * The longest user name, in code points. With it, a challenge fits into what clients
	 * keep of a description.
	 */
	public static final int LONGEST_USER = 128;

	private NameRules() {
	}

	/**
	 * Return whether a text can be the name of an application.
	 * @param text the text, without query and outer slashes
	 * @return whether it can; none at all is a name, too
	 */
	public static boolean isApplication(String text) {
		return isAtMost(LONGEST_APPLICATION, text) && PlainText.isPlain(text) && hasPlainSegments(text)
				&& !text.startsWith("/") && !text.endsWith("/");
	}

	/**
	 * Return whether a text can be a stream key.
	 * @param text the text, without query
	 * @param longest the longest key, in bytes of UTF-8
	 * @return whether it can
	 */
	public static boolean isStreamKey(String text, int longest) {
		return isName(text) && text.getBytes(StandardCharsets.UTF_8).length <= longest;
	}

	/**
	 * Return whether a text can be the public name of a stream.
	 * @param text the text
	 * @return whether it can
	 */
	public static boolean isStreamName(String text) {
		return isName(text) && isAtMost(LONGEST_NAME, text);
	}

	/**
	 * Return whether a text can be the name of a user.
	 * @param text the text
	 * @return whether it can
	 */
	public static boolean isUser(String text) {
		return !text.isBlank() && isAtMost(LONGEST_USER, text) && PlainText.isPlain(text);
	}

	/**
	 * Return whether texts can be query parameters.
	 * @param parameters the decoded parameters
	 * @param longestKey the longest stream key, in bytes of UTF-8, which may come as a
	 * parameter as well
	 * @return whether they can
	 */
	public static boolean areParameters(Map<String, String> parameters, int longestKey) {
		int longest = Math.max(LONGEST_PARAMETER, longestKey);
		return parameters.entrySet()
			.stream()
			.allMatch((parameter) -> isParameter(parameter.getKey(), longest)
					&& isParameter(parameter.getValue(), longest));
	}

	private static boolean isParameter(String text, int longest) {
		return isAtMost(longest, text) && PlainText.isPlain(text);
	}

	private static boolean isName(String text) {
		return !text.isBlank() && PlainText.isPlain(text) && hasPlainSegments(text);
	}

	private static boolean isAtMost(int longest, String text) {
		return text.codePointCount(0, text.length()) <= longest;
	}

	/** Names become paths: in URLs, of files, and where applications put them. */
	private static boolean hasPlainSegments(String text) {
		String path = "/" + text + "/";
		return !path.contains("/./") && !path.contains("/../") && !text.contains("//");
	}

}
