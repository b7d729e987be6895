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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.rtmpkit.internal.session.WireDialogue.bytes;
import static dev.rtmpkit.internal.session.WireDialogue.command;
import static dev.rtmpkit.internal.session.WireDialogue.number;
import static dev.rtmpkit.internal.session.WireDialogue.string;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerSession} with the bytes of a whole dialogue, each reply after
 * the ones before it.
 */
class ServerSessionTests {

	private static final String CONNECT = command(0, "connect", 1,
			"03 0003 617070 02 0004 6C697665 000009 // app: live");

	private final WireDialogue dialogue = new WireDialogue();

	private String welcome = "";

	@BeforeEach
	void connect() {
		this.welcome = this.dialogue.say(CONNECT);
	}

	@Test
	@Tag("NC4")
	@Tag("NC5")
	@Tag("PC1")
	@Tag("UC1")
	void welcomesWithWindowBandwidthChunkSizeStreamBeginAndResult() {
		assertThat(this.welcome).startsWith(bytes("""
				02 000000 000004 05 00000000 002625A0    // window acknowledgement size 2500000
				02 000000 000005 06 00000000 002625A0 02 // peer bandwidth 2500000, dynamic
				02 000000 000004 01 00000000 00001000    // chunk size 4096
				02 000000 000006 04 00000000 0000 00000000 // stream begin 0
				03 000000""")).contains(bytes("""
				   14 00000000
				   02 0007 5F726573756C74                // _result
				   00 3FF0000000000000                   // 1
				   03 0006 666D73566572 02 000D 464D532F332C302C312C313233 // fmsVer: FMS/3,0,1,123
				      000C 6361706162696C6974696573 00 403F000000000000 // capabilities: 31
				      0004 6D6F6465 00 3FF0000000000000 000009 // mode: 1
				""")).contains(bytes("""
				   03 0005 6C6576656C 02 0006 737461747573 // level: status
				      0004 636F6465 02 001D 4E6574436F6E6E656374696F6E2E436F6E6E6563742E53756363657373
				""")).endsWith(bytes("000009"));
	}

	@Test
	@Tag("NC10")
	@Tag("NC11")
	@Tag("NC12")
	void answersTheCommandsBeforeAPublish() {
		assertThat(this.dialogue.say(command(0, "releaseStream", 2, "05" + string("key")))).isEqualTo(bytes("""
				03 000000 000015 14 00000000
				   02 0007 5F726573756C74 00 4000000000000000 05 06 // _result, 2, null, undefined
				"""));
		assertThat(this.dialogue.say(command(0, "FCPublish", 3, "05" + string("key"))))
			.isEqualTo(bytes("03 000000 000015 14 00000000 02 0007 5F726573756C74 00 4008000000000000 05 06"));
		assertThat(this.dialogue.say(command(0, "createStream", 4, "05"))).isEqualTo(bytes("""
				03 000000 00001D 14 00000000
				   02 0007 5F726573756C74 00 4010000000000000 05 00 3FF0000000000000 // _result, 4, null, 1
				"""));
		assertThat(this.dialogue.say(command(0, "createStream", 5, "05"))).isEqualTo(bytes(
				"03 000000 00001D 14 00000000 02 0007 5F726573756C74 00 4014000000000000 05 00 4000000000000000 // 2"));
		assertThat(this.dialogue.say(command(0, "_checkbw", 6, "05")))
			.isEqualTo(bytes("03 000000 000015 14 00000000 02 0007 5F726573756C74 00 4018000000000000 05 06"));
	}

	@Test
	@Tag("NC10")
	@Tag("NC14")
	void whenCommandsComeInOnePieceAnswersThemInOrder() {
		assertThat(this.dialogue.say(command(0, "releaseStream", 2, "05" + string("key"))
				+ command(0, "FCPublish", 3, "05" + string("key")) + command(0, "createStream", 4, "05")))
			.isEqualTo(bytes("""
					03 000000 000015 14 00000000 02 0007 5F726573756C74 00 4000000000000000 05 06
					03 000000 000015 14 00000000 02 0007 5F726573756C74 00 4008000000000000 05 06
					03 000000 00001D 14 00000000 02 0007 5F726573756C74 00 4010000000000000 05 00 3FF0000000000000
					"""));
	}

	@Test
	@Tag("NS2")
	@Tag("NS3")
	@Tag("UC1")
	void tellsThatAPublishStarts() {
		this.dialogue.say(command(0, "createStream", 4, "05"));
		assertThat(this.dialogue.say(command(1, "publish", 5, "05" + string("key") + string("live"))))
			.isEqualTo(bytes("""
					02 000000 000006 04 00000000 0000 00000001 // stream begin 1
					03 000000 00006F 14 01000000        // on message stream 1
					   02 0008 6F6E537461747573         // onStatus
					   00 0000000000000000 05
					   03 0005 6C6576656C 02 0006 737461747573
					      0004 636F6465
					      02 0017 4E657453747265616D2E5075626C6973682E5374617274
					      000B 6465736372697074696F6E // name is now published.
					      02 0016 6E616D65206973206E6F77207075626C69736865642E
					      000009
					"""));
	}

	@Test
	@Tag("NC10")
	@Tag("D2")
	void tellsAlsoWithOnFcPublishIfTheClientSentFcPublish() {
		this.dialogue.say(command(0, "FCPublish", 0, "05" + string("key")));
		this.dialogue.say(command(0, "createStream", 4, "05"));
		assertThat(this.dialogue.say(command(1, "publish", 5, "05" + string("key") + string("live"))))
			.startsWith(bytes("""
					02 000000 000006 04 00000000 0000 00000001 // stream begin 1
					03 000000 000073 14 00000000
					   02 000B 6F6E46435075626C697368   // onFCPublish
					   00 0000000000000000 05           // 0, null
					   03 0005 6C6576656C 02 0006 737461747573 // level: status
					      0004 636F6465               // code: NetStream.Publish.Start
					      02 0017 4E657453747265616D2E5075626C6973682E5374617274
					      000B 6465736372697074696F6E // description: Publishing has started.
					      02 0017 5075626C697368696E672068617320737461727465642E
					      000009
					03 000000 00006F 14 01000000        // onStatus on message stream 1
					"""));
	}

	@Test
	@Tag("NS8")
	@Tag("NC15")
	void tellsThatAPublishEnds() {
		this.dialogue.say(command(0, "createStream", 4, "05"));
		this.dialogue.say(command(1, "publish", 5, "05" + string("key") + string("live")));
		assertThat(this.dialogue.say(command(0, "FCUnpublish", 6, "05" + string("key")))).isEqualTo(bytes("""
				03 000000 000015 14 00000000
				   02 0007 5F726573756C74 00 4018000000000000 05 06
				03 000000 000079 14 00000000
				   02 000D 6F6E4643556E7075626C697368 // onFCUnpublish
				   00 0000000000000000 05
				   03 0005 6C6576656C 02 0006 737461747573
				      0004 636F6465                 // code: NetStream.Unpublish.Success
				      02 001B 4E657453747265616D2E556E7075626C6973682E53756363657373
				      000B 6465736372697074696F6E   // description: Publishing has stopped.
				      02 0017 5075626C697368696E67206861732073746F707065642E
				      000009
				03 000000 00006B 14 01000000          // on message stream 1
				   02 0008 6F6E537461747573
				   00 0000000000000000 05
				   03 0005 6C6576656C 02 0006 737461747573
				      0004 636F6465
				      02 001B 4E657453747265616D2E556E7075626C6973682E53756363657373
				      000B 6465736372697074696F6E   // description: Stream closed.
				      02 000E 53747265616D20636C6F7365642E
				      000009
				"""));
		assertThat(this.dialogue.say(command(0, "deleteStream", 7, "05" + number(1)))).as("nothing left to tell")
			.isEmpty();
	}

	@Test
	@Tag("NC13")
	void answersAnUnknownCallIfItWantsAnAnswer() {
		assertThat(this.dialogue.say(command(0, "foo", 8, "05"))).isEqualTo(bytes("""
				03 000000 000068 14 00000000
				   02 0006 5F6572726F72 00 4020000000000000 05 // _error, 8, null
				   03 0005 6C6576656C 02 0005 6572726F72       // level: error
				      0004 636F6465                           // code: NetConnection.Call.Failed
				      02 0019 4E6574436F6E6E656374696F6E2E43616C6C2E4661696C6564
				      000B 6465736372697074696F6E             // description: Unknown command.
				      02 0010 556E6B6E6F776E20636F6D6D616E642E
				      000009
				"""));
		assertThat(this.dialogue.say(command(0, "foo", 0, "05"))).isEmpty();
	}

	@Test
	@Tag("NS11")
	void refusesToPlayOnTheMessageStreamThatAsks() {
		this.dialogue.say(command(0, "createStream", 2, "05"));
		assertThat(this.dialogue.say(command(1, "play", 0, "05" + string("key")))).isEqualTo(bytes("""
				03 000000 000080 14 01000000
				   02 0008 6F6E537461747573 00 0000000000000000 05 // onStatus, 0, null
				   03 0005 6C6576656C 02 0005 6572726F72
				      0004 636F6465                 // code: NetStream.Play.StreamNotFound
				      02 001D 4E657453747265616D2E506C61792E53747265616D4E6F74466F756E64
				      000B 6465736372697074696F6E   // description: This server takes publishers only.
				      02 0022 5468697320736572766572 2074616B6573 207075626C697368657273 206F6E6C792E
				      000009
				"""));
	}

	@Test
	@Tag("UC4")
	@Tag("UC5")
	void answersPingsOnChunkStream2() {
		assertThat(this.dialogue.say("02 000000 000006 04 00000000 0006 01020304"))
			.isEqualTo(bytes("02 000000 000006 04 00000000 0007 01020304"));
		assertThat(this.dialogue.say("42 000000 000006 04 0007 01020304 // a pong")).isEmpty();
	}

	@Test
	@Tag("CH15")
	@Tag("NS9")
	void whenEverythingIsOnChunkStream4AndPublishedTwiceItAllArrives() {
		String audio = "04 000000 000003 08 01000000 AF0121";
		String on4 = command(0, "createStream", 2, "05") + command(1, "publish", 0, "05" + string("a")) + audio
				+ "44 000017 000006 09 1701 000000 65" + "C4 2701 000000 41" + command(1, "closeStream", 0, "05")
				+ command(1, "publish", 0, "05" + string("b")) + audio;
		this.dialogue.say(on4.replace("03 000000", "04 000000"));
		assertThat(this.dialogue.heard().requests).extracting((request) -> request.streamKey().value())
			.containsExactly("a", "b");
		assertThat(this.dialogue.heard().packets).extracting(dev.rtmpkit.media.MediaPacket::timestamp)
			.containsExactly(0L, 23L, 46L, 0L);
		assertThat(this.dialogue.heard().unpublished).containsExactly(1);
	}

}
