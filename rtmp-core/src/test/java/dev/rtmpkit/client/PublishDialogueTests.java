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
import java.util.List;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.Capabilities;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link PublishDialogue}.
 */
class PublishDialogueTests {

	private static final AmfString KEY = new AmfString("key?t=1");

	private static final CommandMessage CONNECTED = Commands.result(1, AmfObject.EMPTY,
			Commands.info(StatusCode.CONNECT_SUCCESS, ""));

	private static final CommandMessage CREATED = Commands.result(4, AmfNull.INSTANCE, new AmfNumber(7));

	private static final CommandMessage STARTED = Commands.onStatus(7, StatusCode.PUBLISH_START, "");

	private static final String LOGIN_NEEDED = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ";

	private final PublishDialogue dialogue = new PublishDialogue(
			RtmpUri.of(URI.create("rtmp://h:1936/live/key?t=1"), null), TestSettings.DEFAULT, "");

	@Test
	void beginsWithChunkSizeAndConnect() {
		List<RtmpMessage> messages = this.dialogue.begin();
		assertThat(messages).hasSize(2).first().isEqualTo(new SetChunkSize(4096));
		CommandMessage connect = (CommandMessage) messages.get(1);
		assertThat(connect.name()).isEqualTo("connect");
		assertThat(connect.transactionId()).isEqualTo(1);
		AmfProperties properties = (AmfProperties) connect.commandObject();
		assertThat(properties.string("app")).isEqualTo("live");
		assertThat(properties.string("tcUrl")).isEqualTo("rtmp://h:1936/live");
		assertThat(properties.string("type")).isEqualTo("nonprivate");
	}

	@Test
	@Tag("NC7")
	void offersToPassOnWhateverItGets() {
		CommandMessage connect = (CommandMessage) this.dialogue.begin().get(1);
		Capabilities capabilities = Capabilities.of((AmfProperties) connect.commandObject());
		assertThat(capabilities.fourCcList()).containsExactly("*");
		assertThat(capabilities.videoMask("av01")).isEqualTo(Capabilities.CAN_FORWARD);
		assertThat(capabilities.audioMask("Opus")).isEqualTo(Capabilities.CAN_FORWARD);
		assertThat(capabilities.capsEx()).isEqualTo(14);
	}

	@Test
	void goesOnAsFfmpegDoes() throws Exception {
		assertThat(this.dialogue.receive(CONNECTED)).containsExactly(
				Commands.call("releaseStream", 2, AmfNull.INSTANCE, KEY),
				Commands.call("FCPublish", 3, AmfNull.INSTANCE, KEY),
				Commands.call("createStream", 4, AmfNull.INSTANCE));
		assertThat(this.dialogue.state()).isEqualTo(PublishState.CREATING);
		assertThat(this.dialogue.receive(CREATED)).isEmpty();
		assertThat(this.dialogue.state()).isEqualTo(PublishState.READY);
		assertThat(this.dialogue.publish()).containsExactly(
				new CommandMessage(7, "publish", 5, AmfNull.INSTANCE, List.of(KEY, new AmfString("live"))));
		assertThat(this.dialogue.state()).isEqualTo(PublishState.STARTING);
		assertThat(this.dialogue.receive(STARTED)).isEmpty();
		assertThat(this.dialogue.state()).isEqualTo(PublishState.LIVE);
		assertThat(this.dialogue.streamId()).isEqualTo(7);
		assertThat(this.dialogue.end()).containsExactly(Commands.call("FCUnpublish", 6, AmfNull.INSTANCE, KEY),
				Commands.call("deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(7)));
	}

	@Test
	@Tag("RC2")
	void whenReconnectRequestsAreFollowedAnnouncesIt() {
		PublishDialogue following = new PublishDialogue(RtmpUri.of(URI.create("rtmp://h/live/key"), null),
				TestSettings.FOLLOWING, "");
		CommandMessage connect = (CommandMessage) following.begin().get(1);
		assertThat(Capabilities.of((AmfProperties) connect.commandObject()).supportsReconnect()).isTrue();
	}

	@Test
	@Tag("RC1")
	@Tag("RC3")
	void whenServerAsksToReconnectTellsWhere() throws Exception {
		PublishDialogue following = new PublishDialogue(RtmpUri.of(URI.create("rtmp://h/live/key"), null),
				TestSettings.FOLLOWING, "");
		assertThat(following.pollReconnectTarget()).isNull();
		assertThat(following.receive(Commands.reconnectRequest("/other", "Please"))).isEmpty();
		assertThat(following.pollReconnectTarget()).isEqualTo(RtmpUri.of(URI.create("rtmp://h/other/key"), null));
		assertThat(following.pollReconnectTarget()).isNull();
		AmfObject noStatus = AmfObject.builder()
			.put("level", "warning")
			.put("code", StatusCode.CONNECT_RECONNECT_REQUEST.code())
			.build();
		following.receive(Commands.call("onStatus", 0, AmfNull.INSTANCE, noStatus));
		assertThat(following.pollReconnectTarget()).isNull();
		following.receive(Commands.reconnectRequest("http://h/other", "Please"));
		assertThat(following.pollReconnectTarget()).isNull();
		this.dialogue.receive(Commands.reconnectRequest(null, "Please"));
		assertThat(this.dialogue.pollReconnectTarget()).isNull();
	}

	@Test
	@Tag("NS3")
	void resultOfPublishIsNotEnough() throws Exception {
		advanceTo(PublishState.STARTING);
		this.dialogue.receive(Commands.result(5, AmfNull.INSTANCE));
		assertThat(this.dialogue.state()).isEqualTo(PublishState.STARTING);
	}

	/** A server that waits for a publish in vain says so before it closes. */
	@ParameterizedTest
	@CsvSource({ "READY, CONNECT_CLOSED, false", "READY, NETSTREAM_FAILED, true", "STARTING, CONNECT_CLOSED, false",
			"STARTING, NETSTREAM_FAILED, true", "LIVE, CONNECT_CLOSED, true", "LIVE, PUBLISH_IDLE, true" })
	@Tag("D9")
	void whenTheServerClosesBeforeThePublishThatIsNoRefusal(PublishState state, StatusCode code, boolean refusal)
			throws Exception {
		advanceTo(state);
		assertThatIOException().isThrownBy(() -> this.dialogue.receive(Commands.onStatus(0, code, "bye")))
			.withMessageContaining("bye")
			.satisfies((ex) -> assertThat(ex instanceof PublishRefusedException).isEqualTo(refusal));
	}

	@Test
	void whenAnswersComeTooEarlyOrTwiceTheyAreIgnored() throws Exception {
		assertThat(this.dialogue.receive(CREATED)).isEmpty();
		assertThat(this.dialogue.receive(STARTED)).isEmpty();
		assertThat(this.dialogue.state()).isEqualTo(PublishState.CONNECTING);
		this.dialogue.receive(CONNECTED);
		assertThat(this.dialogue.receive(CONNECTED)).isEmpty();
		assertThat(this.dialogue.receive(Commands.result(2, AmfNull.INSTANCE, AmfUndefined.INSTANCE))).isEmpty();
		assertThat(this.dialogue.receive(Commands.call("onBWDone", 0, AmfNull.INSTANCE))).isEmpty();
		assertThat(this.dialogue.state()).isEqualTo(PublishState.CREATING);
	}

	@Test
	void whenServerKnowsNoReleaseStreamGoesOn() throws Exception {
		advanceTo(PublishState.CREATING);
		this.dialogue.receive(Commands.error(2, StatusCode.CALL_FAILED, "?"));
		this.dialogue.receive(Commands.error(3, StatusCode.CALL_FAILED, "?"));
		this.dialogue.receive(CREATED);
		assertThat(this.dialogue.state()).isEqualTo(PublishState.READY);
	}

	@Test
	void whenStreamHasNoIdFails() throws Exception {
		advanceTo(PublishState.CREATING);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> this.dialogue.receive(Commands.result(4, AmfNull.INSTANCE, AmfNull.INSTANCE)));
	}

	@ParameterizedTest
	@CsvSource({ "CONNECTING, 1", "CREATING, 4", "STARTING, 5" })
	void whenCommandFailsIsRefused(PublishState state, int transactionId) throws Exception {
		advanceTo(state);
		assertRefused(Commands.error(transactionId, StatusCode.CONNECT_REJECTED, "No key here"),
				StatusCode.CONNECT_REJECTED, "No key here");
	}

	@ParameterizedTest
	@Tag("NS4")
	@EnumSource(PublishState.class)
	void whenStatusIsAnErrorIsRefused(PublishState state) throws Exception {
		advanceTo(state);
		assertRefused(Commands.onStatus(0, StatusCode.PUBLISH_BAD_NAME, "Busy: key?t=1"), StatusCode.PUBLISH_BAD_NAME,
				"Busy: ***");
	}

	@Test
	@Tag("E5")
	void whenServerAsksForCredentialsThatAreThereSaysHowToGoOn() {
		PublishDialogue dialogue = new PublishDialogue(RtmpUri.of(URI.create("rtmp://h/live/key"), null),
				TestSettings.withLogin("u", "p"), "");
		assertThatExceptionOfType(LoginRequestedException.class)
			.isThrownBy(() -> dialogue.receive(Commands.error(1, StatusCode.CONNECT_REJECTED, LOGIN_NEEDED)))
			.satisfies((ex) -> assertThat(ex.query()).isEqualTo("authmod=adobe&user=u"))
			.withMessageNotContaining("authmod");
		assertThatExceptionOfType(PublishRefusedException.class)
			.isThrownBy(() -> dialogue.receive(Commands.error(1, StatusCode.CONNECT_REJECTED, "Not here")));
	}

	@Test
	@Tag("E5")
	void whenServerAsksForCredentialsThatAreMissingIsRefused() {
		assertRefused(Commands.error(1, StatusCode.CONNECT_REJECTED, LOGIN_NEEDED), StatusCode.CONNECT_REJECTED,
				LOGIN_NEEDED);
	}

	@ParameterizedTest
	@CsvSource({ "rtmp://h/live/key, live?authmod=x, rtmp://h/live?authmod=x",
			"rtmp://h/live?k=v, live?k=v&authmod=x, rtmp://h/live?k=v&authmod=x" })
	@Tag("E5")
	void whenLoginIsAnsweredApplicationAndUrlHaveIt(URI uri, String app, String tcUrl) {
		PublishDialogue dialogue = new PublishDialogue(RtmpUri.of(uri, (uri.getQuery() != null) ? "key" : null),
				TestSettings.withLogin("u", "p"), "authmod=x");
		AmfProperties properties = (AmfProperties) ((CommandMessage) dialogue.begin().get(1)).commandObject();
		assertThat(properties.string("app")).isEqualTo(app);
		assertThat(properties.string("tcUrl")).isEqualTo(tcUrl);
	}

	@Test
	void whenRefusalHasNoInformationItIsEmpty() {
		assertThatExceptionOfType(PublishRefusedException.class)
			.isThrownBy(() -> this.dialogue.receive(Commands.call("_error", 1, AmfNull.INSTANCE)))
			.satisfies((ex) -> assertThat(ex.code() + ex.description()).isEmpty());
	}

	@Test
	@Tag("UC4")
	void answersPing() throws Exception {
		assertThat(this.dialogue.receive(UserControl.of(UserControl.PING_REQUEST, 0x01020304)))
			.containsExactly(UserControl.of(UserControl.PING_RESPONSE, 0x01020304));
		assertThat(this.dialogue.receive(UserControl.of(UserControl.STREAM_BEGIN, 0))).isEmpty();
	}

	@Test
	@Tag("PC8")
	void answersChangedBandwidth() throws Exception {
		assertThat(this.dialogue.receive(new SetPeerBandwidth(5_000_000, 2)))
			.containsExactly(new WindowAcknowledgementSize(5_000_000));
		assertThat(this.dialogue.receive(new SetPeerBandwidth(5_000_000, 0))).isEmpty();
	}

	private void advanceTo(PublishState state) throws Exception {
		for (CommandMessage answer : List.of(CONNECTED, CREATED, STARTED)) {
			if (this.dialogue.state() == PublishState.READY && state != PublishState.READY) {
				this.dialogue.publish();
			}
			if (this.dialogue.state() != state) {
				this.dialogue.receive(answer);
			}
		}
		assertThat(this.dialogue.state()).isEqualTo(state);
	}

	private void assertRefused(CommandMessage message, StatusCode code, String description) {
		assertThatExceptionOfType(PublishRefusedException.class).isThrownBy(() -> this.dialogue.receive(message))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(code.code());
				assertThat(ex.description()).isEqualTo(description);
				assertThat(ex).hasMessageContaining(code.code()).hasMessageContaining(description);
			});
	}

}
