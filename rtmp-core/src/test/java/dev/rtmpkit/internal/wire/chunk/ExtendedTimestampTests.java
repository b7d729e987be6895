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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.rtmpkit.internal.wire.chunk.Chunks.decode;
import static dev.rtmpkit.internal.wire.chunk.Chunks.message;
import static dev.rtmpkit.internal.wire.chunk.Chunks.times;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChunkDecoder} with extended timestamps (RTMP 1.0, 5.3.1.3).
 */
class ExtendedTimestampTests {

	@Test
	@Tag("CH7")
	void isAbsoluteInType0() {
		assertThat(decode("04 ffffff 000001 08 01000000 00ffffff 01  04 ffffff 000001 08 01000000 12345678 02"))
			.containsExactly(message(8, 1, 0xFFFFFF, "01"), message(8, 1, 0x12345678, "02"));
	}

	@Test
	@Tag("CH7")
	void isDeltaInType1And2() {
		assertThat(decode("""
				04 002af8 000001 08 01000000          01
				44 ffffff 000002 08          00fffc18 0202
				84 ffffff                    01000000 0303
				""")).extracting(RawMessage::timestamp).containsExactly(11000L, 16787216L, 16787216L + 0x1000000);
	}

	@Test
	@Tag("CH8")
	@Tag("CH9")
	@Tag("K9")
	void isRepeatedInType3() {
		assertThat(decode("04 ffffff 000102 09 01000000 01000000" + times(128, "ab") //
				+ "c4 01000000" + times(128, "cd") + "c4 01000000 eeff" + "84 000001" + times(128, "11") //
				+ "c4" + times(128, "22") + "c4 3333"))
			.containsExactly(message(9, 1, 0x1000000, times(128, "ab") + times(128, "cd") + "eeff"),
					message(9, 1, 0x1000001, times(128, "11") + times(128, "22") + "3333"));
	}

	@Test
	@Tag("CH8")
	void deltaIsRepeatedInType3() {
		assertThat(decode("04 000000 000001 09 01000000 01  44 ffffff 000082 09 01000000" + times(128, "ab")
				+ "c4 01000000 cdef"))
			.last()
			.isEqualTo(message(9, 1, 0x1000000, times(128, "ab") + "cdef"));
	}

	@Test
	@Tag("CH9")
	@Tag("K9")
	void mayBeMissingInType3() {
		assertThat(decode("04 ffffff 000102 09 01000000 01000000" + times(128, "ab") //
				+ "c4" + times(128, "cd") + "c4 eeff" + "04 000001 000001 09 01000000 77"))
			.containsExactly(message(9, 1, 0x1000000, times(128, "ab") + times(128, "cd") + "eeff"),
					message(9, 1, 1, "77"));
	}

	@ParameterizedTest
	@Tag("CH9")
	@ValueSource(strings = { "c4ff", "c4c4", "c4c4c4", "c4c4c4c4" })
	void whenMissingAndPayloadBeginsAlikeItIsPayload(String begin) {
		String rest = begin + times(6 - begin.length() / 2, "00");
		assertThat(decode("04 ffffff 000086 09 01000000 c4c4c4c5" + times(128, "ab") + "c4" + rest
				+ "04 000001 000001 09 01000000 77"))
			.containsExactly(message(9, 1, 0xC4C4C4C5L, times(128, "ab") + rest), message(9, 1, 1, "77"));
	}

	@Test
	@Tag("CH9")
	void whenMissingAndPayloadEndsAlikeWhatFollowsIsHeader() {
		// One byte of payload, a header, payload: the four bytes after the second header
		// may be the timestamp
		String next = "c404" + times(126, "ee");
		assertThat(decode("04 ffffff 000081 09 01000000 c4c4c405" + times(128, "ab") + "c4 c4" //
				+ "c4" + next + "c4 77"))
			.containsExactly(message(9, 1, 0xC4C4C405L, times(128, "ab") + "c4"),
					message(9, 1, 0x8989880AL, next + "77"));
	}

	@Test
	@Tag("CH9")
	void whenMissingBeforeEmptyMessagesEachHeaderIsRead() {
		// After the first header each c4 may begin a repeated timestamp
		assertThat(decode("04 ffffff 000000 08 01000000 c4c4c4ff" + "c4 c4 c4 c4" + "04 000005 000000 08 01000000"))
			.extracting(RawMessage::timestamp)
			.containsExactly(0xC4C4C4FFL, 0x898989FEL, 0x4E4E4EFDL, 0x131313FCL, 0xD7D7D8FBL, 5L);
	}

	@Test
	@Tag("CH9")
	void whenType3BeginsMessageDeltaIsAddedWithOrWithout() {
		assertThat(decode("""
				04 000000 000002 08 01000000 0102
				84 ffffff 01000000           0304
				c4        01000000           0506
				c4                           0708
				""")).containsExactly(message(8, 1, 0, "0102"), message(8, 1, 0x1000000, "0304"),
				message(8, 1, 0x2000000, "0506"), message(8, 1, 0x3000000, "0708"));
	}

	@Test
	void whenLaterHeaderHasNoneType3HasNone() {
		assertThat(decode("""
				04 ffffff 000002 08 01000000 01000000 0102
				84 000001 0304
				c4 0100
				""")).containsExactly(message(8, 1, 0x1000000, "0102"), message(8, 1, 0x1000001, "0304"),
				message(8, 1, 0x1000002, "0100"));
	}

}
