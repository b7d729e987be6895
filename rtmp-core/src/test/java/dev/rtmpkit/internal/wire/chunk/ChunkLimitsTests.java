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

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits.Oversize;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.rtmpkit.internal.wire.chunk.Chunks.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChunkDecoder} with peers that claim more than they may have.
 */
class ChunkLimitsTests {

	private static final ChunkLimits DROPPING = new ChunkLimits(1000, 200, 100, 32, 2000, Oversize.DROPPED);

	private static final String HUGE_CHUNKS = "02 000000 000004 01 00000000 7fffffff";

	@Test
	@Tag("CH20")
	@Tag("K1")
	void whenLengthIsClaimedOnlyLittleIsReserved() {
		ChunkDecoder decoder = decoder(new ChunkLimits(RawMessage.MAX_PAYLOAD, 0, 32, RawMessage.MAX_PAYLOAD));
		feed(decoder, "04 000000 ffffff 09 01000000" + times(10, "ab"));
		assertThat(decoder.reservedBytes()).isEqualTo(4096);
	}

	@ParameterizedTest
	@Tag("CH20")
	@ValueSource(ints = { 1, 1000, 5000, 65536, 1 << 20 })
	void reservesAtMostTwiceWhatCame(int step) {
		int length = 6_000_000;
		ChunkDecoder decoder = decoder(Chunks.LIMITS);
		feed(decoder, HUGE_CHUNKS + "04 000000 5b8d80 09 01000000");
		byte[] payload = new byte[step];
		int steps = Math.min((length - 1) / step, 3000);
		for (int i = 1; i <= steps; i++) {
			decoder.decode(ByteBuffer.wrap(payload));
			assertThat(decoder.reservedBytes()).isBetween(i * step, Math.max(4096, 2 * i * step));
		}
	}

	@Test
	void whenMessageIsSeenAtOnceItIsReservedAtOnce() {
		ChunkDecoder decoder = decoder(Chunks.LIMITS);
		// 128-byte chunks: the first tells nothing of the others
		feed(decoder, "04 000000 002710 09 01000000" + (times(128, "ab") + "c4").repeat(60));
		assertThat(decoder.reservedBytes()).isEqualTo(10_000);
	}

	@Test
	void whenMessageIsCompleteNothingIsReserved() {
		ChunkDecoder decoder = decoder(Chunks.LIMITS);
		feed(decoder, "04 000000 000082 09 01000000" + times(128, "ab"));
		assertThat(decoder.reservedBytes()).isEqualTo(130);
		assertThat(decoder.decode(ByteBuffer.wrap(Hex.bytes("c4 cdef")))).isNotNull();
		assertThat(decoder.reservedBytes()).isZero();
	}

	@Test
	@Tag("K3")
	void whenMessageIsReplacedItsMemoryIsGivenBack() {
		ChunkDecoder decoder = decoder(Chunks.LIMITS);
		for (int i = 0; i < 10_000; i++) {
			feed(decoder, "04 000000 %06x 09 01000000".formatted(0x10000 + i) + times(128, "ab"));
			assertThat(decoder.reservedBytes()).isEqualTo(4096);
		}
	}

	@ParameterizedTest
	@Tag("K8")
	@CsvSource({ "08, 1001", "09, 1001", "16, 1001", "14, 101", "12, 101", "ff, 101", "01, 101" })
	void whenMessageIsTooLongFailsBeforeItComes(String typeId, int length) {
		ChunkLimits limits = new ChunkLimits(1000, 100, 32, 2000);
		String header = "04 000000 %06x " + typeId + " 01000000";
		feed(decoder(limits), header.formatted(length - 1));
		assertFails(ProtocolError.MESSAGE_SIZE, limits, header.formatted(length));
	}

	@Test
	@Tag("K8")
	void whenMediaMessageExceedsTheDefaultLimitFails() {
		assertFails(ProtocolError.MESSAGE_SIZE, ChunkLimits.PUBLISHING, "04 000000 800001 09 01000000");
	}

	@ParameterizedTest
	@Tag("D16")
	@CsvSource({ "12, 201", "0f, 201", "14, 101", "11, 101", "10, 101", "13, 101", "ff, 101", "12, 300", "12, 1100" })
	void whenALongMessageMayBeDroppedWhatFollowsArrives(String typeId, int length) {
		String rest = (times(128, "ab") + "c4").repeat((length - 1) / 128) + times((length - 1) % 128 + 1, "ab");
		String bytes = "03 000000 000001 14 00000000 01" + "04 000010 %06x %s 01000000".formatted(length, typeId) + rest
				+ "44 000010 000002 08 af01" + "c4 af02" + "04 000050 000003 09 01000000 170102";
		assertThat(Chunks.decode(Hex.bytes(bytes), DROPPING)).containsExactly(Chunks.message(20, 0, 0, "01"),
				Chunks.message(8, 1, 0x20, "af01"), Chunks.message(8, 1, 0x30, "af02"),
				Chunks.message(9, 1, 0x50, "170102"));
		ChunkDecoder decoder = decoder(DROPPING);
		feed(decoder, bytes);
		assertThat(decoder.dropped()).isOne();
	}

	@ParameterizedTest
	@Tag("D16")
	@CsvSource({ "12, 200", "0f, 200", "14, 100", "ff, 100" })
	void whenAMessageIsAsLongAsAllowedItIsNotDropped(String typeId, int length) {
		ChunkDecoder decoder = decoder(DROPPING);
		feed(decoder, "04 000010 %06x %s 01000000".formatted(length, typeId) + times(50, "ab"));
		assertThat(decoder.reservedBytes()).isEqualTo(length);
		assertThat(decoder.dropped()).isZero();
	}

	@ParameterizedTest
	@Tag("D16")
	@CsvSource({ "08, 1001", "09, 1001", "16, 1001", "01, 101", "02, 101", "03, 101", "04, 101", "05, 101", "06, 101" })
	void whenMediaOrProtocolControlIsTooLongItFailsAllTheSame(String typeId, int length) {
		assertFails(ProtocolError.MESSAGE_SIZE, DROPPING, "04 000000 %06x %s 01000000".formatted(length, typeId));
	}

	@Test
	@Tag("D16")
	void whenALongMessageIsDroppedNothingIsReserved() {
		ChunkDecoder decoder = decoder(DROPPING);
		feed(decoder, HUGE_CHUNKS + "04 000000 ffffff 12 01000000");
		for (int i = 0; i < 15; i++) {
			decoder.decode(ByteBuffer.allocate(1 << 20));
			assertThat(decoder.reservedBytes()).isZero();
		}
		assertThat(decoder.dropped()).isZero();
		assertThat(decoder.decode(ByteBuffer.allocate((1 << 20) - 1))).isNull();
		assertThat(decoder.dropped()).isOne();
	}

	@Test
	@Tag("D16")
	void whenALongMessageIsAbortedOrReplacedItIsForgotten() {
		ChunkDecoder decoder = decoder(DROPPING);
		feed(decoder, "04 000000 000200 12 01000000" + times(128, "ab"));
		assertThat(decoder.abort(4)).isTrue();
		feed(decoder, "04 000000 000200 12 01000000" + times(128, "ab"));
		assertThat(decoder.decode(ByteBuffer.wrap(Hex.bytes("04 000000 000001 08 01000000 af"))))
			.isEqualTo(Chunks.message(8, 1, 0, "af"));
		assertThat(decoder.dropped()).isZero();
	}

	@Test
	void whenLimitsAreRaisedLongerMessagesAreAccepted() {
		ChunkDecoder decoder = decoder(ChunkLimits.UNAUTHORIZED);
		decoder.limits(ChunkLimits.PUBLISHING);
		feed(decoder, "04 000000 800000 09 01000000");
	}

	@ParameterizedTest
	@Tag("CH21")
	@Tag("K2")
	@ValueSource(ints = { 1, 32, 65598 })
	void whenChunkStreamsAreTooManyFails(int limit) {
		ChunkDecoder decoder = decoder(new ChunkLimits(1 << 20, 1 << 20, limit, 1 << 20));
		decoder.chunkSize(1);
		for (int id = 64; id < 64 + Math.min(limit, 500); id++) {
			decoder.decode(unfinished(id, 2));
		}
		assertThat(decoder.reservedBytes()).isEqualTo(2 * Math.min(limit, 500));
		if (limit < 500) {
			assertThatExceptionOfType(RtmpProtocolException.class)
				.isThrownBy(() -> decoder.decode(unfinished(64 + limit, 2)))
				.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.CHUNK_STREAMS));
		}
	}

	@Test
	@Tag("K2")
	void whenChunkStreamsAreAllInUseTheyCanGoOn() {
		ChunkDecoder decoder = decoder(new ChunkLimits(1 << 20, 1 << 20, 2, 1 << 20));
		feed(decoder, "03 000000 000001 14 00000000 01  04 000000 000001 08 01000000 02");
		feed(decoder, "c3 03  04 000000 000001 08 01000000 04");
		assertFails(ProtocolError.CHUNK_STREAMS, decoder, "05 000000 000001 08 01000000 05");
	}

	@Test
	@Tag("CH21")
	void whenUnfinishedMessagesHoldMoreThanAllowedFails() {
		ChunkDecoder decoder = decoder(new ChunkLimits(1 << 20, 1 << 20, 32, 20_000));
		decoder.chunkSize(4500);
		for (int id = 64; id < 64 + 4; id++) {
			decoder.decode(unfinished(id, 50_000, 4500));
			assertThat(decoder.reservedBytes()).isBetween((id - 63) * 4500, 20_000);
		}
		decoder.chunkSize(2000);
		decoder.decode(unfinished(69, 50_000, 2000));
		assertThat(decoder.reservedBytes()).isEqualTo(20_000);
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> decoder.decode(unfinished(70, 50_000, 1)))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.PARTIAL_BYTES));
	}

	@Test
	@Tag("CH21")
	void whenUnfinishedMessageGrowsItMayUseAllThatIsAllowed() {
		ChunkDecoder decoder = decoder(new ChunkLimits(1 << 20, 1 << 20, 32, 20_000));
		decoder.chunkSize(50_000);
		decoder.decode(unfinished(64, 50_000, 12_000));
		decoder.decode(ByteBuffer.allocate(8000));
		assertThat(decoder.reservedBytes()).isEqualTo(20_000);
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decoder.decode(ByteBuffer.allocate(1)))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(ProtocolError.PARTIAL_BYTES));
	}

	private static ByteBuffer unfinished(int chunkStreamId, int length) {
		return unfinished(chunkStreamId, length, 1);
	}

	private static ByteBuffer unfinished(int chunkStreamId, int length, int bytes) {
		int id = chunkStreamId - 64;
		return ByteBuffer.wrap(Hex
			.bytes("01 %02x%02x 000000 %06x 08 01000000".formatted(id & 0xFF, id >> 8, length) + times(bytes, "ab")));
	}

	private static ChunkDecoder decoder(ChunkLimits limits) {
		return new ChunkDecoder(limits);
	}

	private static void feed(ChunkDecoder decoder, String hex) {
		Chunks.decodeAll(decoder, ByteBuffer.wrap(Hex.bytes(hex)), (message) -> {
		});
	}

	private static void assertFails(ProtocolError error, ChunkLimits limits, String hex) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> Chunks.decode(Hex.bytes(hex), limits))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	private static void assertFails(ProtocolError error, ChunkDecoder decoder, String hex) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> feed(decoder, hex))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

}
