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
import java.util.Arrays;

import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.rtmpkit.internal.wire.chunk.Chunks.message;
import static dev.rtmpkit.internal.wire.chunk.Chunks.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ChunkEncoder}.
 */
class ChunkEncoderTests {

	private final ChunkEncoder encoder = new ChunkEncoder();

	@ParameterizedTest
	@Tag("CH1")
	@CsvSource({ "2, 02", "63, 3f", "64, 0000", "319, 00ff", "320, 010001", "65599, 01ffff" })
	void writesShortestBasicHeader(int id, String basicHeader) {
		assertEncoded(id, message(8, 1, 0, "aa"), basicHeader + "000000 000001 08 01000000 aa");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1, 65600 })
	void whenChunkStreamIdIsOutOfRangeFails(int id) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.encoder.encode(id, message(8, 1, 0, ""), ByteBuffer.allocate(100)));
	}

	@Test
	void whenPayloadIsTooLongFails() {
		RawMessage message = new RawMessage(9, 1, 0, ByteBuffer.allocate(RawMessage.MAX_PAYLOAD + 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.encoder.encode(4, message, ByteBuffer.allocate(100)));
	}

	@Test
	@Tag("CH2")
	@Tag("CH3")
	@Tag("CH4")
	@Tag("CH5")
	@Tag("D1")
	void whenMediaFollowsOnItsStreamOnlyTheStreamIdIsLeftOut() {
		assertEncoded(4, message(9, 1, 1000, "1701"), "04 0003e8 000002 09 01000000 1701");
		assertEncoded(4, message(9, 1, 1040, "17"), "44 000028 000001 09 17");
		assertEncoded(4, message(9, 1, 1080, "27"), "44 000028 000001 09 27");
		assertEncoded(4, message(9, 1, 1080, "37"), "44 000000 000001 09 37");
		assertEncoded(4, message(8, 1, 1081, "47"), "44 000001 000001 08 47");
		assertEncoded(4, message(18, 1, 1082, "05"), "44 000001 000001 12 05");
		assertEncoded(4, message(8, 2, 1083, "57"), "04 00043b 000001 08 02000000 57");
	}

	@ParameterizedTest
	@Tag("D1")
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 17, 20 })
	void whenControlMessageOrCommandIsLikeTheOneBeforeItsHeaderIsFull(int typeId) {
		String expected = "03 000000 000004 %02x 00000000 00000001".formatted(typeId);
		for (int i = 0; i < 3; i++) {
			assertEncoded(3, message(typeId, 0, 0, "00000001"), expected);
		}
	}

	@Test
	@Tag("CH11")
	void whenTimeGoesBackHeaderIsFull() {
		assertEncoded(4, message(8, 1, 100, "01"), "04 000064 000001 08 01000000 01");
		assertEncoded(4, message(8, 1, 99, "02"), "04 000063 000001 08 01000000 02");
		assertEncoded(4, message(8, 1, 0xFFFFFF00L, "03"), "04 ffffff 000001 08 01000000 ffffff00 03");
		assertEncoded(4, message(8, 1, 0x20, "04"), "04 000020 000001 08 01000000 04");
	}

	@Test
	@Tag("CH7")
	void whenDeltaNeedsExtendedTimestampHeaderIsFull() {
		assertEncoded(4, message(8, 1, 0, "01"), "04 000000 000001 08 01000000 01");
		assertEncoded(4, message(8, 1, 0xFFFFFE, "02"), "44 fffffe 000001 08 02");
		assertEncoded(4, message(8, 1, 0x1FFFFFD, "03"), "04 ffffff 000001 08 01000000 01fffffd 03");
	}

	@Test
	@Tag("CH8")
	void extendedTimestampIsRepeated() {
		this.encoder.chunkSize(2);
		assertEncoded(4, message(8, 1, 0xFFFFFF, "0102030405"),
				"04 ffffff 000005 08 01000000 00ffffff 0102 c4 00ffffff 0304 c4 00ffffff 05");
		assertEncoded(4, message(8, 1, 0x1000000, "0102030405"), "44 000001 000005 08 0102 c4 0304 c4 05");
	}

	@Test
	@Tag("CH19")
	void emptyMessageTakesAChunk() {
		assertEncoded(4, message(8, 1, 5, ""), "04 000005 000000 08 01000000");
	}

	@Test
	void whenPayloadFillsChunksThereIsNoEmptyOne() {
		assertEncoded(4, message(8, 1, 5, times(256, "ab")),
				"04 000005 000100 08 01000000" + times(128, "ab") + "c4" + times(128, "ab"));
	}

	@Test
	void payloadIsReadFromPositionToLimitAndLeftAsItIs() {
		ByteBuffer payload = ByteBuffer.wrap(Hex.bytes("00 0102 03")).position(1).limit(3).asReadOnlyBuffer();
		assertEncoded(4, new RawMessage(8, 1, 5, payload), "04 000005 000002 08 01000000 0102");
		assertThat(payload.remaining()).isEqualTo(2);
	}

	@Test
	@Tag("PC4")
	void chunkSizeHoldsFromTheNextMessage() {
		this.encoder.chunkSize(Integer.MAX_VALUE);
		assertEncoded(4, message(8, 1, 5, times(1000, "ab")), "04 000005 0003e8 08 01000000" + times(1000, "ab"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.encoder.chunkSize(0));
	}

	private void assertEncoded(int chunkStreamId, RawMessage message, String hex) {
		byte[] memory = new byte[2000];
		ByteBuffer output = ByteBuffer.wrap(memory).position(3);
		this.encoder.encode(chunkStreamId, message, output);
		assertThat(Hex.dump(Arrays.copyOfRange(memory, 3, output.position()))).isEqualTo(Hex.dump(Hex.bytes(hex)));
	}

}
