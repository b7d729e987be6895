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

import java.util.Set;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.message.CommandMessage;
import dev.rtmpkit.message.SetChunkSize;
import dev.rtmpkit.message.SetPeerBandwidth;
import dev.rtmpkit.message.UserControl;
import dev.rtmpkit.message.WindowAcknowledgementSize;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectPhase} through {@link ServerSession}.
 */
class ConnectTests {

	@Test
	@Tag("NC1")
	@Tag("NC4")
	@Tag("UC1")
	void whenConnectArrivesAnswersInTheOrderClientsKnow() {
		SessionDialogue dialogue = SessionDialogue.connected();
		assertThat(dialogue.heard.sent).hasSize(5);
		assertThat(dialogue.heard.writes).as("one write").containsExactly(5);
		assertThat(dialogue.heard.sent.get(0)).isInstanceOf(WindowAcknowledgementSize.class);
		assertThat(dialogue.heard.sent.get(1)).isInstanceOf(SetPeerBandwidth.class);
		assertThat(dialogue.heard.sent.get(2)).isEqualTo(new SetChunkSize(4096));
		assertThat(dialogue.heard.sent.get(3)).isEqualTo(UserControl.of(UserControl.STREAM_BEGIN, 0));
		CommandMessage result = dialogue.heard.lastCommand();
		assertThat(result.name()).isEqualTo("_result");
		assertThat(result.transactionId()).isEqualTo(1);
		assertThat(result.streamId()).isZero();
		assertThat(result.commandObject()).isInstanceOf(AmfObject.class);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Success");
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("NC1")
	void whenArgumentsFollowTheCommandObjectIgnoresThem() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1, AmfObject.builder().put("app", "live").build(), new AmfBoolean(true),
				new AmfString("token"));
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("NC2")
	void whenOnlyAppIsSentConnects() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1, AmfObject.builder().put("app", "live").build());
		dialogue.createStream().publish(1, "key");
		PublishRequest request = dialogue.heard.requests.get(0);
		assertThat(request.app()).isEqualTo("live");
		assertThat(request.client().encoder()).isNull();
		assertThat(request.client().tcUrl()).isEmpty();
	}

	@Test
	@Tag("NC2")
	void whenPropertiesHaveWrongTypesConnects() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1, AmfObject.builder().put("app", 7).put("tcUrl", true).build());
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("NC3")
	void whenAppHasSlashInstanceOrQueryNormalizesIt() {
		assertThat(PublishTarget.applicationName("live/")).isEqualTo("live");
		assertThat(PublishTarget.applicationName("/live")).isEqualTo("live");
		assertThat(PublishTarget.applicationName("live/_definst_")).isEqualTo("live");
		assertThat(PublishTarget.applicationName("live?token=1")).isEqualTo("live");
		assertThat(PublishTarget.applicationName("live/sub")).isEqualTo("live/sub");
	}

	@Test
	@Tag("NC8")
	void whenApplicationIsNotAllowedAnswersInvalidAppAndCloses() {
		SessionDialogue dialogue = new SessionDialogue(Set.of("live")).connect("other");
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.InvalidApp");
		assertThat(dialogue.heard.closing).isTrue();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CLOSED);
	}

	@Test
	@Tag("NC8")
	void whenApplicationIsAllowedOrBelowConnects() {
		assertThat(new SessionDialogue(Set.of("live")).connect("live/?k=v").session.state())
			.isEqualTo(SessionState.CONNECTED);
		assertThat(new SessionDialogue(Set.of("live")).connect("live/studio").session.state())
			.isEqualTo(SessionState.CONNECTED);
		assertThat(new SessionDialogue(Set.of("live")).connect("lively").session.state())
			.isEqualTo(SessionState.CLOSED);
	}

	@Test
	@Tag("NC9")
	@Tag("M3")
	void whenConnectedTwiceAnswersErrorAndStaysConnected() {
		SessionDialogue dialogue = SessionDialogue.connected();
		dialogue.heard.clear();
		dialogue.command(0, "connect", 9, AmfObject.builder().put("app", "other").build());
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCommand().transactionId()).isEqualTo(9);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Rejected");
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).app()).isEqualTo("live");
	}

	@Test
	@Tag("NC9")
	@Tag("M3")
	void whenCommandsComeBeforeConnectAnswersErrorAndGoesOn() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.createStream();
		assertThat(dialogue.heard.lastCommand().name()).isEqualTo("_error");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Call.Failed");
		dialogue.publish(1, "key");
		assertThat(dialogue.heard.requests).isEmpty();
		dialogue.command(0, "foo", 0, AmfNull.INSTANCE, new AmfNumber(1));
		dialogue.connect("live");
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("AM6")
	void answersObjectEncodingZero() {
		CommandMessage result = SessionDialogue.connected().heard.lastCommand();
		AmfProperties info = (AmfProperties) result.arguments().get(0);
		assertThat(info.number("objectEncoding")).isZero();
	}

}
