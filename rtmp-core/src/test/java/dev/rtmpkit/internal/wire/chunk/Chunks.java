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

package dev.rtmpkit.internal.wire.chunk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;

/**
 * Runs chunks through a decoder that obeys Set Chunk Size and Abort, in all
 * fragmentations.
 */
final class Chunks {

	static final ChunkLimits LIMITS = new ChunkLimits(8 << 20, 64 << 10, 32, (8 << 20) + (64 << 10));

	private static final int SET_CHUNK_SIZE = 1;

	private static final int ABORT = 2;

	private Chunks() {
	}

	static List<RawMessage> decode(String hex) {
		return decode(Hex.bytes(hex), LIMITS);
	}

	static List<RawMessage> decode(byte[] bytes, ChunkLimits limits) {
		return Fragmentation.decode(bytes, (messages) -> {
			ChunkDecoder decoder = new ChunkDecoder(limits);
			return (buffer) -> {
				decodeAll(decoder, buffer, messages);
				if (buffer.hasRemaining()) {
					throw new AssertionError("Decoder leaves bytes");
				}
			};
		});
	}

	static void decodeAll(ChunkDecoder decoder, ByteBuffer buffer, Consumer<RawMessage> messages) {
		RawMessage message;
		while ((message = decoder.decode(buffer)) != null) {
			messages.accept(message);
			if (message.typeId() == SET_CHUNK_SIZE) {
				decoder.chunkSize(message.payload().getInt(0));
			}
			else if (message.typeId() == ABORT) {
				decoder.abort(message.payload().getInt(0));
			}
		}
	}

	static RawMessage message(int typeId, int streamId, long timestamp, String payload) {
		return new RawMessage(typeId, streamId, timestamp, ByteBuffer.wrap(Hex.bytes(payload)));
	}

	/**
	 * Return hex of bytes that are all alike.
	 */
	static String times(int count, String octet) {
		return octet.repeat(count);
	}

}
