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

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link PublishDialogue} with all that a server says after the handshake: it goes
 * on, is refused or fails with the declared exception, and never shows the key.
 */
@Tag("Z1")
class PublishDialogueFuzzTests {

	private static final String KEY = HexFormat.of().toHexDigits(System.nanoTime());

	private static final RtmpUri TARGET = RtmpUri.of(URI.create("rtmp://localhost/live/" + KEY), null);

	@FuzzTest
	void receive(byte[] bytes) throws IOException {
		PublishDialogue dialogue = new PublishDialogue(TARGET, TestSettings.FOLLOWING, "");
		MessageReader reader = new MessageReader(ChunkLimits.UNAUTHORIZED, AmfLimits.DEFAULT);
		MessageWriter writer = new MessageWriter();
		writer.write(dialogue.begin());
		ByteBuffer input = ByteBuffer.wrap(bytes);
		try {
			RtmpMessage message;
			while ((message = reader.read(input)) != null) {
				writer.write(dialogue.receive(message));
				if (dialogue.state() == PublishState.READY) {
					writer.write(dialogue.publish());
				}
				RtmpUri next = dialogue.pollReconnectTarget();
				assertThat((next != null) ? next.toString() : "").doesNotContain(KEY);
			}
			writer.write(dialogue.end());
		}
		catch (RtmpProtocolException ex) {
			assertThat(ex.getMessage()).doesNotContain(KEY);
		}
		catch (IOException ex) {
			assertThat(ex.toString()).doesNotContain(KEY);
		}
	}

}
