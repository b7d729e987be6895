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

import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
	@Tag("D2")
	void whenAcceptedAnswersWithStatusButNoResult() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(1, "key");
		dialogue.heard.clear();
		dialogue.session.accept(1, "name");
		assertThat(commands(dialogue)).containsExactly("onStatus");
	}

	@Test
	@Tag("NC10")
	@Tag("D2")
	void whenFcPublishWasSentAnswersWithOnFcPublishOnceForEach() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().createStream().createStream();
		fcPublish(dialogue, 0, "one");
		fcPublish(dialogue, 0, "two");
		dialogue.heard.clear();
		dialogue.publish(1, "one").session.accept(1, "name");
		dialogue.publish(2, "two").session.accept(2, "name");
		dialogue.publish(3, "three").session.accept(3, "name");
		assertThat(commands(dialogue)).containsExactly("onFCPublish", "onStatus", "onFCPublish", "onStatus",
				"onStatus");
	}

	@Test
	@Tag("NC10")
	@Tag("D2")
	void whenFcPublishComesAfterPublishIsAnsweredAtOnce() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		fcPublish(dialogue, 7, "key");
		assertThat(commands(dialogue)).containsExactly("_result", "onFCPublish");
	}

	@Test
	@Tag("NC10")
	@Tag("D2")
	void whenNoAnswerIsWantedGivesNone() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		for (String name : List.of("releaseStream", "FCPublish", "_checkbw", "getStreamLength", "createStream")) {
			dialogue.command(0, name, 0, AmfNull.INSTANCE, new AmfString("key"));
		}
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.writes).isEmpty();
	}

	private static void fcPublish(SessionDialogue dialogue, double transactionId, String name) {
		dialogue.command(0, "FCPublish", transactionId, AmfNull.INSTANCE, new AmfString(name));
	}

	private static List<String> commands(SessionDialogue dialogue) {
		return dialogue.heard.sent.stream()
			.filter(CommandMessage.class::isInstance)
			.map((message) -> ((CommandMessage) message).name())
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "key", "/key", "key?token=new" })
	@Tag("D10")
	void whenPublishIsSentAgainForTheLiveStreamIsToldAgainThatItStarted(String name) {
		SessionDialogue dialogue = SessionDialogue.publishing().publish(1, name).publish(0, name);
		assertThat(dialogue.heard.sent).hasSize(2).allSatisfy((message) -> {
			CommandMessage status = (CommandMessage) message;
			assertThat(status.streamId()).isOne();
			assertThat(RawRtmpClient.code(status)).isEqualTo("NetStream.Publish.Start");
			assertThat(((AmfObject) status.arguments().get(0)).string("description"))
				.isEqualTo("name is now published.");
		});
		assertThat(dialogue.heard.requests).hasSize(1);
		assertThat(dialogue.heard.unpublished).isEmpty();
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(1);
	}

	@Test
	@Tag("D10")
	void whenPublishIsSentAgainForTheLiveStreamItIsNoAttempt() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		for (int i = 0; i < 10; i++) {
			dialogue.publish(1, "key");
		}
		assertThat(dialogue.heard.sent).hasSize(10);
	}

	@ParameterizedTest
	@ValueSource(strings = { "other", "keys", "" })
	@Tag("D10")
	void whenAnotherNameIsPublishedOnTheLiveStreamIsRefusedAndTheStreamGoesOn(String name) {
		SessionDialogue dialogue = SessionDialogue.publishing().publish(1, name);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.BadName");
		assertThat(dialogue.heard.requests).hasSize(1);
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(1);
	}

	@Test
	@Tag("D10")
	void whenPublishedAgainAfterTheEndIsDecidedAnew() {
		SessionDialogue dialogue = SessionDialogue.publishing().command(1, "closeStream", 0, AmfNull.INSTANCE);
		dialogue.publish(1, "key");
		assertThat(dialogue.heard.requests).hasSize(2);
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

	private static PublishRequest requestWithType(AmfValue... type) {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		AmfValue[] arguments = new dev.rtmpkit.amf.AmfValue[1 + type.length];
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
	@Tag("NS2")
	void whenStreamZeroIsMeantForTheOnlyOneTheStatusComesOnThatOne() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(0, "key");
		assertThat(dialogue.heard.requestedOn).containsExactly(1);
		dialogue.heard.clear();
		dialogue.session.accept(1, "name");
		assertThat(dialogue.heard.sent).first().isEqualTo(UserControl.of(UserControl.STREAM_BEGIN, 1));
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("onStatus");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
	}

	@Test
	@Tag("NS2")
	void whenStreamZeroMayBeMeantForSeveralAnswersFailed() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().createStream().publish(0, "key");
		assertThat(dialogue.heard.requests).isEmpty();
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Failed");
		assertThat(dialogue.heard.lastCommand().streamId()).isZero();
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
	@Tag("NS8")
	@Tag("NC10")
	void whenFcUnpublishWantsNoResultGivesNone() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(0, "FCUnpublish", 0, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(names(dialogue)).containsExactly("onFCUnpublish", "onStatus");
		assertThat(dialogue.heard.unpublished).containsExactly(1);
	}

	@Test
	@Tag("NS8")
	void whenFcUnpublishIsForAnotherNameThePublishGoesOn() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(0, "FCUnpublish", 6, AmfNull.INSTANCE, new AmfString("other"));
		assertThat(names(dialogue)).containsExactly("_result", "onFCUnpublish");
		assertThat(dialogue.heard.unpublished).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "two", "/two", "two?token=1" })
	@Tag("NS8")
	@Tag("NC15")
	void whenOneOfTwoStreamsIsNamedThatOneEnds(String name) {
		for (String command : List.of("FCUnpublish", "deleteStream")) {
			SessionDialogue dialogue = SessionDialogue.publishing().createStream().publish(2, "two?token=x");
			dialogue.session.accept(2, "public");
			dialogue.command(0, command, 0, AmfNull.INSTANCE, new AmfString(name));
			assertThat(dialogue.heard.unpublished).as(command).containsExactly(2);
			assertThat(dialogue.heard.lastCommand().streamId()).isEqualTo(2);
			dialogue.audio(1, 0, "AF 01 00").audio(2, 0, "AF 01 00");
			assertThat(dialogue.heard.packetsOn).containsExactly(1);
		}
	}

	@Test
	@Tag("NS8")
	void whenNameWasPublishedOnSeveralStreamsFcUnpublishEndsTheOneThatStillDoes() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.createStream().publish(2, "key").command(2, "closeStream", 0, AmfNull.INSTANCE);
		dialogue.heard.unpublished.clear();
		dialogue.command(0, "FCUnpublish", 6, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.unpublished).containsExactly(1);
	}

	@Test
	@Tag("NC15")
	@Tag("NS8")
	void whenStreamIsDeletedByIdEndsWithoutReply() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(0, "deleteStream", 9, AmfNull.INSTANCE, new AmfNumber(1));
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		assertThat(names(dialogue)).containsExactly("onStatus");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Unpublish.Success");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "0, key", "0, something", "0, ''", "1, key", "0,", "1," })
	@Tag("NC15")
	void whenStreamIsDeletedByNameOrNothingEnds(int streamId, @Nullable String name) {
		SessionDialogue dialogue = SessionDialogue.publishing();
		AmfValue[] arguments = (name != null) ? new AmfValue[] { new AmfString(name) } : new AmfValue[0];
		dialogue.command(streamId, "deleteStream", 0, AmfNull.INSTANCE, arguments);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		dialogue.createStream().publish(2, "key");
		assertThat(dialogue.heard.requestedOn).containsExactly(1, 2);
	}

	@Test
	@Tag("NC15")
	void whenStreamZeroIsDeletedTheOnlyOneEnds() {
		for (AmfValue id : List.of(new AmfNumber(0), new AmfNumber(Double.NaN), AmfNull.INSTANCE)) {
			SessionDialogue dialogue = SessionDialogue.publishing();
			dialogue.command(0, "deleteStream", 0, AmfNull.INSTANCE, id);
			assertThat(dialogue.heard.unpublished).as("%s", id).containsExactly(1);
		}
		SessionDialogue dialogue = SessionDialogue.publishing().createStream().deleteStream(0);
		assertThat(dialogue.heard.unpublished).as("one of two").isEmpty();
	}

	private static List<String> names(SessionDialogue dialogue) {
		return dialogue.heard.sent.stream()
			.filter(CommandMessage.class::isInstance)
			.map((message) -> ((CommandMessage) message).name())
			.toList();
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

	@ParameterizedTest
	@ValueSource(strings = { "closeStream", "FCUnpublish", "unpublish" })
	@Tag("NS9")
	void whenPublishEndedTheStreamCanPublishAgain(String end) {
		SessionDialogue dialogue = SessionDialogue.publishing();
		switch (end) {
			case "closeStream" -> dialogue.command(1, end, 0, AmfNull.INSTANCE);
			case "FCUnpublish" -> dialogue.command(0, end, 4, AmfNull.INSTANCE, new AmfString("key"));
			default -> dialogue.command(1, "publish", 0, AmfNull.INSTANCE, new AmfBoolean(false));
		}
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		dialogue.publish(1, "key");
		dialogue.heard.clear();
		dialogue.session.accept(1, "name");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.Start");
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(1);
	}

	@Test
	@Tag("NS9")
	void whenStreamIsDeletedTheNextOneCanPublish() {
		SessionDialogue dialogue = SessionDialogue.publishing().deleteStream(1).publish(1, "key");
		assertThat(dialogue.heard.lastCode()).as("deleted is gone").isEqualTo("NetStream.Failed");
		dialogue.createStream().publish(2, "key");
		dialogue.session.accept(2, "name");
		dialogue.audio(2, 0, "AF 01 00").audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(2);
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

	@ParameterizedTest
	@CsvSource({ "play, NetStream.Play.StreamNotFound", "play2, NetStream.Play.StreamNotFound",
			"seek, NetStream.Seek.Failed", "pause, NetStream.Failed", "pauseRaw, NetStream.Failed",
			"receiveAudio, NetStream.Failed", "receiveVideo, NetStream.Failed" })
	@Tag("NS11")
	void whenClientWantsToPlayAnswersOnThatStreamThatItCannot(String name, String code) {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().createStream();
		dialogue.heard.clear();
		dialogue.command(2, name, 0, AmfNull.INSTANCE, new AmfString("name"));
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("onStatus");
		assertThat(dialogue.heard.lastCommand().streamId()).isEqualTo(2);
		assertThat(dialogue.heard.lastCommand().transactionId()).isZero();
		assertThat(dialogue.heard.lastCode()).isEqualTo(code);
		assertThat(dialogue.heard.ignored).isOne();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
		dialogue.publish(2, "key");
		assertThat(dialogue.heard.requestedOn).as("no harm done").containsExactly(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "play", "play2", "seek", "pause", "pauseRaw", "receiveAudio", "receiveVideo" })
	@Tag("NS11")
	void whenPublisherSendsPlayerCommandsNoStatusEndsItsPublish(String name) {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.command(1, name, 0, AmfNull.INSTANCE, new AmfBoolean(true));
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.ignored).isOne();
		dialogue.command(1, name, 8, AmfNull.INSTANCE, new AmfBoolean(true));
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCommand().transactionId()).isEqualTo(8);
		dialogue.audio(1, 0, "AF 01 00");
		assertThat(dialogue.heard.packetsOn).containsExactly(1);
	}

	@Test
	void whenServerEndsTheSessionPublishersAreTold() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.writes).containsExactly(2);
		assertThat(dialogue.heard.sent).last().isEqualTo(UserControl.of(UserControl.STREAM_EOF, 1));
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.AppShutdown");
		assertThat(dialogue.heard.lastCommand().streamId()).isOne();
		assertThat(dialogue.heard.closing).isTrue();
		dialogue.heard.clear();
		dialogue.session.end(StatusCode.CONNECT_APP_SHUTDOWN, "bye");
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "CONNECT_APP_SHUTDOWN, NetConnection.Connect.AppShutdown",
			"NETSTREAM_FAILED, NetConnection.Connect.Closed" })
	@Tag("NS12")
	void whenServerEndsTheSessionAClientThatDoesNotPublishIsToldOnStreamZero(StatusCode code, String told) {
		SessionDialogue dialogue = SessionDialogue.connected().createStream();
		dialogue.heard.clear();
		dialogue.session.end(code, "bye");
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCommand().streamId()).isZero();
		assertThat(dialogue.heard.lastCode()).isEqualTo(told);
		assertThat(dialogue.heard.closing).isTrue();
	}

	@Test
	@Tag("D9")
	void whenServerEndsTheSessionAClientThatHasNotConnectedIsToldOnStreamZero() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.session.end(StatusCode.NETSTREAM_FAILED, "bye");
		assertThat(dialogue.heard.sent).containsExactly(Commands.onStatus(0, StatusCode.CONNECT_CLOSED, "bye"));
		assertThat(dialogue.heard.closing).isTrue();
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
