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
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectPhase} through {@link ServerSession}.
 */
class ConnectTests {

	private static final String CONTROL = """
			02 000000 000004 05 00000000 002625A0 // window 2,500,000
			02 000000 000005 06 00000000 002625A0 02 // bandwidth, dynamic
			02 000000 000004 01 00000000 00001000 // chunk size 4096
			02 000000 000006 04 00000000 0000 00000000 // stream 0 begins
			""";

	private static final String RESULT = """
			02 00075F726573756C74 003FF0000000000000 // _result of transaction 1
			03 // properties
			0006666D73566572 02 000D464D532F332C302C312C313233 // fmsVer FMS/3,0,1,123
			000C6361706162696C6974696573 00403F000000000000 // capabilities 31
			00046D6F6465 003FF0000000000000 // mode 1
			000009
			03 // information
			00056C6576656C 02 0006737461747573 // level status
			0004636F6465 02 001D4E6574436F6E6E656374696F6E2E436F6E6E6563742E53756363657373 // code ...Connect.Success
			000B6465736372697074696F6E 02 0015436F6E6E656374696F6E207375636365656465642E // description
			000E6F626A656374456E636F64696E67 000000000000000000 // objectEncoding 0
			""";

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

	@ParameterizedTest
	@ValueSource(strings = { "app", "flashVer", "swfUrl", "tcUrl", "fpad", "capabilities", "audioCodecs", "videoCodecs",
			"videoFunction", "pageUrl", "objectEncoding", "type", "fourCcList", "videoFourCcInfoMap",
			"audioFourCcInfoMap", "capsEx" })
	@Tag("NC2")
	void whenAnyPropertyHasAnyTypeConnectsAndPublishes(String name) {
		for (AmfValue value : List.of(AmfNull.INSTANCE, AmfUndefined.INSTANCE, new AmfBoolean(true),
				new AmfNumber(Double.NaN), new AmfNumber(-1), new AmfNumber(1e300), new AmfString(""),
				new AmfString("text"), AmfObject.EMPTY, AmfEcmaArray.builder().build(),
				new AmfStrictArray(List.of(AmfNull.INSTANCE)))) {
			SessionDialogue dialogue = new SessionDialogue();
			dialogue.command(0, "connect", 1, AmfObject.builder().put("app", "live").put(name, value).build());
			dialogue.createStream().publish(1, "key");
			assertThat(dialogue.heard.requests).as("%s", value).hasSize(1);
		}
	}

	/** librtmp sends flashVer only if asked to, others write tcurl or quote values. */
	@Test
	@Tag("NC2")
	void whenPropertiesAreSpelledAsInTheWildReadsThem() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder()
					.put("app", "\"live\"")
					.put("type", "nonprivate")
					.put("tcurl", "\"rtmp://h/live?k=v\"")
					.build());
		dialogue.createStream().publish(1, "key");
		PublishRequest request = dialogue.heard.requests.get(0);
		assertThat(request.app()).isEqualTo("live");
		assertThat(request.client().tcUrl()).isEqualTo("rtmp://h/live?k=v");
		assertThat(request.parameters()).containsEntry("k", "v");
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
	@Tag("D4")
	void whenApplicationIsNotAllowedTellsOfARequestWithoutAKey() {
		SessionDialogue dialogue = new SessionDialogue(Set.of("live")).connect("other/?token=secret");
		assertThat(dialogue.heard.refusals).containsExactly(RejectReason.UNKNOWN_APPLICATION);
		assertThat(dialogue.heard.refusedConnects).singleElement().satisfies((request) -> {
			assertThat(request.app()).isEqualTo("other");
			assertThat(request.appText()).isEqualTo("***");
			assertThat(request.streamKey().value()).isEmpty();
			assertThat(request.parameters()).isEmpty();
			assertThat(request.client().encoder()).isNull();
		});
	}

	@Test
	@Tag("D4")
	void whenApplicationIsNoNameTellsOfARequestWithoutIt() {
		SessionDialogue dialogue = new SessionDialogue().connect("a\r\nb");
		assertThat(dialogue.heard.refusals).containsExactly(RejectReason.BAD_NAME);
		assertThat(dialogue.heard.refusedConnects).singleElement()
			.satisfies((request) -> assertThat(request.app()).isEmpty());
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

	@ParameterizedTest
	@CsvSource({ "0, 0", "3, 3", "1, 0", "-3, 0", "1e300, 0", "NaN, 0" })
	@Tag("AM6")
	void answersObjectEncodingOfTheClientIfItIsKnown(double sent, int answered) {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1, AmfObject.builder().put("app", "live").put("objectEncoding", sent).build());
		assertThat(info(dialogue).number("objectEncoding")).isEqualTo(answered);
	}

	@Test
	@Tag("AM6")
	void whenClientSaysNoObjectEncodingAnswersZero() {
		assertThat(info(SessionDialogue.connected()).number("objectEncoding")).isZero();
	}

	@Test
	@Tag("NC4")
	@Tag("NC6")
	void answersTheseBytes() {
		assertThat(written(SessionDialogue.connected())).isEqualTo(Hex.bytes(CONTROL + """
				03 000000 000126 14 00000000
				""" + RESULT + """
				0012766964656F466F75724363496E666F4D6170 03 00012A 004010000000000000 000009 // videoFourCcInfoMap
				0012617564696F466F75724363496E666F4D6170 03 00012A 004010000000000000 000009 // audioFourCcInfoMap
				0006636170734578 00402E000000000000 // capsEx 15
				000009
				"""));
	}

	@Test
	@Tag("NC6")
	void whenServerTellsNoCapabilitiesAnswersTheBytesOfOld() {
		SessionDialogue dialogue = new SessionDialogue(SessionSettings.DEFAULT.withCapabilities(Capabilities.NONE))
			.connect("live");
		assertThat(written(dialogue)).isEqualTo(Hex.bytes(CONTROL + """
				03 000000 0000CD 14 00000000
				""" + RESULT + """
				000009
				"""));
	}

	@Test
	@Tag("NC6")
	void tellsTheCapabilitiesItWasGiven() {
		Capabilities capabilities = new Capabilities(List.of("av01"), Map.of("av01", 7), Map.of(), 2, 0);
		SessionDialogue dialogue = new SessionDialogue(SessionSettings.DEFAULT.withCapabilities(capabilities))
			.connect("live");
		assertThat(Capabilities.of(info(dialogue))).isEqualTo(capabilities);
	}

	@Test
	@Tag("NC7")
	void whenClientSaysWhatItCanThePublishRequestTells() {
		SessionDialogue dialogue = new SessionDialogue();
		Capabilities capabilities = new Capabilities(List.of("hvc1"), Map.of("*", 2), Map.of("Opus", 2), 11, 2);
		dialogue.command(0, "connect", 1, capabilities.addTo(AmfObject.builder().put("app", "live")).build());
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).capabilities()).isEqualTo(capabilities);
	}

	@Test
	@Tag("NC7")
	void whenClientSaysNothingOrNonsenseConnectsAsWell() {
		SessionDialogue dialogue = SessionDialogue.connected().createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).capabilities()).isEqualTo(Capabilities.NONE);
		dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1,
				AmfObject.builder()
					.put("app", "live")
					.put("fourCcList", "av01")
					.put("videoFourCcInfoMap", 1)
					.put("capsEx", -1)
					.build());
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).capabilities()).isEqualTo(Capabilities.NONE);
	}

	private static AmfProperties info(SessionDialogue dialogue) {
		return (AmfProperties) dialogue.heard.lastCommand().arguments().get(0);
	}

	private static byte[] written(SessionDialogue dialogue) {
		ByteBuffer written = new MessageWriter().write(dialogue.heard.sent);
		byte[] bytes = new byte[written.remaining()];
		written.get(bytes);
		return bytes;
	}

}
