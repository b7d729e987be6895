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

import java.util.Collection;
import java.util.Comparator;

/**
 * Takes secrets out of texts that are logged or shown to others.
 */
public final class MaskedText {

	/** Stands for what is not shown, as it may be a secret. */
	public static final String MASK = "***";

	/** What is shorter is no secret, and found in any text. */
	private static final int SHORTEST_SECRET = 5;

	private MaskedText() {
	}

	/**
	 * Take secrets out of a text. What has less than five characters is no secret.
	 * @param text the text
	 * @param secrets the secrets, in all forms that they may have in the text
	 * @return the text with {@value #MASK} in their places
	 */
	public static String of(String text, Collection<String> secrets) {
		String[] longestFirst = secrets.stream()
			.filter((secret) -> secret.length() >= SHORTEST_SECRET)
			.distinct()
			.sorted(Comparator.comparing(String::length).reversed())
			.toArray(String[]::new);
		String masked = text;
		for (String secret : longestFirst) {
			masked = masked.replace(secret, MASK);
		}
		return masked;
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
		return app.substring(0, end) + ((end < app.length()) ? "/" + MASK : "");
	}

}
