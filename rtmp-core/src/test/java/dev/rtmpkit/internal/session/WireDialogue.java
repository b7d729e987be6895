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
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.testkit.Hex;

/**
 * A session with its chunk streams: a client's bytes in, the server's bytes out. Every
 * publish is accepted at once.
 */
final class WireDialogue {

	private final SessionDialogue dialogue = new SessionDialogue();

	private final MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);

	private final MessageWriter writer = new MessageWriter();

	RecordingSessionListener heard() {
		return this.dialogue.heard;
	}

	/**
	 * Say something and return the answer.
	 * @param hex what the client says
	 * @return the bytes of all replies, as text that shows where the difference is
	 */
	String say(String hex) {
		this.dialogue.heard.clear();
		ByteBuffer input = ByteBuffer.wrap(Hex.bytes(hex));
		RtmpMessage message;
		while ((message = this.reader.read(input)) != null) {
			int requests = heard().requests.size();
			this.dialogue.receive(message);
			if (heard().requests.size() > requests) {
				this.dialogue.session.accept(heard().requestedOn.get(requests), "name");
			}
		}
		ByteBuffer reply = this.writer.write(heard().sent);
		byte[] bytes = new byte[reply.remaining()];
		reply.get(bytes);
		return text(bytes);
	}

	/**
	 * Return golden bytes in the form of {@link #say}.
	 */
	static String bytes(String hex) {
		return text(Hex.bytes(hex));
	}

	private static String text(byte[] bytes) {
		return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
	}

	/**
	 * Return a command in a chunk of its own, on chunk stream 3.
	 * @param streamId the message stream id
	 * @param name the command name
	 * @param transactionId the transaction id
	 * @param rest what follows it
	 * @return the chunk as hex
	 */
	static String command(int streamId, String name, int transactionId, String rest) {
		String body = string(name) + number(transactionId) + rest;
		return "03 000000 %06X 14 %02X000000 %s".formatted(Hex.bytes(body).length, streamId, body);
	}

	static String string(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return "02 %04X %s ".formatted(bytes.length, HexFormat.of().formatHex(bytes));
	}

	static String number(double value) {
		return "00 %016X ".formatted(Double.doubleToLongBits(value));
	}

}
