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

package dev.rtmpkit.internal.session;

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.text.PortableKeys;
import dev.rtmpkit.internal.text.QueryParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortableKeys}, with the ways in which encoders cut URLs.
 */
@Tag("D15")
class PortableKeysTests {

	@ParameterizedTest
	@ValueSource(strings = { "cam1", "0123456789abcdef0123456789abcdef", "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln-_A",
			"a:b", "mp3:a", "MP4:a", "a.mp4.b", "flv", ".flva", "a+b=", "größe", "a&b", "a,b;c", "~!$'()*@" })
	void whenKeyIsPortableItArrivesFromEveryEncoder(String key) {
		assertThat(PortableKeys.flaw(key)).isNull();
		assertThat(arrivals(key)).containsOnly(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Zm9v/YmFy+cXV4", "a/", "/a", "a/b/c", "a?b", "a#b", "a%20b", "100%25", "a b", "mp4:a",
			"flv:a", "a.flv", "a.f4v", "a.mp4", "a.mp3", ".flv", "_definst_", "a...vhost...b" })
	void whenKeyIsNotPortableSomeEncoderMakesAnotherOfIt(String key) {
		assertThat(PortableKeys.flaw(key)).isNotNull();
		assertThat(arrivals(key)).anyMatch((arrived) -> !arrived.equals(key));
	}

	/** Return what the server understands of a key that is entered in encoders. */
	private static List<String> arrivals(String key) {
		List<String> keys = new ArrayList<>();
		for (String app : List.of("live", "live/eu")) {
			keys.add(key(app, playPath(key)));
			keys.add(ffmpeg(app + "/" + key));
			keys.add(librtmp(app + "/" + key));
			keys.add(gstreamer(app + "/" + key));
			keys.add(oneUrl(app + "/" + key));
		}
		keys.add(oneUrl(key));
		return keys;
	}

	private static String key(String app, String name) {
		return PublishTarget.of(app, name, SessionSettings.DEFAULT).name();
	}

	/** All of the path for the application. */
	private static String oneUrl(String path) {
		return key(path, "");
	}

	/** Up to two segments for the application, and names as of files. */
	private static String ffmpeg(String path) {
		int first = path.indexOf('/');
		int second = path.indexOf('/', first + 1);
		int colon = path.indexOf(':', first + 1);
		int cut = (second < 0 || (colon >= 0 && colon < second)) ? first : second;
		String name = path.substring(cut + 1);
		if (name.endsWith(".mp4") || name.endsWith(".f4v")) {
			name = "mp4:" + name;
		}
		else if (name.endsWith(".flv")) {
			name = name.substring(0, name.length() - 4);
		}
		return key(path.substring(0, cut), name);
	}

	/** Up to three segments for the application; a space ends the URL. */
	private static String librtmp(String path) {
		String url = path.split(" ")[0];
		int cut = url.indexOf('/');
		for (int i = 0; i < 2 && url.indexOf('/', cut + 1) >= 0; i++) {
			cut = url.indexOf('/', cut + 1);
		}
		return key(url.substring(0, cut), playPath(url.substring(cut + 1)));
	}

	/** All but the last segment for the application, without fragment, decoded. */
	private static String gstreamer(String path) {
		String url = path.split("#")[0];
		int cut = url.lastIndexOf('/');
		return key(url.substring(0, cut), QueryParameters.decode(url.substring(cut + 1)));
	}

	/** What librtmp, and so OBS, makes of a name. */
	private static String playPath(String name) {
		String path = name.replaceFirst("\\?.*", "");
		if (path.endsWith(".mp4") || path.endsWith(".f4v")) {
			path = "mp4:" + path.substring(0, path.length() - 4);
		}
		else if (path.endsWith(".mp3")) {
			path = "mp3:" + path.substring(0, path.length() - 4);
		}
		else if (path.endsWith(".flv")) {
			path = path.substring(0, path.length() - 4);
		}
		return QueryParameters.decode(path);
	}

}
