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

package dev.rtmpkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.internal.session.auth.AuthenticationStep;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.publish.AuthenticationMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes what {@link PublisherAuthenticator} reads out of an application name and a URL:
 * nothing fails, nobody is let in who does not know the password, and no challenge is
 * good for two logins. An input is the two texts, one to a line; a dollar sign stands for
 * the newest challenge.
 */
@Tag("Z1")
class AuthenticationFuzzTests {

	private static final Pattern CHALLENGE = Pattern.compile("&(?:opaque|nonce)=([^&]+)$");

	private static final SecureRandom RANDOM = new SecureRandom();

	@FuzzTest
	void step(byte[] bytes) {
		String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
		String app = lines[0];
		String tcUrl = (lines.length > 1) ? lines[1] : "";
		for (AuthenticationMode mode : AuthenticationMode.values()) {
			PublisherAuthenticator authenticator = PublisherAuthenticator.create(mode, RANDOM, () -> 0);
			String user = user(app, tcUrl);
			String hello = "live?authmod=" + mode.name().toLowerCase() + "&user=" + user;
			Matcher challenge = CHALLENGE.matcher(authenticator.step(hello, "").refusal());
			String value = (challenge.find()) ? challenge.group(1) : "";
			check(authenticator.step(app.replace("$", value), tcUrl.replace("$", value)));
			PublisherLogin again = authenticator.step(app.replace("$", value), tcUrl.replace("$", value)).login();
			assertThat(again).isNull();
		}
	}

	private static String user(String app, String tcUrl) {
		Matcher user = Pattern.compile("&user=([^&]+)").matcher(app + "&" + tcUrl);
		return (user.find()) ? user.group(1) : "publisher";
	}

	private static void check(AuthenticationStep step) {
		assertThat(step.toString()).isNotNull();
		assertThat(step.refusal()).startsWith("[ AccessManager.Reject ]");
		PublisherLogin login = step.login();
		assertThat(isProven(login, null)).isFalse();
		assertThat(isProven(login, "")).isFalse();
		// Not to be guessed, unlike what the fuzzer can compute from constants
		assertThat(isProven(login, Long.toHexString(RANDOM.nextLong()))).isFalse();
	}

	private static boolean isProven(@Nullable PublisherLogin login, @Nullable String password) {
		return login != null && login.user() != null && login.isProvenBy(password);
	}

}
