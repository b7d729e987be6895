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

package dev.rtmpkit.client;

import java.net.URI;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RtmpUri}.
 */
class RtmpUriTests {

	@ParameterizedTest
	@Tag("AU1")
	@Tag("AU4")
	@CsvSource({ "rtmp://h/live/key, 1935, live, key, rtmp://h/live",
			"rtmp://h:1936/live/key, 1936, live, key, rtmp://h:1936/live",
			"rtmp://h//live/a/b/key/, 1935, live/a/b, key, rtmp://h/live/a/b",
			"rtmp://h/live/key?t=a%2Fb&u=x/y, 1935, live, key?t=a%2Fb&u=x/y, rtmp://h/live",
			"RTMP://h/live/a%20b, 1935, live, a%20b, rtmp://h/live",
			"rtmps://h/live/key, 443, live, key, rtmps://h/live",
			"RTMPS://h:1936/live/key, 1936, live, key, rtmps://h:1936/live" })
	void readsUri(URI uri, int port, String app, String streamKey, String tcUrl) {
		assertThat(RtmpUri.of(uri, null)).isEqualTo(new RtmpUri("h", port, app, streamKey, tcUrl));
	}

	@Test
	@Tag("AU2")
	void whenStreamKeyIsGivenThePathIsTheApplication() {
		assertThat(RtmpUri.of(URI.create("rtmp://h/live/a?k=v"), "the key?t=1"))
			.isEqualTo(new RtmpUri("h", 1935, "live/a?k=v", "the key?t=1", "rtmp://h/live/a?k=v"));
	}

	@Test
	@Tag("E5")
	void whenEncryptedStaysSo() {
		RtmpUri current = RtmpUri.of(URI.create("rtmps://h:1936/live/key"), null);
		assertThat(current.isSecure()).isTrue();
		assertThat(current.resolve("//other/app")).isEqualTo(RtmpUri.of(URI.create("rtmps://other/app/key"), null));
		assertThat(current.resolve("rtmp://other/app")).isNull();
		RtmpUri plain = RtmpUri.of(URI.create("rtmp://h/live/key"), null);
		assertThat(plain.isSecure()).isFalse();
		assertThat(plain.resolve("rtmps://h/live")).isEqualTo(RtmpUri.of(URI.create("rtmps://h/live/key"), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://h/live/key", "rtmp:/live/key", "rtmp:live", "rtmp://h", "rtmp://h/",
			"rtmp://h/live", "rtmp://h/?q", "rtmp://u:p@h/live/key", "rtmp://h/live/key#f", "live/key" })
	void whenUriNamesNoStreamFails(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpUri.of(URI.create(uri), null))
			.withMessageNotContaining("key#f")
			.withMessageNotContaining("u:p");
	}

	@Tag("RC3")
	@ParameterizedTest
	@CsvSource({ "rtmp://other:1936/app, rtmp://other:1936/app/key?t=1", "//other/app, rtmp://other/app/key?t=1",
			"/app, rtmp://h:1937/app/key?t=1", "/app/instance, rtmp://h:1937/app/instance/key?t=1",
			"app, rtmp://h:1937/app/key?t=1" })
	void resolvesReconnectRequests(String reference, URI expected) {
		RtmpUri current = RtmpUri.of(URI.create("rtmp://h:1937/live/key?t=1"), null);
		assertThat(current.resolve(reference)).isEqualTo(RtmpUri.of(expected, null));
	}

	@Tag("RC3")
	@ParameterizedTest
	@CsvSource({ "other, rtmp://h/live/other/key", "/other, rtmp://h/other/key", "//h2, ",
			"//h2:1936/a/b, rtmp://h2:1936/a/b/key", "RTMP://h2/app, rtmp://h2/app/key" })
	void resolvesReconnectRequestsOfDeeperApplications(String reference, URI expected) {
		RtmpUri current = RtmpUri.of(URI.create("rtmp://h/live/instance/key"), null);
		assertThat(current.resolve(reference)).isEqualTo((expected != null) ? RtmpUri.of(expected, null) : null);
	}

	@Tag("RC3")
	@Test
	void whenReconnectRequestHasNoTargetStays() {
		RtmpUri current = RtmpUri.of(URI.create("rtmp://h/live/key"), null);
		assertThat(current.resolve(null)).isEqualTo(current);
		assertThat(current.resolve("")).isEqualTo(current);
	}

	@Tag("RC3")
	@ParameterizedTest
	@ValueSource(strings = { "http://h/live", "rtmp://", "::", "rtmp://u:p@h/live", "/" })
	void whenReconnectRequestLeadsNowhereThereIsNoTarget(String reference) {
		assertThat(RtmpUri.of(URI.create("rtmp://h/live/key"), null).resolve(reference)).isNull();
	}

	@Test
	void whenStreamKeyIsEmptyFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpUri.of(URI.create("rtmp://h/live"), ""));
	}

	@ParameterizedTest
	@Tag("L2")
	@ValueSource(strings = { "rtmp://h/live/secret?token=abcd", "rtmp://h/live/secret" })
	void textShowsNoSecret(URI uri) {
		assertThat(RtmpUri.of(uri, null)).hasToString("rtmp://h/live/***");
		assertThat(RtmpUri.of(URI.create("rtmp://h/live?secret"), "secret")).hasToString("rtmp://h/live?***/***");
	}

	@Test
	@Tag("L1")
	@Tag("L2")
	void textOfServerIsMadeFit() {
		RtmpUri target = RtmpUri.of(URI.create("rtmp://h/live/secret?token=abcd"), null);
		assertThat(target.mask("secret?token=abcd and secret\r\n\u001B[2J\u202Ex\u2028y"))
			.isEqualTo("*** and *** [2J x y");
		assertThat(RtmpUri.of(URI.create("rtmp://h/live/a"), null).mask("as it was")).isEqualTo("as it was");
	}

}
