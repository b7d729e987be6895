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

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.AggregateMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MediaInput} through {@link ServerSession}.
 */
class MediaInputTests {

	private static final String AUDIO_AND_VIDEO = """
			08 000002 0003E8 00 000009 AF 01          0000000D // audio at 1000, stream 9
			09 000006 0003FC 00 000000 27 01 000000 41 00000011 // video at 1020
			""";

	/** closeStream, 0, null. */
	private static final String CLOSE_STREAM = """
			14 000018 0003FC 00 000000
			   02 000B 636C6F736553747265616D 00 0000000000000000 05
			   00000023
			""";

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	@Tag("AG1")
	void whenAggregateComesItsPartsAreTheStreams(int streamId) {
		SessionDialogue dialogue = receive(SessionDialogue.publishing(), streamId, 5000, AUDIO_AND_VIDEO);
		assertThat(dialogue.heard.packetsOn).containsExactly(1, 1);
		assertThat(dialogue.heard.packets).extracting(MediaPacket::timestamp).containsExactly(5000L, 5020L);
	}

	@Test
	@Tag("AG1")
	@Tag("NS6")
	void whenAggregateIsForNoPublishItIsIgnored() {
		SessionDialogue dialogue = receive(SessionDialogue.publishing(), 7, 0, AUDIO_AND_VIDEO);
		assertThat(dialogue.heard.packets).isEmpty();
		assertThat(dialogue.heard.ignored).as("as each part alone").isEqualTo(2);
	}

	@Test
	@Tag("AG1")
	@Tag("NC16")
	void whenPublishEndsInAnAggregateWhatCameBeforeCounts() {
		SessionDialogue dialogue = receive(SessionDialogue.publishing(), 1, 5000,
				AUDIO_AND_VIDEO + CLOSE_STREAM + AUDIO_AND_VIDEO);
		assertThat(dialogue.heard.packets).hasSize(2);
		assertThat(dialogue.heard.unpublished).containsExactly(1);
		assertThat(dialogue.heard.ignored).as("what came after").isEqualTo(2);
		assertThat(dialogue.heard.lastCode()).isEqualTo("NetStream.Unpublish.Success");
	}

	@Test
	@Tag("AG2")
	void whenAggregateIsCutOffNothingOfItCounts() {
		SessionDialogue dialogue = SessionDialogue.publishing();
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> receive(dialogue, 1, 0, AUDIO_AND_VIDEO + "\n 08 000002"))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.AGGREGATE));
		assertThat(dialogue.heard.packets).isEmpty();
	}

	private static SessionDialogue receive(SessionDialogue dialogue, int streamId, long timestamp, String aggregate) {
		MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);
		ByteBuffer input = new MessageWriter()
			.write(List.of(new AggregateMessage(streamId, timestamp, ByteBuffer.wrap(Hex.bytes(aggregate)))));
		RtmpMessage message;
		while ((message = reader.read(input)) != null) {
			dialogue.receive(message);
		}
		return dialogue;
	}

}
