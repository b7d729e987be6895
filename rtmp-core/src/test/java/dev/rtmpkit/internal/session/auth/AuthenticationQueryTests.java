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

package dev.rtmpkit.internal.session.auth;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthenticationQuery}.
 */
@Tag("AU8")
class AuthenticationQueryTests {

	@Test
	void splitsOffWhatBelongsToIt() {
		AuthenticationQuery query = AuthenticationQuery
			.of("live?authmod=adobe&user=u&challenge=c&response=a+/b==&opaque=o");
		assertThat(query.rest()).isEqualTo("live");
		assertThat(query.parameters())
			.isEqualTo(Map.of("authmod", "adobe", "user", "u", "challenge", "c", "response", "a+/b==", "opaque", "o"));
	}

	@ParameterizedTest
	@CsvSource({ "live?k=v?authmod=adobe&user=u, live?k=v", "live?k=v&authmod=adobe&user=u, live?k=v",
			"live?authmod=adobe&user=u&k=v, live?k=v", "live?a=b&authmod=adobe&user=u&k=v&&x, live?a=b&k=v&x",
			"rtmp://h:1/live?authmod=llnw&user=u&nonce=n&cnonce=c&nc=1&response=r, rtmp://h:1/live",
			"live?authmod=adobe&user=u&salt=s&reason=needauth, live" })
	void keepsWhatDoesNot(String text, String rest) {
		AuthenticationQuery query = AuthenticationQuery.of(text);
		assertThat(query.rest()).isEqualTo(rest);
		assertThat(query.get("user")).isEqualTo("u");
	}

	@Test
	void userBeforeItIsSomebodyElses() {
		AuthenticationQuery query = AuthenticationQuery.of("live?user=a&pass=b?authmod=adobe&user=u");
		assertThat(query.rest()).isEqualTo("live?user=a&pass=b");
		assertThat(query.get("user")).isEqualTo("u");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "live", "live?", "live?user=u&response=r", "live?xauthmod=adobe&user=u",
			"authmod=adobe&user=u", "live&authmod=adobe", "?", "live?authmod" })
	void whenThereIsNoneKeepsEverything(String text) {
		assertThat(AuthenticationQuery.of(text)).isEqualTo(new AuthenticationQuery(text, Map.of()));
	}

	@Test
	void whenParameterIsThereTwiceTheFirstCounts() {
		assertThat(AuthenticationQuery.of("?authmod=adobe&user=a&user=b").get("user")).isEqualTo("a");
	}

	@Test
	void whenValueIsMissingItIsEmpty() {
		AuthenticationQuery query = AuthenticationQuery.of("live?authmod=&user");
		assertThat(query.get("authmod")).isEmpty();
		assertThat(query.get("user")).isEmpty();
		assertThat(query.get("nonce")).isEmpty();
		assertThat(query.rest()).isEqualTo("live");
	}

	@Test
	@Tag("L2")
	void textDoesNotTellWhatItHolds() {
		assertThat(AuthenticationQuery.of("secret?authmod=secret&user=secret").toString()).doesNotContain("secret");
	}

}
