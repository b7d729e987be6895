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

import dev.rtmpkit.publish.AuthenticationMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientLogin}.
 */
@Tag("E5")
class ClientLoginTests {

	private final ClientLogin login = new ClientLogin("u", "p");

	@ParameterizedTest
	@CsvSource({ "ADOBE, live", "ADOBE, live/studio", "ADOBE, live?k=v", "LLNW, live", "LLNW, live/studio",
			"LLNW, live?k=v" })
	void answersWhatOurServerAsks(AuthenticationMode mode, String app) {
		PublisherAuthenticator server = PublisherAuthenticator.create(mode, new SecureRandom(), () -> 0);
		String separator = (app.contains("?")) ? "&" : "?";
		AuthenticationStep step = server.step(app, "");
		step = server.step(app + separator + this.login.answer(step.refusal(), app), "");
		assertThat(step.login()).isNull();
		step = server.step(app + separator + this.login.answer(step.refusal(), app), "");
		assertThat(step.app()).isEqualTo(app);
		assertThat(step.login().user()).isEqualTo("u");
		assertThat(step.login().isProvenBy("p")).isTrue();
		assertThat(step.login().isProvenBy("q")).isFalse();
		assertThat(this.login.answer(step.refusal(), app)).isNull();
	}

	@Test
	void whenServerHasNoOpaqueValueAnswersItsChallenge() {
		String answer = this.login.answer("[ AccessManager.Reject ] : [ authmod=adobe ] : "
				+ "?reason=needauth&user=u&salt=c2FsdA==&challenge=b3Bh", "live");
		String challenge = answer.replaceFirst(".*&challenge=", "").replaceFirst("&.*", "");
		assertThat(challenge).hasSize(8);
		assertThat(answer).isEqualTo("authmod=adobe&user=u&challenge=" + challenge + "&response="
				+ Responses.adobe("u", "c2FsdA==", "p", "b3Bh", challenge));
	}

	@Test
	void encodesUser() {
		assertThat(new ClientLogin("a b&c", "p").answer("[ code=403 need auth; authmod=adobe ]", "live"))
			.isEqualTo("authmod=adobe&user=a%20b%26c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Unknown application", "[ code=403 need auth; authmod=other ]", "code=403 need auth",
			"[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=authfailed", "authmod=adobe" })
	void whenServerAsksForNothingThatIsKnownHasNoAnswer(String refusal) {
		assertThat(this.login.answer(refusal, "live")).isNull();
	}

	@Test
	void showsNoCredentials() {
		assertThat(this.login).hasToString("ClientLogin[user=***]");
	}

}
