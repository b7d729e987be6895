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

package dev.rtmpkit.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes file names of stream names, which strangers may have chosen. Whatever the stream
 * is called, the name consists of {@code [A-Za-z0-9._-]}, begins with neither a dot nor a
 * hyphen, has no meaning to the file system and no more than 128 characters.
 */
final class RecordingFileName {

	/**
	 * 128, less the time, its hyphen, the extension and a counter of up to six digits.
	 */
	private static final int MAX_STEM_LENGTH = 128 - 20 - 1 - 4 - 7;

	private static final int HASH_LENGTH = 9;

	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]|^[.-]");

	/**
	 * Names of devices on Windows, which takes them for such whatever follows the dot.
	 */
	private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(?=\\.)");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final String base;

	/**
	 * Make a name.
	 * @param streamName the name of the stream
	 * @param startedAt when its publish began
	 */
	RecordingFileName(String streamName, Instant startedAt) {
		this.base = stem(streamName) + "-" + TIME.format(startedAt);
	}

	/**
	 * Return the name, or another one if that is taken.
	 * @param attempt how many names are taken, 0 to 999,998
	 * @return the name of the file
	 */
	String get(int attempt) {
		return (attempt == 0) ? this.base + ".flv" : this.base + "-" + (attempt + 1) + ".flv";
	}

	private static String stem(String streamName) {
		String safe = UNSAFE.matcher(streamName).replaceAll("_");
		if (DEVICE.matcher(safe).lookingAt()) {
			safe = "_" + safe;
		}
		if (safe.equals(streamName) && !safe.isEmpty() && safe.length() <= MAX_STEM_LENGTH) {
			return safe;
		}
		// the hash keeps apart what looks the same now
		String shortened = safe.substring(0, Math.min(safe.length(), MAX_STEM_LENGTH - HASH_LENGTH));
		return "%s-%08x".formatted((shortened.isEmpty()) ? "_" : shortened, streamName.hashCode());
	}

}
