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

import dev.rtmpkit.internal.wire.message.AbortMessage;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UnknownMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlInput} through {@link ServerSession}.
 */
class ControlInputTests {

	@Test
	@Tag("UC4")
	void whenPingedAnswersPongWithTheSameBytes() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(UserControl.of(UserControl.PING_REQUEST, 0xCAFEBABE));
		assertThat(dialogue.heard.sent).containsExactly(UserControl.of(UserControl.PING_RESPONSE, 0xCAFEBABE));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 7, 26, 27, 31, 32, 65535 })
	@Tag("UC1")
	@Tag("UC2")
	@Tag("UC3")
	@Tag("UC5")
	@Tag("UC6")
	void whenOtherEventsArriveIgnoresThem(int event) {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.receive(UserControl.of(event, 1));
		dialogue.receive(new UserControl(event, ByteBuffer.allocate(0)));
		dialogue.receive(new UserControl(event, ByteBuffer.allocate(1)));
		dialogue.receive(new UserControl(event, ByteBuffer.allocate(8)));
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.session.state()).isEqualTo(SessionState.CONNECTED);
	}

	@Test
	@Tag("UC4")
	@Tag("UC5")
	void whenClientIsPingedItsPongIsTold() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		dialogue.session.ping(0xCAFEBABE);
		assertThat(dialogue.heard.sent).containsExactly(UserControl.of(UserControl.PING_REQUEST, 0xCAFEBABE));
		dialogue.receive(UserControl.of(UserControl.PING_RESPONSE, 0xCAFEBABE));
		dialogue.receive(new UserControl(UserControl.PING_RESPONSE, ByteBuffer.allocate(3)));
		assertThat(dialogue.heard.pongs).containsExactly(0xCAFEBABE);
		dialogue.session.end(StatusCode.CONNECT_CLOSED, "bye");
		dialogue.heard.clear();
		dialogue.session.ping(1);
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { UserControl.STREAM_DRY, UserControl.STREAM_IS_RECORDED })
	@Tag("UC2")
	void tellsEventsOfStreamsThatPublish(int event) {
		SessionDialogue dialogue = SessionDialogue.publishing().createStream();
		dialogue.heard.clear();
		dialogue.session.tell(1, event);
		assertThat(dialogue.heard.sent).containsExactly(UserControl.of(event, 1));
		dialogue.session.tell(2, event);
		dialogue.session.tell(3, event);
		assertThat(dialogue.heard.sent).hasSize(1);
	}

	@Test
	@Tag("UC6")
	void whenPingIsTooShortIgnoresIt() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(new UserControl(UserControl.PING_REQUEST, ByteBuffer.allocate(3)));
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@Test
	@Tag("PC8")
	void whenPeerBandwidthChangesTheWindowAnswersIt() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(new SetPeerBandwidth(1000, SetPeerBandwidth.HARD));
		assertThat(dialogue.heard.sent).containsExactly(new WindowAcknowledgementSize(1000));
		dialogue.heard.clear();
		dialogue.receive(new SetPeerBandwidth(1000, SetPeerBandwidth.HARD));
		dialogue.receive(new SetPeerBandwidth(2000, SetPeerBandwidth.SOFT));
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@Test
	@Tag("PC8")
	void whenPeerBandwidthIsDynamicItCountsOnlyAfterHard() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(new SetPeerBandwidth(1000, SetPeerBandwidth.DYNAMIC));
		assertThat(dialogue.heard.sent).isEmpty();
		dialogue.receive(new SetPeerBandwidth(2000, SetPeerBandwidth.HARD));
		dialogue.receive(new SetPeerBandwidth(3000, SetPeerBandwidth.DYNAMIC));
		assertThat(dialogue.heard.sent).containsExactly(new WindowAcknowledgementSize(2000),
				new WindowAcknowledgementSize(3000));
	}

	@Test
	@Tag("PC8")
	void whenLimitTypeIsUnknownItChangesNothing() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(new SetPeerBandwidth(2000, SetPeerBandwidth.HARD));
		dialogue.receive(new SetPeerBandwidth(3000, 3)).receive(new SetPeerBandwidth(3000, 255));
		dialogue.receive(new SetPeerBandwidth(4000, SetPeerBandwidth.DYNAMIC));
		assertThat(dialogue.heard.sent).containsExactly(new WindowAcknowledgementSize(2000),
				new WindowAcknowledgementSize(4000));
	}

	@Test
	@Tag("PC9")
	@Tag("SO1")
	void whenTypeIsUnknownIgnoresAndCountsIt() {
		SessionDialogue dialogue = new SessionDialogue();
		for (int type : new int[] { 0, 7, 10, 16, 19, 21, 255 }) {
			dialogue.receive(new UnknownMessage(type, 0, 0, ByteBuffer.allocate(3)));
		}
		assertThat(dialogue.heard.ignored).isEqualTo(7);
		assertThat(dialogue.heard.sent).isEmpty();
	}

	@Test
	void whenMessagesOfTheChunkLayerArriveSaysNothing() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.receive(new SetChunkSize(5000))
			.receive(new AbortMessage(3))
			.receive(new Acknowledgement(7))
			.receive(new WindowAcknowledgementSize(9));
		assertThat(dialogue.heard.sent).isEmpty();
		assertThat(dialogue.heard.ignored).isZero();
	}

}
