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
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.AggregateMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link MessageReader} with all that follows the handshake: the messages do not
 * depend on how the network cuts the bytes, and survive being written.
 */
@Tag("Z1")
class MessageReaderFuzzTests {

	private static final ChunkLimits LIMITS = new ChunkLimits(64 << 10, 64 << 10, 32, 1 << 20);

	private static final ChunkLimits WIDE = new ChunkLimits(0xFFFFFF, 0xFFFFFF, 32, Integer.MAX_VALUE);

	/** Writing spells out what were references, and replaced characters are longer. */
	private static final AmfLimits WIDE_AMF = new AmfLimits(256, 1 << 24, 0xFFFF, 1 << 28);

	@FuzzTest
	void read(FuzzedDataProvider data) {
		long seed = data.consumeLong();
		byte[] bytes = data.consumeRemainingAsBytes();
		Receiver whole = new Receiver(LIMITS, AmfLimits.DEFAULT);
		ProtocolError error = Network.deliver(bytes, whole);
		Receiver pieces = new Receiver(LIMITS, AmfLimits.DEFAULT);
		assertThat(Network.deliverInPieces(bytes, seed, pieces)).isEqualTo(error);
		assertThat(pieces.messages).isEqualTo(whole.messages);
		assertThat(whole.messages).noneMatch(AggregateMessage.class::isInstance);
		List<RtmpMessage> written = written(whole.messages);
		assertThat(written).hasSameSizeAs(whole.messages);
		assertThat(written(written)).isEqualTo(written);
	}

	private static List<RtmpMessage> written(List<RtmpMessage> messages) {
		Receiver receiver = new Receiver(WIDE, WIDE_AMF);
		receiver.accept(new MessageWriter().write(messages));
		return receiver.messages;
	}

	/**
	 * A reader and what it read.
	 */
	private static final class Receiver implements Consumer<ByteBuffer> {

		private final ChunkLimits limits;

		private final MessageReader reader;

		private final List<RtmpMessage> messages = new ArrayList<>();

		private Receiver(ChunkLimits limits, AmfLimits amfLimits) {
			this.limits = limits;
			this.reader = new MessageReader(limits, amfLimits);
		}

		@Override
		public void accept(ByteBuffer input) {
			RtmpMessage message;
			while ((message = this.reader.read(input)) != null) {
				this.messages.add(message);
				assertThat(this.reader.reservedBytes()).isBetween(0, this.limits.partialBytes());
				assertThat(message.toString()).isNotNull();
				this.reader.pollAcknowledgement();
			}
			assertThat(this.reader.reservedBytes()).isBetween(0, this.limits.partialBytes());
			assertThat(this.reader.hasParts()).isFalse();
			assertThat(input.hasRemaining()).isFalse();
		}

	}

}
