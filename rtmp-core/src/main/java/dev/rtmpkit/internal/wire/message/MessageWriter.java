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

package dev.rtmpkit.internal.wire.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.wire.chunk.ChunkEncoder;
import dev.rtmpkit.internal.wire.chunk.RawMessage;

/**
 * Writes the messages of one direction of a connection. Not thread-safe.
 */
public final class MessageWriter {

	private final ChunkEncoder chunks = new ChunkEncoder();

	private int chunkSize = ChunkEncoder.DEFAULT_CHUNK_SIZE;

	/**
	 * Write messages. A Set Chunk Size among them takes effect for those that follow it.
	 * @param messages the messages, in order
	 * @return their chunks in one buffer, from position 0 to the limit
	 */
	public ByteBuffer write(List<? extends RtmpMessage> messages) {
		List<RawMessage> raw = new ArrayList<>(messages.size());
		int size = 0;
		for (RtmpMessage message : messages) {
			RawMessage encoded = MessageEncoder.encode(message);
			raw.add(encoded);
			size += ChunkEncoder.maxSizeOf(encoded, this.chunkSize);
			this.chunkSize = (message instanceof SetChunkSize changed) ? changed.size() : this.chunkSize;
		}
		ByteBuffer output = ByteBuffer.allocate(size);
		for (int i = 0; i < raw.size(); i++) {
			RtmpMessage message = messages.get(i);
			this.chunks.encode(MessageEncoder.chunkStreamId(message), raw.get(i), output);
			if (message instanceof SetChunkSize changed) {
				this.chunks.chunkSize(changed.size());
			}
		}
		return output.flip();
	}

}
