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

package dev.rtmpkit.session;

import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.message.CommandMessage;
import dev.rtmpkit.message.RtmpMessage;
import dev.rtmpkit.message.StatusCode;
import dev.rtmpkit.message.UserControl;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StreamCommands} through {@link ServerSession}.
 */
class PublishTests {

	@Test
	@Tag("NS2")
	@Tag("UC1")
	void whenAcceptedSendsStreamBeginAndPublishStartOnTheStream() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().createStream().publish(2, "key");
		dialogue.heard.clear();
		dialogue.session.accept(2, "name");
		List<RtmpMessage> sent = dialogue.heard.sent;
		assertThat(dialogue.heard.writes).as("one write").hasSize(1);
		assertThat(sent.get(0)).isEqualTo(UserControl.of(UserControl.STREAM_BEGIN, 2));
		CommandMessage status = dialogue.heard.lastCommand();
		assertThat(status.name()).isEqualTo("onStatus");
		assertThat(status.streamId()).isEqualTo(2);
		assertThat(status.transactionId()).isZero();
		assertThat(status.commandObject()).isEqualTo(AmfNull.INSTANCE);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.Start");
	}

	@Test
	@Tag("NS3")
	@Tag("NC10")
	void whenAcceptedAnswersWithStatusAndOnFcPublishButNoResult() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(1, "key");
		dialogue.heard.clear();
		dialogue.session.accept(1, "name");
		assertThat(dialogue.heard.sent).filteredOn(CommandMessage.class::isInstance)
			.extracting((message) -> ((CommandMessage) message).name())
			.containsExactly("onFCPublish", "onStatus");
	}

	@ParameterizedTest
	@ValueSource(strings = { "release,FCPublish,create,publish", "create,FCPublish,publish", "create,publish" })
	@Tag("NC14")
	void whenCommandsComeInAnyKnownOrderPublishIsRequested(String order) {
		SessionDialogue dialogue = SessionDialogue.connected();
		for (String step : order.split(",")) {
			switch (step) {
				case "release" -> dialogue.command(0, "releaseStream", 2, AmfNull.INSTANCE, new AmfString("key"));
				case "FCPublish" -> dialogue.command(0, "FCPublish", 3, AmfNull.INSTANCE, new AmfString("key"));
				case "create" -> dialogue.createStream();
				default -> dialogue.publish(1, "key");
			}
		}
		assertThat(dialogue.heard.requestedOn).containsExactly(1);
		assertThat(dialogue.heard.requests.get(0).streamKey().value()).isEqualTo("key");
	}

	@Test
	@Tag("NS1")
	void whenPublishTypeIsAbsentNullOrUnknownItIsLive() {
		assertThat(requestWithType().type()).isEqualTo(PublishType.LIVE);
		assertThat(requestWithType(AmfNull.INSTANCE).type()).isEqualTo(PublishType.LIVE);
		assertThat(requestWithType(new AmfString("unheard-of")).type()).isEqualTo(PublishType.LIVE);
		assertThat(requestWithType(new AmfString("record")).type()).isEqualTo(PublishType.RECORD);
		assertThat(requestWithType(new AmfString("append")).type()).isEqualTo(PublishType.APPEND);
	}

	private static PublishRequest requestWithType(dev.rtmpkit.amf.AmfValue... type) {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		dev.rtmpkit.amf.AmfValue[] arguments = new dev.rtmpkit.amf.AmfValue[1 + type.length];
		arguments[0] = new AmfString("key");
		System.arraycopy(type, 0, arguments, 1, type.length);
		dialogue.command(1, "publish", 0, AmfNull.INSTANCE, arguments);
		return dialogue.heard.requests.get(0);
	}

	@Test
	@Tag("NS2")
	void whenStreamWasNeverCreatedPublishesOnTheFirst() {
		SessionDialogue dialogue = SessionDialogue.connected().publish(0, "key");
		assertThat(dialogue.heard.requestedOn).containsExactly(1);
		dialogue.session.accept(1, "name");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
	}

	@Test
	void whenStreamDoesNotExistAnswersFailed() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(3, "key");
		assertThat(dialogue.heard.requests).isEmpty();
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Failed");
	}

	@Test
	@Tag("M3")
	void whenPublishedTwiceOnOneStreamAnswersBadNameAndGoesOn() {
		SessionDialogue dialogue = SessionDialogue.publishing().publish(1, "other");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.BadName");
		assertThat(dialogue.heard.unpublished).isEmpty();
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packets).hasSize(1);
	}

	@Test
	@Tag("NS4")
	void whenRejectedSendsTheStatusOnTheStreamAndCloses() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(1, "key");
		dialogue.session.reject(1, StatusCode.PUBLISH_BAD_NAME, "busy");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.BadName");
		assertThat(dialogue.heard.closing).isTrue();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CLOSED);
	}

	@Test
	@Tag("NS5")
	@Tag("NS6")
	void whenMediaComesWithoutPublishDropsItAndGoesOn() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		dialogue.audio(1, 0, "AF 01 00").video(1, 0, "17 01 00 00 00").audio(9, 0, "AF 01 00");
		assertThat(dialogue.heard.packets).isEmpty();
		assertThat(dialogue.heard.ignored).isEqualTo(3);
		dialogue.publish(1, "key");
		dialogue.session.accept(1, "name");
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packets).hasSize(1);
	}

	@Test
	@Tag("NS6")
	void whenMediaComesOnStreamZeroAndThereIsOneStreamTakesIt() {
		SessionDialogue dialogue = SessionDialogue.publishing().audio(0, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(1);
	}

	@Test
	@Tag("NS7")
	void whenPublishNameIsFalseOrNullUnpublishes() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(1, "publish", 0, AmfNull.INSTANCE, new AmfBoolean(false));
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		dialogue = SessionDialogue.publishing();
		dialogue.command(1, "publish", 0, AmfNull.INSTANCE, AmfNull.INSTANCE);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
	}

	@Test
	@Tag("NS8")
	@Tag("NC10")
	void whenFcUnpublishArrivesAnswersResultAndOnFcUnpublishAndEnds() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(0, "FCUnpublish", 6, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.sent).filteredOn(CommandMessage.class::isInstance)
			.extracting((message) -> ((CommandMessage) message).name())
			.containsExactly("_result", "onFCUnpublish", "onStatus");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Unpublish.Success");
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		dialogue.deleteStream(1);
		assertThat(dialogue.heard.unpublished).as("once").containsExactly(1);
	}

	@Test
	@Tag("NC15")
	@Tag("NS8")
	void whenStreamIsDeletedByIdNameOrNothingEnds() {
		SessionDialogue dialogue = SessionDialogue.publishing().deleteStream(1);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Unpublish.Success");
		dialogue = SessionDialogue.publishing();
		dialogue.command(0, "deleteStream", 0, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		dialogue = SessionDialogue.publishing();
		dialogue.command(1, "deleteStream", 0, AmfNull.INSTANCE);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
	}

	@Test
	@Tag("M1")
	void whenUnknownStreamIsDeletedGoesOn() {
		SessionDialogue dialogue = SessionDialogue.publishing().deleteStream(77);
		assertThat(dialogue.heard.unpublished).isEmpty();
	}

	@Test
	@Tag("NC16")
	void whenCloseArrivesEndsEverything() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(0, "close", 0, AmfNull.INSTANCE);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		assertThat(dialogue.heard.closing).isTrue();
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packets).isEmpty();
	}

	@Test
	@Tag("NS9")
	void whenStreamWasClosedPublishesAgainOnTheSameConnection() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		for (int i = 0; i < 5; i++) {
			dialogue.command(1, "closeStream", 0, AmfNull.INSTANCE).publish(1, "again");
			dialogue.session.accept(1, "name");
		}
		assertThat(dialogue.heard.requests).hasSize(6);
		assertThat(dialogue.heard.unpublished).hasSize(5);
	}

	@Test
	@Tag("M2")
	void whenPublishIsTriedTooOftenFails() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		for (int i = 0; i < SessionSettings.DEFAULT.publishAttempts(); i++) {
			dialogue.publish(1, "key" + i).command(1, "closeStream", 0, AmfNull.INSTANCE);
		}
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> dialogue.publish(1, "key"))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.FLOOD));
	}

	@Test
	@Tag("NS11")
	void whenClientWantsToPlayAnswersThatItCannot() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		dialogue.command(1, "play", 0, AmfNull.INSTANCE, new AmfString("name"));
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
		assertThat(RawRtmpClient.code(dialogue.heard.lastCommand())).isEqualTo("NetStream.Play.StreamNotFound");
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "seek", "pause", "pauseRaw", "receiveAudio", "receiveVideo" })
	@Tag("NS11")
	void whenPlayerCommandsArriveIgnoresThem(String name) {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(1, name, 0, AmfNull.INSTANCE, new AmfBoolean(true));
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.ignored).isOne();
	}

	@Test
	void whenServerEndsTheSessionPublishersAreTold() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.AppShutdown");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
		assertThat(dialogue.heard.closing).isTrue();
		dialogue.heard.clear();
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@Test
	void whenServerEndsTheSessionWhoeverWaitsForTheDecisionIsTold() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().createStream().publish(2, "key");
		dialogue.heard.clear();
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.AppShutdown");
		assertThat(dialogue.heard.lastCommand().streamId()).isEqualTo(2);
		dialogue.session.accept(2, "name");
		assertThat(dialogue.heard.sent).hasSize(1);
	}

	@Test
	@Tag("L2")
	void whenRequestIsPrintedNoCredentialShows() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(1, "secret?hidden&token=private");
		assertThat(dialogue.heard.requests.get(0).parameters()).containsKeys("hidden", "token");
		assertThat(dialogue.heard.requests.get(0).toString()).doesNotContain("secret", "hidden", "private");
	}

}
