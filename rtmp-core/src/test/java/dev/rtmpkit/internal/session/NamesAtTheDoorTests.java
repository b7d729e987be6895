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

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients call things is checked before anything else gets to see it.
 */
@Tag("A12")
class NamesAtTheDoorTests {

	private static final String INVALID_APP = "NetConnection.Connect.InvalidApp";

	@ParameterizedTest
	@MethodSource("hostileTexts")
	void whenApplicationIsHostileRefusesToConnect(String text) {
		for (String app : new String[] { text, "live/" + text, text + "/live", text + "?token=t" }) {
			SessionDialogue dialogue = new SessionDialogue().connect(app);
			assertThat(dialogue.heard.lastCode()).isEqualTo(INVALID_APP);
			assertThat(dialogue.session.state()).isEqualTo(SessionState.CLOSED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "live/../../x", "live/..", "../live", "live/./x", "live//x", ".", "live/../live?token=t" })
	@Tag("D19")
	void whenApplicationHasDotSegmentsRefusesToConnect(String app) {
		SessionDialogue dialogue = new SessionDialogue(Set.of("live")).connect(app);
		assertThat(dialogue.heard.lastCode()).isEqualTo(INVALID_APP);
		assertThat(new SessionDialogue().connect(app).heard.lastCode()).isEqualTo(INVALID_APP);
	}

	@Test
	void whenApplicationIsTooLongRefusesToConnect() {
		String app = "a".repeat(257);
		assertThat(new SessionDialogue().connect(app + "/b/c").heard.lastCode()).isEqualTo(INVALID_APP);
		assertThat(new SessionDialogue(Set.of("live")).connect(app).heard.lastCode()).isEqualTo(INVALID_APP);
		// May be a key without an application until a name comes
		assertNameless(request(new SessionDialogue().connect(app).createStream(), "key"));
		assertThat(request(new SessionDialogue().connect("a".repeat(256)).createStream(), "key").app()).hasSize(256);
	}

	@Test
	void whenKeyIsThePathOfTheOnlyUrlItMayBeAsLongAsAnyKey() {
		SessionDialogue dialogue = new SessionDialogue().connect("live/" + "k".repeat(4096)).createStream();
		assertThat(request(dialogue, "").streamKey().value()).hasSize(4096);
		assertThat(new SessionDialogue().connect("live/" + "k".repeat(4097)).heard.lastCode()).isEqualTo(INVALID_APP);
	}

	@Test
	void whenApplicationIsTooLongBesideANameThereIsNoName() {
		SessionDialogue dialogue = new SessionDialogue().connect("live/" + "k".repeat(300)).createStream();
		assertNameless(request(dialogue, "key"));
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	void whenStreamKeyIsHostileThereIsNone(String text) {
		for (String name : new String[] { text, "a/" + text, text + "/b", text + "?token=t", "mp4:" + text }) {
			assertNameless(request(SessionDialogue.connected().createStream(), name));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../x", "a/../b", "a/.", "a//b", "mp4:../x" })
	@Tag("D19")
	void whenStreamKeyHasDotSegmentsThereIsNone(String name) {
		assertNameless(request(SessionDialogue.connected().createStream(), name));
	}

	@Test
	void whenStreamKeyIsTooLongThereIsNone() {
		assertNameless(request(SessionDialogue.connected().createStream(), "k".repeat(4097)));
		assertThat(request(SessionDialogue.connected().createStream(), "k".repeat(4096)).streamKey().value())
			.hasSize(4096);
		SessionSettings settings = SessionSettings.DEFAULT.withStreamKeyBytes(10);
		assertNameless(request(new SessionDialogue(settings).connect("live").createStream(), "k".repeat(11)));
		assertThat(request(new SessionDialogue(settings).connect("live").createStream(), "k".repeat(10)).app())
			.isEqualTo("live");
	}

	@Test
	@Tag("D13")
	void whenTheKeyIsALongTokenItArrivesFromWhereverItIs() {
		String token = "eyJhbGciOiJSUzI1NiJ9." + "t".repeat(4096 - 21);
		assertThat(request(new SessionDialogue().connect(token).createStream(), "").streamKey().value())
			.isEqualTo(token);
		PublishRequest inName = request(SessionDialogue.connected().createStream(), "cam1?token=" + token);
		PublishRequest inApp = request(new SessionDialogue().connect("live?token=" + token).createStream(), "cam1");
		PublishRequest inUrl = request(
				new SessionDialogue().connect("live", "rtmp://localhost/live?token=" + token).createStream(), "cam1");
		assertThat(List.of(inName, inApp, inUrl)).allSatisfy((request) -> {
			assertThat(request.streamKey().value()).isEqualTo("cam1");
			assertThat(request.parameters()).isEqualTo(Map.of("token", token));
		});
	}

	@ParameterizedTest
	@MethodSource("hostileParameters")
	void whenParameterIsHostileThereIsNoName(String query) {
		assertNameless(request(SessionDialogue.connected().createStream(), "key?" + query));
		assertNameless(request(new SessionDialogue().connect("live?" + query).createStream(), "key"));
		assertNameless(
				request(new SessionDialogue().connect("live", "rtmp://localhost/live?" + query).createStream(), "key"));
	}

	static Stream<String> hostileParameters() {
		return Stream.concat(
				hostileTexts().flatMap((text) -> Stream.of("token=" + text, text + "=value", "a=b&" + text)),
				Stream.of("token=a%0Ab", "a%0d=b", "token=%E2%80%AE", "a=%1b", "token=" + "t".repeat(4097)));
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	void whenEncoderAndUrlAreHostileTheyAreMadePlain(String text) {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder()
					.put("app", "live")
					.put("tcUrl", "rtmp://" + text + "/live")
					.put("flashVer", "a" + text + "b")
					.build());
		PublishRequest request = request(dialogue.createStream(), "key");
		assertThat(request.client().encoder()).startsWith("a").endsWith("b").matches(NamesAtTheDoorTests::isPlain);
		assertThat(request.client().tcUrl()).startsWith("rtmp://")
			.endsWith("/live")
			.matches(NamesAtTheDoorTests::isPlain);
		assertThat(request.toString()).matches(NamesAtTheDoorTests::isPlain);
	}

	@Test
	void whenEncoderIsLongItIsCutWithoutAPartOfTheKeyInIt() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder().put("app", "live").put("flashVer", "x".repeat(115) + "s3cret-key of mine").build());
		String encoder = request(dialogue.createStream(), "s3cret-key").client().encoder();
		assertThat(encoder).isEqualTo("x".repeat(115) + "*** of mine");
		dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder().put("app", "live").put("flashVer", "x".repeat(500)).build());
		assertThat(request(dialogue.createStream(), "s3cret-key").client().encoder()).hasSize(128).endsWith("x...");
	}

	@Test
	void whenStreamKeyIsRefusedTheEncoderIsNotShownAsItMayQuoteIt() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder().put("app", "live").put("flashVer", "FMLE s3cret-key").build());
		assertThat(request(dialogue.createStream(), "s3cret-key\n").client().encoder()).isNull();
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	void whenPublishTypeIsHostileItIsLive(String text) {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		dialogue.command(1, "publish", 3, AmfNull.INSTANCE, new AmfString("key"), new AmfString(text));
		assertThat(dialogue.heard.requests.get(0).type()).isEqualTo(PublishType.LIVE);
	}

	@ParameterizedTest
	@MethodSource("hostileUsers")
	void whenUserIsHostileGetsNoChallenge(String user) {
		PublisherAuthenticator authenticator = PublisherAuthenticator.create(AuthenticationMode.LLNW,
				new SecureRandom(), System::nanoTime);
		SessionDialogue dialogue = new SessionDialogue(SessionSettings.DEFAULT.withAuthenticator(authenticator));
		dialogue.connect("live?authmod=llnw&user=" + user, "");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Rejected");
		assertThat(dialogue.heard.logins).isEmpty();
		CommandMessage refusal = (CommandMessage) dialogue.heard.sent.get(0);
		assertThat(((AmfProperties) refusal.arguments().get(0)).string("description")).endsWith("?reason=authfailed");
	}

	static Stream<String> hostileUsers() {
		return Stream.concat(hostileTexts(), Stream.of("a%0ab", "a%E2%80%AEb", "u".repeat(129), "%20"));
	}

	static Stream<Arguments> plainNames() {
		return Stream.of(Arguments.of("live", "key"), Arguments.of("größe/日本", "größe-\uD83D\uDE00"),
				Arguments.of("live/a.b/...", "Zm9v/YmFy+cXV4"), Arguments.of("my app", "my key"));
	}

	@ParameterizedTest
	@MethodSource("plainNames")
	void whenNamesArePlainTheyArriveAsTheyAre(String app, String key) {
		PublishRequest request = request(new SessionDialogue().connect(app).createStream(), key + "?name=ä%20b");
		assertThat(request.app()).isEqualTo(app);
		assertThat(request.streamKey().value()).isEqualTo(key);
		assertThat(request.parameters()).isEqualTo(Map.of("name", "ä b"));
	}

	static Stream<String> hostileTexts() {
		return Stream.of("a\r\nINFO forged", "a\u001b[2Jb", "a\0b", "a\u202eb", "a\u2028b\u2029c", "\u0001".repeat(100),
				"a\ud800b", "${jndi:ldap://localhost/x}", "a\u0085b\u009bc", "a\u2066b\ufeffc", "a\u200bb");
	}

	private static boolean isPlain(String text) {
		return !text.matches("(?s).*([\\p{C}\\u2028\\u2029]|\\$\\{).*");
	}

	private static PublishRequest request(SessionDialogue dialogue, String name) {
		dialogue.publish(1, name);
		assertThat(dialogue.heard.requests).hasSize(1);
		return dialogue.heard.requests.get(0);
	}

	private static void assertNameless(PublishRequest request) {
		assertThat(request.streamKey().value()).isEmpty();
		assertThat(request.parameters()).isEmpty();
		assertThat(request.app()).matches(NamesAtTheDoorTests::isPlain).hasSizeLessThanOrEqualTo(256);
		assertThat(request.toString()).matches(NamesAtTheDoorTests::isPlain);
	}

}
