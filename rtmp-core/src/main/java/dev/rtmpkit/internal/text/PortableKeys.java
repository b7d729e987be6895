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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells which stream keys arrive as they are from every encoder. Encoders that know one
 * URL only cut it in different places, and some change what they take for a file name.
 * The server cannot undo that, as it does not know where an encoder has cut.
 */
public final class PortableKeys {

	/** Cut off by the server, as encoders put them in front of names. */
	private static final List<String> PREFIXES = List.of("mp4:", "flv:");

	/** Cut off or turned into a prefix by FFmpeg, OBS and others that use librtmp. */
	private static final List<String> EXTENSIONS = List.of(".flv", ".f4v", ".mp4", ".mp3");

	/** Part of applications, which some encoders send together with the key. */
	private static final List<String> PARTS_OF_APPLICATIONS = List.of("_definst_", "...vhost...");

	private PortableKeys() {
	}

	/**
	 * Find out why a key is not for every encoder.
	 * @param key the key, which fits {@link NameRules#isStreamKey}
	 * @return what it must not have and why, without the key, or {@code null} if it
	 * arrives from every encoder
	 */
	public static @Nullable String flaw(String key) {
		if (key.indexOf('/') >= 0) {
			return "have a slash, as encoders that know one URL only take what comes before it for the application";
		}
		if (key.indexOf('?') >= 0 || key.indexOf('#') >= 0) {
			return "have '?' or '#', as what follows is not part of the name in a URL";
		}
		if (key.indexOf('%') >= 0) {
			return "have '%', as some encoders decode what follows";
		}
		if (key.indexOf(' ') >= 0) {
			return "have a space, as some encoders end the URL there";
		}
		if (PREFIXES.stream().anyMatch(key::startsWith)) {
			return "begin with 'mp4:' or 'flv:', which are no part of the name in what an encoder publishes";
		}
		if (EXTENSIONS.stream().anyMatch(key::endsWith)) {
			return "end with '.flv', '.f4v', '.mp4' or '.mp3', which some encoders cut off";
		}
		if (PARTS_OF_APPLICATIONS.stream().anyMatch(key::contains)) {
			return "have '_definst_' or '...vhost...', which are no part of the name in a URL";
		}
		return null;
	}

}
