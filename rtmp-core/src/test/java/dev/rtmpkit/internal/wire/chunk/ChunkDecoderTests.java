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
import java.nio.ReadOnlyBufferException;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.rtmpkit.internal.wire.chunk.Chunks.decode;
import static dev.rtmpkit.internal.wire.chunk.Chunks.message;
import static dev.rtmpkit.internal.wire.chunk.Chunks.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChunkDecoder}: headers, messages and what controls them.
 */
class ChunkDecoderTests {

	@ParameterizedTest
	@Tag("CH1")
	@CsvSource({ "3, 03", "63, 3f", "64, 0000", "319, 00ff", "320, 010001", "65599, 01ffff", "64, 010000" })
	void readsChunkStreamId(int id, String basicHeader) {
		ChunkDecoder decoder = new ChunkDecoder(Chunks.LIMITS);
		byte[] bytes = Hex.bytes(basicHeader + "000000 000003 08 00000000 aabb");
		assertThat(decoder.decode(ByteBuffer.wrap(bytes))).isNull();
		assertThat(decoder.abort(id)).isTrue();
		assertThat(decode(basicHeader + "000000 000003 08 00000000 aabbcc"))
			.containsExactly(message(8, 0, 0, "aabbcc"));
	}

	@Test
	@Tag("CH1")
	void whenChunkStreamIdIsWrittenLongerItIsTheSame() {
		assertThat(decode("""
				00 00     000005 000001 08 01000000 11   // 64 in two bytes
				41 0000   000003 000001 08          22   // 64 in three bytes
				""")).containsExactly(message(8, 1, 5, "11"), message(8, 1, 8, "22"));
	}

	@Test
	@Tag("CH1")
	void whenManyLargeIdsAreUsedEachKeepsItsState() {
		assertThat(decode("""
				01 ff00 000001 000001 08 01000000 01
				00 05   000002 000001 08 02000000 02
				01 0010 000003 000001 08 03000000 03
				80 05   000002                    04
				81 ff00 000002                    05
				81 0010 000002                    06
				""")).extracting(RawMessage::streamId).containsExactly(1, 2, 3, 2, 1, 3);
	}

	@Test
	@Tag("CH2")
	void readsFullHeaderWithLittleEndianStreamId() {
		assertThat(decode("""
				04               // type 0, chunk stream 4
				0003e8 000002 09 // timestamp 1000, 2 bytes of video
				01000080         // message stream 0x80000001
				1701
				""")).containsExactly(message(9, 0x80000001, 1000, "1701"));
	}

	@Test
	@Tag("CH3")
	void shorterHeadersInheritTheRest() {
		assertThat(decode("""
				04 000010 000002 09 07000000 aaaa
				44 000005 000001 08          bb    // type 1 inherits the stream id
				84 000003                    cc    // type 2 inherits length and type, too
				""")).containsExactly(message(9, 7, 16, "aaaa"), message(8, 7, 21, "bb"), message(8, 7, 24, "cc"));
	}

	@Test
	@Tag("CH4")
	void type3ContinuesMessage() {
		assertThat(decode("04 000000 000082 09 01000000" + times(128, "ab") + "c4 cdef"))
			.containsExactly(message(9, 1, 0, times(128, "ab") + "cdef"));
	}

	@Test
	@Tag("CH4")
	void type3BeginsMessageWithLastDelta() {
		assertThat(decode("04 000064 000001 08 01000000 01  84 000014 02  c4 03  c4 04"))
			.extracting(RawMessage::timestamp)
			.containsExactly(100L, 120L, 140L, 160L);
	}

	@Test
	@Tag("CH5")
	void type3AfterType0AddsItsTimestamp() {
		assertThat(decode("04 00001a 000001 08 01000000 01  c4 02")).containsExactly(message(8, 1, 26, "01"),
				message(8, 1, 52, "02"));
	}

	@Test
	@Tag("CH6")
	void whenSenderMeantTheSameTimeNextType0Resynchronizes() {
		assertThat(decode("""
				04 00001a 000001 08 01000000 01
				c4 02                            // meant: 26 again
				04 000030 000001 08 01000000 03
				""")).extracting(RawMessage::timestamp).containsExactly(26L, 52L, 48L);
	}

	@Test
	@Tag("CH10")
	void deltaMayLeadBack() {
		assertThat(decode("04 000064 000001 08 01000000 01  84 ffffff fffffff0 02")).extracting(RawMessage::timestamp)
			.containsExactly(100L, 84L);
	}

	@Test
	@Tag("CH10")
	@Tag("CH15")
	void whenAudioAndVideoShareAChunkStreamTimeMayGoBackAndForth() {
		assertThat(decode("""
				04 000064 000001 09 01000000          01 // video at 100
				44 ffffff 000002 08          fffffff0 0202 // audio 16 before it
				44 000028 000001 09                   03 // video at 124
				44 ffffff 000002 08          ffffffec 0404 // audio at 104
				04 000068 000002 08 01000000          0505 // audio again, absolute
				""")).containsExactly(message(9, 1, 100, "01"), message(8, 1, 84, "0202"), message(9, 1, 124, "03"),
				message(8, 1, 104, "0404"), message(8, 1, 104, "0505"));
	}

	@Test
	@Tag("CH11")
	void timestampWrapsAround() {
		assertThat(decode("04 ffffff 000001 08 01000000 ffffff00 01  84 000120 02")).extracting(RawMessage::timestamp)
			.containsExactly(0xFFFFFF00L, 0x20L);
	}

	@Test
	@Tag("CH12")
	void whenSenderWrapsAround31BitsItsTimestampIsKept() {
		assertThat(decode("04 ffffff 000001 08 01000000 7ffffff8 01  04 000020 000001 08 01000000 02"))
			.extracting(RawMessage::timestamp)
			.containsExactly(0x7FFFFFF8L, 0x20L);
	}

	@Test
	@Tag("CH13")
	void timestampMayJump() {
		assertThat(decode("04 000000 000001 09 01000000 01  84 ffffff 01312d00 02")).extracting(RawMessage::timestamp)
			.containsExactly(0L, 20_000_000L);
	}

	@Test
	@Tag("CH14")
	void chunkStreamsInterleave() {
		assertThat(decode("04 000001 000081 08 01000000" + times(128, "aa") + "06 000002 000082 09 01000000"
				+ times(128, "bb") + "c4 a1 c6 b1b2"))
			.containsExactly(message(8, 1, 1, times(128, "aa") + "a1"), message(9, 1, 2, times(128, "bb") + "b1b2"));
	}

	@Test
	@Tag("CH15")
	void oneChunkStreamCarriesAllTypes() {
		assertThat(decode("""
				04 000000 000001 14 01000000 01
				44 00000a 000002 09          0202
				44 000001 000001 08          03
				44 000002 000001 12          04
				""")).containsExactly(message(20, 1, 0, "01"), message(9, 1, 10, "0202"), message(8, 1, 11, "03"),
				message(18, 1, 13, "04"));
	}

	@Test
	@Tag("CH16")
	void onlyType0ChangesTheStream() {
		assertThat(decode("""
				04 000000 000001 09 01000000 01
				04 000000 000001 09 02000000 02
				c4                           03
				""")).extracting(RawMessage::streamId).containsExactly(1, 2, 2);
	}

	@Test
	@Tag("CH17")
	@Tag("K4")
	void whenChunkStreamBeginsWithType1ItIsStream0() {
		assertThat(decode("42 000000 000006 04 0007 00000000")).containsExactly(message(4, 0, 0, "0007 00000000"));
	}

	@ParameterizedTest
	@Tag("CH17")
	@Tag("K4")
	@ValueSource(strings = { "84 000000", "c4", "80 05 000000", "c1 0505" })
	void whenChunkStreamBeginsWithoutMessageHeaderFails(String header) {
		assertFails(ProtocolError.CHUNK_STATE, header + "00");
	}

	@Test
	@Tag("CH18")
	void whenHeaderIsRepeatedInMessageItGoesOn() {
		assertThat(decode("04 000064 000082 09 01000000" + times(128, "ab") + "04 000064 000082 09 01000000 cdef"
				+ "44 00000a 000082 09" + times(128, "01") + "44 00000a 000082 09 0203" // type
																						// 1
				+ "84 00000a" + times(128, "04") + "84 00000a 0506")) // type 2
			.containsExactly(message(9, 1, 100, times(128, "ab") + "cdef"),
					message(9, 1, 110, times(128, "01") + "0203"), message(9, 1, 120, times(128, "04") + "0506"));
	}

	@ParameterizedTest
	@Tag("CH18")
	@Tag("K3")
	@CsvSource({ "04 000070 000001 09 01000000 cd, 9, 1, 112", "04 000070 000001 08 02000000 cd, 8, 2, 112",
			"44 00000a 000001 09 cd, 9, 1, 110", "44 00000a 000001 08 cd, 8, 1, 110" })
	void whenOtherMessageBeginsInMessageItReplacesIt(String next, int typeId, int streamId, long timestamp) {
		assertThat(decode("04 000064 000082 09 01000000" + times(128, "ab") + next))
			.containsExactly(message(typeId, streamId, timestamp, "cd"));
	}

	@Test
	@Tag("CH18")
	void whenMessageOfOtherStreamBeginsInMessageItReplacesIt() {
		assertThat(decode("04 000064 000082 09 01000000" + times(128, "ab") + "04 000070 000082 09 02000000"
				+ times(128, "cd") + "c4 eeff"))
			.containsExactly(message(9, 2, 112, times(128, "cd") + "eeff"));
	}

	@Test
	@Tag("CH19")
	void whenLengthIsZeroMessageIsCompleteAtOnce() {
		assertThat(decode("04 000064 000000 08 01000000  84 00000a  c4  44 000001 000001 08 01")).containsExactly(
				message(8, 1, 100, ""), message(8, 1, 110, ""), message(8, 1, 120, ""), message(8, 1, 121, "01"));
	}

	@Test
	@Tag("PC3")
	@Tag("K5")
	void newChunkSizeHoldsForUnfinishedMessages() {
		assertThat(decode("04 000000 000104 09 01000000" + times(128, "ab") // 128 of 260
																			// bytes
				+ "02 000000 000004 01 00000000 00000084" // chunk size 132
				+ "c4" + times(132, "cd")))
			.containsExactly(message(1, 0, 0, "00000084"), message(9, 1, 0, times(128, "ab") + times(132, "cd")));
	}

	@ParameterizedTest
	@Tag("PC4")
	@Tag("K5")
	@ValueSource(strings = { "00000001", "0000007f", "00010000", "7fffffff" })
	void everyPositiveChunkSizeIsLegal(String size) {
		int bytes = (int) Math.min(300, Long.parseLong(size, 16));
		StringBuilder hex = new StringBuilder("02 000000 000004 01 00000000" + size + "06 000000 00012c 09 01000000");
		for (int sent = 0; sent < 300; sent += bytes) {
			hex.append((sent > 0) ? "c6" : "").append(times(Math.min(bytes, 300 - sent), "ab"));
		}
		assertThat(decode(hex.toString())).last().isEqualTo(message(9, 1, 0, times(300, "ab")));
	}

	@ParameterizedTest
	@Tag("PC4")
	@Tag("K5")
	@ValueSource(strings = { "00000000", "80000000", "ffffffff" })
	void whenChunkSizeIsNotPositiveFails(String size) {
		assertFails(ProtocolError.CHUNK_SIZE, "02 000000 000004 01 00000000" + size);
	}

	@Test
	@Tag("PC5")
	@Tag("K7")
	void abortDiscardsUnfinishedMessage() {
		assertThat(decode("04 000000 000082 09 01000000" + times(128, "ab") // half a
																			// message
				+ "02 000000 000004 02 00000000 00000004" // abort chunk stream 4
				+ "04 000005 000002 09 01000000 cdef"))
			.containsExactly(message(2, 0, 0, "00000004"), message(9, 1, 5, "cdef"));
	}

	@Test
	@Tag("PC5")
	void whenMessageIsAbortedTimeDoesNotGoOn() {
		assertThat(decode("04 000064 000001 09 01000000 01" // at 100
				+ "44 00000a 000082 09" + times(128, "ab") // half a message at 110
				+ "02 000000 000004 02 00000000 00000004" // abort
				+ "44 000014 000001 09 02")) // 20 after the last complete one
			.last()
			.isEqualTo(message(9, 1, 120, "02"));
	}

	@ParameterizedTest
	@Tag("PC5")
	@Tag("K7")
	@ValueSource(strings = { "00000002", "00000004", "00000009", "0000ffff", "7fffffff", "80000000", "ffffffff" })
	void whenNothingIsUnfinishedAbortChangesNothing(String id) {
		assertThat(decode("04 000064 000001 09 01000000 01  02 000000 000004 02 00000000" + id + "84 00000a 02"))
			.containsExactly(message(9, 1, 100, "01"), message(2, 0, 0, id), message(9, 1, 110, "02"));
	}

	@Test
	void abortTellsWhetherThereWasAMessage() {
		ChunkDecoder decoder = new ChunkDecoder(Chunks.LIMITS);
		decoder.decode(ByteBuffer.wrap(Hex.bytes("04 000000 000082 09 01000000" + times(128, "ab"))));
		assertThat(decoder.abort(4)).isTrue();
		assertThat(decoder.abort(4)).isFalse();
		assertThat(decoder.reservedBytes()).isZero();
	}

	@Test
	void payloadIsReadOnlyAndOfTheRightSize() {
		RawMessage message = decode("04 000000 000082 09 01000000" + times(128, "ab") + "c4 cdef").get(0);
		assertThat(message.payload().capacity()).isEqualTo(130);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> message.payload().put(0, (byte) 0));
	}

	@Test
	void inputIsConsumedUpToTheEndOfTheMessage() {
		ByteBuffer input = ByteBuffer.wrap(Hex.bytes("04 000000 000001 08 01000000 01  c4 02"));
		ChunkDecoder decoder = new ChunkDecoder(Chunks.LIMITS);
		assertThat(decoder.decode(input)).isNotNull();
		assertThat(input.remaining()).isEqualTo(2);
	}

	@Test
	void directInputGivesTheSame() {
		byte[] bytes = Hex.bytes("04 000064 000002 08 01000000 0102  84 00000a 0304");
		ByteBuffer input = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
		ChunkDecoder decoder = new ChunkDecoder(Chunks.LIMITS);
		assertThat(List.of(decoder.decode(input), decoder.decode(input))).containsExactly(message(8, 1, 100, "0102"),
				message(8, 1, 110, "0304"));
	}

	private static void assertFails(ProtocolError error, String hex) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decode(hex))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

}
