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

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.internal.wire.message.MessageDecoder;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerSession} with a client that speaks AMF3.
 */
class Amf3DialogueTests {

	private static final MessageDecoder DECODER = new MessageDecoder(AmfLimits.DEFAULT);

	/** Format selector and AMF0, perhaps with switches; AMF3 at once, perhaps marked. */
	@Tag("AM4")
	@Tag("AM6")
	@ParameterizedTest
	@CsvSource({ "00 02 0007 636F6E6E656374 00 3FF0000000000000 11 0A 0B 01 07 617070 06 09 6C697665 01,"
			+ "00 02 000C 63726561746553747265616D 00 4000000000000000 05,"
			+ "00 02 0007 7075626C697368 00 4008000000000000 05 02 0003 6B6579 11 06 09 6C697665,"
			+ "00 02 000D 40736574446174614672616D65 02 000A 6F6E4D65746144617461 11 0A 0B 01 0B 7769647468 04 8500 01",
			"06 0F 636F6E6E656374 04 01 0A 0B 01 07 617070 06 09 6C697665 01,"
					+ "06 19 63726561746553747265616D 04 02 01,"
					+ "11 06 0F 7075626C697368 11 04 03 11 01 11 06 07 6B6579 11 06 09 6C697665,"
					+ "06 1B 40736574446174614672616D65 06 15 6F6E4D65746144617461 0A 0B 01 0B 7769647468 04 8500 01" })
	void clientPublishesWithMessagesOfTypes17And15(String connect, String createStream, String publish, String data) {
		SessionDialogue dialogue = new SessionDialogue();
		receive(dialogue, 17, 0, connect);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetConnection.Connect.Success");
		receive(dialogue, 17, 0, createStream);
		assertThat(dialogue.heard.lastCommand().transactionId()).isEqualTo(2);
		receive(dialogue, 17, 1, publish);
		assertThat(dialogue.heard.requests).singleElement()
			.satisfies((request) -> assertThat(request.streamKey().value()).isEqualTo("key"));
		dialogue.session.accept(1, "name");
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Publish.Start");
		receive(dialogue, 15, 1, data);
		assertThat(dialogue.heard.packets).singleElement().isInstanceOfSatisfying(DataPacket.class, (packet) -> {
			assertThat(packet.amf3()).isTrue();
			assertThat(packet.metadata()).isNotNull().satisfies((it) -> assertThat(it.width()).isEqualTo(640));
		});
		assertThat(dialogue.heard.ignored).isZero();
	}

	private static void receive(SessionDialogue dialogue, int typeId, int streamId, String hex) {
		dialogue.receive(DECODER.decode(new RawMessage(typeId, streamId, 0, ByteBuffer.wrap(Hex.bytes(hex)))));
	}

}
