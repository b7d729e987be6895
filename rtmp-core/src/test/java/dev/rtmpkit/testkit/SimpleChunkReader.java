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

package dev.rtmpkit.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.internal.wire.message.MessageDecoder;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;

/**
 * Reads what a server sends as the simplest receivers of encoders do, HaishinKit.kt among
 * them: a message must begin with a header of type 0 or 1. One of type 3 goes on with a
 * message and has no extended timestamp. With anything else such receivers lose their
 * place; this one fails.
 */
public final class SimpleChunkReader {

	private static final int BASIC_HEADER_BYTES = 1;

	private static final int EXTENDED_TIMESTAMP = 0xFFFFFF;

	private final MessageDecoder decoder = new MessageDecoder(AmfLimits.DEFAULT);

	private final Map<Integer, Message> messages = new HashMap<>();

	private byte[] unread = {};

	private int chunkSize = 128;

	/**
	 * Read messages.
	 * @param bytes the bytes as they come
	 * @return the messages that are complete
	 * @throws AssertionError if the reader loses its place
	 */
	public List<RtmpMessage> read(ByteBuffer bytes) {
		int known = this.unread.length;
		this.unread = Arrays.copyOf(this.unread, known + bytes.remaining());
		bytes.get(this.unread, known, bytes.remaining());
		List<RtmpMessage> complete = new ArrayList<>();
		ByteBuffer input = ByteBuffer.wrap(this.unread);
		while (readChunk(input, complete)) {
			this.unread = Arrays.copyOfRange(this.unread, input.position(), this.unread.length);
			input = ByteBuffer.wrap(this.unread);
		}
		return complete;
	}

	/**
	 * Read a chunk if all of it is there.
	 */
	private boolean readChunk(ByteBuffer input, List<RtmpMessage> complete) {
		if (!input.hasRemaining()) {
			return false;
		}
		int first = input.get() & 0xFF;
		int id = first & 0x3F;
		assertThat(id > 1, "chunk stream id of several bytes", first);
		int headerBytes = switch (first >> 6) {
			case 0 -> 11;
			case 1 -> 7;
			case 3 -> 0;
			default -> throw new AssertionError("A message begins with a header of type 2");
		};
		if (input.remaining() < headerBytes) {
			return false;
		}
		Message message = this.messages.get(id);
		boolean begins = headerBytes > 0;
		assertThat(begins == (message == null || message.isComplete()),
				begins ? "message begins within another" : "message begins with a header of type 3", first);
		if (begins) {
			message = new Message(input, message, headerBytes == 11);
		}
		int length = Math.min(this.chunkSize, message.missing());
		if (input.remaining() < length) {
			return false;
		}
		this.messages.put(id, message);
		message.read(input, length);
		if (message.isComplete()) {
			complete.add(decode(message));
		}
		return true;
	}

	private RtmpMessage decode(Message message) {
		RtmpMessage decoded = this.decoder.decode(message.raw());
		if (decoded instanceof SetChunkSize changed) {
			this.chunkSize = changed.size();
		}
		return decoded;
	}

	private static void assertThat(boolean condition, String problem, int first) {
		if (!condition) {
			throw new AssertionError("Out of step at a chunk that begins with %02x: %s".formatted(first, problem));
		}
	}

	/**
	 * A message as far as it has come.
	 */
	private static final class Message {

		private final long timestamp;

		private final int length;

		private final int typeId;

		private final int streamId;

		private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

		Message(ByteBuffer header, Message last, boolean full) {
			int time = unsigned24(header);
			assertThat(time < EXTENDED_TIMESTAMP, "extended timestamp", header.get(BASIC_HEADER_BYTES - 1));
			this.length = unsigned24(header);
			this.typeId = header.get() & 0xFF;
			this.streamId = (full) ? Integer.reverseBytes(header.getInt()) : last.streamId;
			this.timestamp = (full) ? time : last.timestamp + time;
		}

		private static int unsigned24(ByteBuffer input) {
			return (input.get() & 0xFF) << 16 | input.getShort() & 0xFFFF;
		}

		int missing() {
			return this.length - this.payload.size();
		}

		boolean isComplete() {
			return missing() == 0;
		}

		void read(ByteBuffer input, int count) {
			byte[] bytes = new byte[count];
			input.get(bytes);
			this.payload.writeBytes(bytes);
		}

		RawMessage raw() {
			return new RawMessage(this.typeId, this.streamId, this.timestamp,
					ByteBuffer.wrap(this.payload.toByteArray()).asReadOnlyBuffer());
		}

	}

}
