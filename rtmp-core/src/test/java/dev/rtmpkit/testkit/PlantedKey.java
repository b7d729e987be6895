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

package dev.rtmpkit.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A stream key to plant, and to look for in whatever comes out: as it is, percent-encoded
 * or in Base64, and any part of it that has more than four characters.
 */
public final class PlantedKey {

	/** The key: nothing else looks like it, and an URL has to escape some of it. */
	public static final String KEY = "Zq7xW+n9Kd=4vB~2mJ";

	private static final int SHORTEST_PART = 5;

	private static final Set<String> TRACES = traces();

	private PlantedKey() {
	}

	private static Set<String> traces() {
		Set<String> traces = new LinkedHashSet<>();
		String encoded = URLEncoder.encode(KEY, StandardCharsets.UTF_8);
		for (String form : new String[] { KEY, encoded, KEY.toLowerCase(Locale.ROOT), KEY.toUpperCase(Locale.ROOT) }) {
			for (int i = 0; i + SHORTEST_PART <= form.length(); i++) {
				traces.add(form.substring(i, i + SHORTEST_PART));
			}
		}
		// What stands before it moves the groups of three
		for (int i = 0; i < 3; i++) {
			String base64 = Base64.getEncoder().encodeToString(("x".repeat(i) + KEY).getBytes(StandardCharsets.UTF_8));
			traces.add(base64.substring(4, base64.length() - 4));
		}
		return traces;
	}

	/**
	 * Fail if there is a trace of the key in a text.
	 * @param place where the text was found
	 * @param text the text
	 */
	public static void assertAbsent(String place, String text) {
		for (String trace : TRACES) {
			int index = text.indexOf(trace);
			if (index >= 0) {
				String around = text.substring(Math.max(0, index - 200), Math.min(text.length(), index + 200));
				throw new AssertionError("The key leaks into " + place + ", as '" + trace + "' in: " + around);
			}
		}
	}

}
