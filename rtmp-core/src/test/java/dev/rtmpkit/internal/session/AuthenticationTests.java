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

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Set;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.Authmod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectPhase} with passwords, through {@link ServerSession}.
 */
@Tag("AU6")
class AuthenticationTests {

	private static final SessionSettings SETTINGS = SessionSettings.DEFAULT
		.withAuthenticator(PublisherAuthenticator.create(AuthenticationMode.ADOBE, new SecureRandom(), () -> 0));

	@Test
	@Tag("D8")
	void whenUserIsMissingOrChallengedIsToldSoAndMayConnectAgain() {
		assertThat(refusal(connect("live"), SessionState.AWAITING_CONNECT))
			.contains("code=403 need auth; authmod=adobe");
		assertThat(refusal(connect("live" + Authmod.user("u")), SessionState.AWAITING_CONNECT))
			.contains("authmod=adobe", "?reason=needauth&user=u&salt=");
	}

	@Test
	void whenTheAnswerCannotBeRightIsToldSoAndTheConnectionCloses() {
		assertThat(
				refusal(connect("live" + Authmod.user("u") + "&challenge=c&response=r&opaque=o"), SessionState.CLOSED))
			.contains("authmod=adobe", "?reason=authfailed");
	}

	/** As RootEncoder does, with llnw and in older versions with adobe. */
	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("D8")
	void whenTheClientStaysOnItsConnectionItIsLedToTheEnd(AuthenticationMode mode) {
		PublisherAuthenticator authenticator = PublisherAuthenticator.create(mode, new SecureRandom(), () -> 0);
		SessionDialogue dialogue = new SessionDialogue(SessionSettings.DEFAULT.withAuthenticator(authenticator));
		dialogue.connect("live");
		refusal(dialogue, SessionState.AWAITING_CONNECT);
		dialogue.heard.clear();
		dialogue.connect("live" + Authmod.user(mode, "u"));
		String challenge = refusal(dialogue, SessionState.AWAITING_CONNECT);
		dialogue.heard.clear();
		dialogue.connect("live" + Authmod.answer(mode, challenge, "live", "u", "p"));
		assertThat(dialogue.heard.logins.get(0).isProvenBy("p")).isTrue();
		dialogue.session.authenticated();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).user()).isEqualTo("u");
		assertThat(dialogue.heard.closing).isFalse();
	}

	@Test
	@Tag("D8")
	void whenTheClientConnectsAgainAndAgainTheConnectionCloses() {
		SessionDialogue dialogue = new SessionDialogue(SETTINGS);
		for (int i = 0; i < 3; i++) {
			dialogue.connect("live");
			refusal(dialogue, SessionState.AWAITING_CONNECT);
			dialogue.heard.clear();
		}
		dialogue.connect("live");
		refusal(dialogue, SessionState.CLOSED);
	}

	@Test
	@Tag("D9")
	void whenServerEndsTheSessionDuringTheLookUpTheAnswerSaysSo() {
		SessionDialogue dialogue = answered("live", "p");
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.sent).containsExactly(Commands.error(1, StatusCode.CONNECT_APP_SHUTDOWN, "bye"));
		dialogue.session.authenticated();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CLOSED);
	}

	private static String refusal(SessionDialogue dialogue, SessionState next) {
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCommand().transactionId()).isOne();
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Rejected");
		assertThat(dialogue.heard.closing).isEqualTo(next == SessionState.CLOSED);
		assertThat(dialogue.heard.logins).isEmpty();
		assertThat(dialogue.session.state()).isEqualTo(next);
		return Authmod.description(dialogue.heard.lastCommand());
	}

	/** FFmpeg 5 fails if a long refusal comes in one chunk. */
	@Test
	@Tag("NC5")
	void whenRefusalIsLongItIsCutAt128() {
		ByteBuffer bytes = new MessageWriter().write(connect("live" + Authmod.user("u")).heard.sent);
		assertThat(bytes.get(0)).isEqualTo((byte) 0x03);
		int length = bytes.getShort(5);
		assertThat(length).isBetween(2 * 128 + 1, 3 * 128);
		assertThat(bytes.get(12 + 128)).isEqualTo((byte) 0xC3);
		assertThat(bytes.get(12 + 2 * 128 + 1)).isEqualTo((byte) 0xC3);
		assertThat(bytes.remaining()).isEqualTo(12 + length + 2);
	}

	@Test
	void whenChallengeIsAnsweredWaitsForTheLookUp() {
		SessionDialogue dialogue = answered("live", "p");
		assertThat(dialogue.session.state()).isEqualTo(SessionState.AUTHENTICATING);
		assertThat(dialogue.heard.logins).hasSize(1);
		assertThat(dialogue.heard.logins.get(0).user()).isEqualTo("u");
		assertThat(dialogue.heard.logins.get(0).isProvenBy("p")).isTrue();
		dialogue.createStream().publish(1, "key").command(0, "close", 0, AmfNull.INSTANCE).connect("live");
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.requests).isEmpty();
		assertThat(dialogue.heard.closing).isFalse();
	}

	@Test
	@Tag("AU8")
	void whenProvenConnectsAndNothingOfItIsLeftButTheUser() {
		SessionDialogue dialogue = answered("live?k=v", "p");
		dialogue.session.authenticated();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
		assertThat(dialogue.heard.sent).hasSize(5);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Success");
		dialogue.createStream().publish(1, "key?user=somebody");
		PublishRequest request = dialogue.heard.requests.get(0);
		assertThat(request.user()).isEqualTo("u");
		assertThat(request.app()).isEqualTo("live");
		assertThat(request.client().tcUrl()).isEqualTo("rtmp://localhost/live?k=v");
		assertThat(request.parameters()).containsOnlyKeys("k", "user").containsEntry("user", "somebody");
		assertThat(request.toString()).doesNotContain("user=u");
	}

	@Test
	void whenRefusedIsToldWhyAndTheConnectionCloses() {
		SessionDialogue dialogue = answered("live", "p");
		dialogue.session.refuse(true);
		dialogue.heard.logins.clear();
		assertThat(dialogue.heard.refusals).containsExactly(RejectReason.WRONG_PASSWORD);
		assertThat(refusal(dialogue, SessionState.CLOSED)).contains("authmod=adobe", "?reason=authfailed");
	}

	@Test
	void whenNobodyKnowsIsRefusedWithoutBlamingThePassword() {
		SessionDialogue dialogue = answered("live", "p");
		dialogue.session.refuse(false);
		dialogue.heard.logins.clear();
		assertThat(dialogue.heard.refusals).containsExactly(RejectReason.VALIDATOR_ERROR);
		assertThat(refusal(dialogue, SessionState.CLOSED)).doesNotContain("reason");
	}

	@Test
	void whenAnswerComesUnaskedOrTwiceNothingHappens() {
		SessionDialogue dialogue = new SessionDialogue(SETTINGS);
		dialogue.session.authenticated();
		dialogue.session.refuse(true);
		assertThat(dialogue.session.state()).isEqualTo(SessionState.AWAITING_CONNECT);
		dialogue = answered("live", "p");
		dialogue.session.authenticated();
		dialogue.heard.clear();
		dialogue.session.authenticated();
		dialogue.session.refuse(true);
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("NC8")
	void whenApplicationIsNotAllowedNobodyIsAsked() {
		SessionDialogue dialogue = new SessionDialogue(SETTINGS.withApplications(Set.of("live"))).connect("other");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.InvalidApp");
	}

	@Test
	@Tag("AU8")
	void whenNoPasswordIsNeededParametersAreTheApplications() {
		SessionDialogue dialogue = new SessionDialogue().connect("live" + Authmod.user("u"));
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).user()).isNull();
		assertThat(dialogue.heard.requests.get(0).parameters()).containsEntry("user", "u");
	}

	private static SessionDialogue connect(String app) {
		return new SessionDialogue(SETTINGS).connect(app);
	}

	private static SessionDialogue answered(String app, String password) {
		char separator = (app.indexOf('?') < 0) ? '?' : '&';
		String challenge = refusal(connect(app + Authmod.user("u").replace('?', separator)),
				SessionState.AWAITING_CONNECT);
		return connect(app + Authmod.answer(challenge, "u", password).replace('?', separator));
	}

}
