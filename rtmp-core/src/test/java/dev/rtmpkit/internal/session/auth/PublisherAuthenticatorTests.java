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

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.publish.AuthenticationMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublisherAuthenticator} and {@link PublisherLogin}.
 */
class PublisherAuthenticatorTests {

	private static final String ADOBE_FAILED = "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=authfailed";

	private final AtomicLong clock = new AtomicLong();

	private final PublisherAuthenticator adobe = authenticator(AuthenticationMode.ADOBE);

	private final PublisherAuthenticator llnw = authenticator(AuthenticationMode.LLNW);

	private PublisherAuthenticator authenticator(AuthenticationMode mode) {
		return PublisherAuthenticator.create(mode, new SecureRandom(), this.clock::get);
	}

	@Test
	@Tag("AU6")
	void whenNoUserIsNamedAsksForOne() {
		AuthenticationStep step = this.adobe.step("live", "rtmp://h/live");
		assertThat(step.login()).isNull();
		assertThat(step.refusal()).isEqualTo("[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ");
	}

	@Test
	@Tag("AU7")
	void whenNoUserIsNamedAsksForOneInItsOwnMode() {
		assertThat(this.llnw.step("live?authmod=adobe&user=u", "").refusal())
			.contains("code=403 need auth; authmod=llnw ");
		assertThat(this.adobe.step("live?authmod=llnw&user=u", "").refusal())
			.contains("code=403 need auth; authmod=adobe ");
	}

	@Test
	@Tag("AU6")
	void whenUserIsNamedChallenges() {
		AuthenticationStep step = this.adobe.step("live?authmod=adobe&user=u", "rtmp://h/live?authmod=adobe&user=u");
		assertThat(step.login()).isNull();
		assertThat(step.app()).isEqualTo("live");
		assertThat(step.tcUrl()).isEqualTo("rtmp://h/live");
		assertThat(step.refusal()).matches("\\[ AccessManager\\.Reject \\] : \\[ authmod=adobe \\] : "
				+ "\\?reason=needauth&user=u&salt=[\\w-]{12}&challenge=[\\w-]{48}&opaque=[\\w-]{48}");
	}

	@Test
	@Tag("AU7")
	void whenUserIsNamedSendsANonce() {
		assertThat(this.llnw.step("live?authmod=llnw&user=u", "").refusal()).matches(
				"\\[ AccessManager\\.Reject \\] : \\[ authmod=llnw \\] : \\?reason=needauth&user=u&nonce=[\\w-]{48}");
	}

	@Test
	@Tag("AU6")
	void whenUserIsAsLongAsAllowedTheChallengeFitsIntoWhatClientsKeep() {
		String refusal = this.adobe.step("live?authmod=adobe&user=" + "u".repeat(128), "").refusal();
		assertThat(refusal.substring(refusal.indexOf('?') + 1)).hasSizeLessThan(300);
		assertThat(this.adobe.step("live?authmod=adobe&user=" + "u".repeat(129), "").refusal()).isEqualTo(ADOBE_FAILED);
		assertThat(this.adobe.step("live?authmod=adobe&user=", "").refusal()).isEqualTo(ADOBE_FAILED);
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("AU6")
	@Tag("AU7")
	void whenAnswerIsThatOfThePasswordItIsProven(AuthenticationMode mode) {
		PublisherAuthenticator authenticator = authenticator(mode);
		AuthenticationStep step = authenticator.step("live" + answer(authenticator, mode, "live", "u", "p"), "");
		PublisherLogin login = step.login();
		assertThat(login).isNotNull();
		assertThat(step.app()).isEqualTo("live");
		assertThat(login.user()).isEqualTo("u");
		assertThat(login.isProvenBy("p")).isTrue();
		assertThat(login.isProvenBy("P")).isFalse();
		assertThat(login.isProvenBy("")).isFalse();
		assertThat(login.isProvenBy(null)).isFalse();
		assertThat(step.refusal()).isEqualTo("[ AccessManager.Reject ] : [ authmod="
				+ mode.name().toLowerCase(Locale.ROOT) + " ] : ?reason=authfailed");
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("AU8")
	void whenAnswerIsThatOfNoPasswordItIsNotProven(AuthenticationMode mode) {
		PublisherAuthenticator authenticator = authenticator(mode);
		for (String password : new String[] { "", "no password", "null" }) {
			PublisherLogin login = login(authenticator, "live" + answer(authenticator, mode, "live", "u", password));
			assertThat(login.isProvenBy(null)).isFalse();
			assertThat(login.isProvenBy("")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("AU8")
	void whenAnswerIsSentAgainItIsRefused(AuthenticationMode mode) {
		PublisherAuthenticator authenticator = authenticator(mode);
		String app = "live" + answer(authenticator, mode, "live", "u", "p");
		assertThat(authenticator.step(app, "").login()).isNotNull();
		AuthenticationStep again = authenticator.step(app, "");
		assertThat(again.login()).isNull();
		assertThat(again.refusal()).endsWith("?reason=authfailed");
	}

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("AU8")
	void whenAnswerComesLateItIsRefused(AuthenticationMode mode) {
		PublisherAuthenticator authenticator = authenticator(mode);
		String app = "live" + answer(authenticator, mode, "live", "u", "p");
		this.clock.addAndGet(Challenges.LIFETIME.toNanos() + 1);
		assertThat(authenticator.step(app, "").login()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "live?authmod=adobe&user=u&response=r", "live?authmod=adobe&user=u&challenge=c&response=r",
			"live?authmod=adobe&user=u&challenge=c&response=r&opaque=o" })
	@Tag("AU8")
	void whenChallengeIsNotOursItIsRefused(String app) {
		AuthenticationStep step = this.adobe.step(app, "");
		assertThat(step.login()).isNull();
		assertThat(step.refusal()).isEqualTo(ADOBE_FAILED);
	}

	@Test
	@Tag("AU6")
	void whenAnswerIsInTheUrlOnlyItCounts() {
		String answer = answer(this.adobe, AuthenticationMode.ADOBE, "live", "u", "p");
		AuthenticationStep step = this.adobe.step("live", "rtmp://h/live" + answer);
		assertThat(step.login()).isNotNull();
		assertThat(step.tcUrl()).isEqualTo("rtmp://h/live");
	}

	@ParameterizedTest
	@CsvSource({ "a%40b, a@b", "a+b, a+b", "a%, a%", "a%2Bb, a+b" })
	@Tag("AU8")
	void userIsDecodedForTheLookUpAndAsSentInTheDigest(String sent, String user) {
		PublisherLogin login = login(this.adobe,
				"live" + answer(this.adobe, AuthenticationMode.ADOBE, "live", sent, "p"));
		assertThat(login.user()).isEqualTo(user);
		assertThat(login.isProvenBy("p")).isTrue();
	}

	/** FFmpeg digests the query of the application name, OBS does not. */
	@ParameterizedTest
	@ValueSource(strings = { "live?k=v", "live" })
	@Tag("AU7")
	void whenAppHasAQueryItMayBeDigestedOrNot(String digested) {
		String answer = answer(this.llnw, AuthenticationMode.LLNW, digested, "u", "p");
		assertThat(login(this.llnw, "live?k=v" + answer).isProvenBy("p")).isTrue();
		answer = answer(this.llnw, AuthenticationMode.LLNW, digested, "u", "p");
		assertThat(login(this.llnw, "live?k=v" + answer).isProvenBy("q")).isFalse();
	}

	@Test
	@Tag("L2")
	void textDoesNotTellWhoItIs() {
		String answer = answer(this.adobe, AuthenticationMode.ADOBE, "live", "secret", "secret");
		AuthenticationStep step = this.adobe.step("secret" + answer, "");
		assertThat(step.toString() + step.login()).doesNotContain("secret");
	}

	private static PublisherLogin login(PublisherAuthenticator authenticator, String app) {
		PublisherLogin login = authenticator.step(app, "").login();
		assertThat(login).isNotNull();
		return login;
	}

	/**
	 * Do as a client: get a challenge, answer it.
	 */
	private static String answer(PublisherAuthenticator authenticator, AuthenticationMode mode, String app, String user,
			String password) {
		String query = "?authmod=" + mode.name().toLowerCase(Locale.ROOT) + "&user=" + user;
		Map<String, String> challenge = parameters(authenticator.step(app + query, "").refusal());
		if (mode == AuthenticationMode.ADOBE) {
			String response = Responses.adobe(user, get(challenge, "salt"), password, get(challenge, "opaque"),
					"da2f8a4c");
			return query + "&challenge=da2f8a4c&response=" + response + "&opaque=" + get(challenge, "opaque");
		}
		String nonce = get(challenge, "nonce");
		return query + "&nonce=" + nonce + "&cnonce=9eab6483&nc=00000001&response="
				+ Responses.llnw(user, password, app, nonce, "00000001", "9eab6483");
	}

	private static String get(Map<String, String> parameters, String name) {
		@Nullable String value = parameters.get(name);
		assertThat(value).isNotEmpty();
		return String.valueOf(value);
	}

	private static Map<String, String> parameters(String refusal) {
		Map<String, String> parameters = new HashMap<>();
		for (String pair : refusal.substring(refusal.indexOf('?') + 1).split("&")) {
			parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
		}
		return parameters;
	}

}
