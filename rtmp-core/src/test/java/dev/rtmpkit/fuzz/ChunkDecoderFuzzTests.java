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

package dev.rtmpkit.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.internal.wire.chunk.ChunkDecoder;
import dev.rtmpkit.internal.wire.chunk.ChunkEncoder;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link ChunkDecoder}, with what changes the chunk stream applied: the messages
 * do not depend on how the network cuts the bytes, survive being encoded, and never are
 * held beyond the limit.
 */
@Tag("Z1")
class ChunkDecoderFuzzTests {

	private static final ChunkLimits ROOMY = new ChunkLimits(64 << 10, 16 << 10, 8, 1 << 20);

	private static final ChunkLimits TIGHT = new ChunkLimits(64 << 10, 16 << 10, 8, 2 << 10);

	private static final int SET_CHUNK_SIZE = 1;

	private static final int ABORT = 2;

	@FuzzTest
	void decode(FuzzedDataProvider data) {
		long seed = data.consumeLong();
		byte[] bytes = data.consumeRemainingAsBytes();
		Run whole = new Run(ROOMY);
		ProtocolError error = Network.deliver(bytes, whole);
		Run pieces = new Run(ROOMY);
		assertThat(Network.deliverInPieces(bytes, seed, pieces)).isEqualTo(error);
		assertThat(pieces.messages).isEqualTo(whole.messages);
		Run tight = new Run(TIGHT);
		ProtocolError tightError = Network.deliverInPieces(bytes, seed, tight);
		assertThat(tightError).isIn(error, ProtocolError.PARTIAL_BYTES);
		assertThat(tight.messages).isEqualTo(whole.messages.subList(0, tight.messages.size()));
		roundTrip(whole.messages);
	}

	private static void roundTrip(List<RawMessage> messages) {
		ChunkEncoder encoder = new ChunkEncoder();
		Run run = new Run(ROOMY);
		for (RawMessage message : messages) {
			ByteBuffer chunks = ByteBuffer.allocate(ChunkEncoder.maxSizeOf(message, run.chunkSize));
			encoder.encode(3 + (message.typeId() & 3), message, chunks);
			run.accept(chunks.flip());
			encoder.chunkSize(run.chunkSize);
		}
		assertThat(run.messages).isEqualTo(messages);
	}

	/**
	 * A receiver and what it received.
	 */
	private static final class Run implements Consumer<ByteBuffer> {

		private final ChunkLimits limits;

		private final ChunkDecoder decoder;

		private final List<RawMessage> messages = new ArrayList<>();

		private int chunkSize = ChunkEncoder.DEFAULT_CHUNK_SIZE;

		private Run(ChunkLimits limits) {
			this.limits = limits;
			this.decoder = new ChunkDecoder(limits);
		}

		@Override
		public void accept(ByteBuffer input) {
			RawMessage message;
			while ((message = next(input)) != null) {
				if (message.payload().remaining() >= Integer.BYTES) {
					obey(message.typeId(), message.payload().getInt(0));
				}
				this.messages.add(message);
			}
			assertThat(input.hasRemaining()).isFalse();
		}

		private @Nullable RawMessage next(ByteBuffer input) {
			RawMessage message = this.decoder.decode(input);
			assertThat(this.decoder.reservedBytes()).isBetween(0, this.limits.partialBytes());
			return message;
		}

		private void obey(int typeId, int value) {
			if (typeId == SET_CHUNK_SIZE) {
				this.decoder.chunkSize(value);
				this.chunkSize = value;
			}
			else if (typeId == ABORT) {
				this.decoder.abort(value);
			}
		}

	}

}
