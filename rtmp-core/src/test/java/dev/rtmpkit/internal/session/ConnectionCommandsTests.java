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
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectionCommands} through {@link ServerSession}.
 */
class ConnectionCommandsTests {

	@ParameterizedTest
	@ValueSource(strings = { "releaseStream", "FCPublish", "_checkbw" })
	@Tag("NC10")
	@Tag("NC12")
	void whenClientCallsInPassingAnswersResult(String name) {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, name, 4, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_result");
		assertThat(dialogue.heard.lastCommand().transactionId()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "releaseStream", "FCPublish", "_checkbw", "unheardOf" })
	@Tag("NC10")
	@Tag("NC13")
	void whenNoAnswerIsWantedGivesNone(String name) {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, name, 0, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@Test
	@Tag("NC11")
	void whenStreamsAreCreatedAnswersDistinctIds() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, "createStream", 7, AmfNull.INSTANCE);
		assertThat(dialogue.heard.sent)
			.containsExactly(new CommandMessage(0, "_result", 7, AmfNull.INSTANCE, List.of(new AmfNumber(1))));
		dialogue.createStream();
		assertThat(dialogue.heard.lastCommand().arguments()).containsExactly(new AmfNumber(2));
		dialogue.deleteStream(1).createStream();
		assertThat(dialogue.heard.lastCommand().arguments()).containsExactly(new AmfNumber(3));
	}

	@Test
	@Tag("NC13")
	void whenClientSubscribesAnswersOnFcSubscribe() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, "FCSubscribe", 4, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.writes).hasSize(2);
		assertThat(dialogue.heard.sent).first()
			.isEqualTo(new CommandMessage(0, "_result", 4, AmfNull.INSTANCE, List.of(AmfUndefined.INSTANCE)));
		assertThat(dialogue.heard.lastCommand()).isEqualTo(new CommandMessage(0, "onFCSubscribe", 0, AmfNull.INSTANCE,
				List.of(AmfObject.builder()
					.put("level", "error")
					.put("code", "NetStream.Play.StreamNotFound")
					.put("description", "This server takes publishers only.")
					.build())));
		dialogue.heard.clear();
		dialogue.command(0, "FCSubscribe", 0, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.sent).hasSize(1);
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("onFCSubscribe");
	}

	@Test
	@Tag("AU9")
	void whenClientAnswersTokenThatNobodyAskedForGoesOn() {
		SessionDialogue dialogue = new SessionDialogue().connect("live");
		CommandMessage result = dialogue.heard.lastCommand();
		assertThat(((AmfObject) result.arguments().get(0)).get("secureToken")).isNull();
		dialogue.heard.clear();
		dialogue.command(0, "secureTokenResponse", 0, AmfNull.INSTANCE, new AmfString("#0d3ef2c9"));
		assertThat(dialogue.heard.sent).isEmpty();
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests).hasSize(1);
	}

	@Test
	@Tag("NC13")
	void whenStreamLengthIsAskedAnswersZero() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.command(0, "getStreamLength", 4, AmfNull.INSTANCE, new AmfString("key"));
		assertThat(dialogue.heard.lastCommand().arguments()).containsExactly(new AmfNumber(0));
	}

	@Test
	@Tag("NC13")
	@Tag("M4")
	void whenCallIsUnknownAnswersError() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.command(0, "foo", 4, AmfNull.INSTANCE);
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Call.Failed");
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect,_checkbw,create,publish", "connect,create,_checkbw,publish",
			"connect,_checkbw,_checkbw,create,publish,_checkbw" })
	@Tag("NC12")
	void whenBandwidthIsCheckedUnaskedAtAnyTimePublishIsRequested(String order) {
		SessionDialogue dialogue = new SessionDialogue();
		for (String step : order.split(",")) {
			switch (step) {
				case "connect" -> dialogue.connect("live");
				case "_checkbw" -> {
					dialogue.command(0, "_checkbw", 9, AmfNull.INSTANCE);
					assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_result");
					assertThat(dialogue.heard.lastCommand().transactionId()).isEqualTo(9);
				}
				case "create" -> dialogue.createStream();
				default -> dialogue.publish(1, "key");
			}
		}
		assertThat(dialogue.heard.requestedOn).containsExactly(1);
	}

	@Test
	@Tag("NC11")
	@Tag("NS9")
	void whenStreamsAreUsedUpButNotDeletedTheOldestMakesRoom() {
		SessionDialogue dialogue = SessionDialogue.connected();
		int rounds = 3 * SessionSettings.DEFAULT.streams();
		for (int id = 1; id <= rounds; id++) {
			dialogue.createStream().publish(id, "key");
			dialogue.session.accept(id, "name");
			dialogue.audio(id, 0, "AF 01 00").command(id, "closeStream", 0, AmfNull.INSTANCE);
		}
		assertThat(dialogue.heard.packetsOn).hasSize(rounds).last().isEqualTo(rounds);
		dialogue.publish(rounds - 1, "again");
		assertThat(dialogue.heard.requestedOn).as("not the oldest").last().isEqualTo(rounds - 1);
		dialogue.publish(1, "again");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Failed");
	}

	@Test
	@Tag("M1")
	void whenTooManyStreamsAreCreatedFails() {
		SessionDialogue dialogue = SessionDialogue.connected();
		for (int i = 0; i < SessionSettings.DEFAULT.streams(); i++) {
			dialogue.createStream();
		}
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(dialogue::createStream)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.FLOOD));
	}

	@ParameterizedTest
	@ValueSource(strings = { "_result", "_error", "onStatus" })
	void whenClientAnswersWhatNobodyAskedIgnoresIt(String name) {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, name, 4, AmfNull.INSTANCE);
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.ignored).isOne();
	}

}
