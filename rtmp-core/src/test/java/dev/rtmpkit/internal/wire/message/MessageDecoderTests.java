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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageDecoder} with what clients get wrong.
 */
class MessageDecoderTests {

	private static final MessageDecoder DECODER = new MessageDecoder(AmfLimits.DEFAULT);

	private static final String NAME = "02 0004 63616C6C";

	@Tag("PC9")
	@Tag("M6")
	@ParameterizedTest
	@ValueSource(ints = { 0, 7, 10, 11, 12, 13, 14, 16, 19, 21, 23, 255 })
	void whenTypeIsUnknownMessageIsKeptAsItIs(int typeId) {
		assertThat(decode(typeId, "01 02")).isEqualTo(new UnknownMessage(typeId, 1, 7, bytes("01 02")));
	}

	@Tag("PC9")
	@Tag("UC6")
	@Tag("O2")
	@ParameterizedTest
	@CsvSource({ "1, 000010", "1, ''", "2, 000001", "3, 00", "4, ''", "4, 00", "5, 000000", "6, 000000" })
	void whenControlMessageIsTooShortItIsUnknown(int typeId, String body) {
		assertThat(decode(typeId, body)).isEqualTo(new UnknownMessage(typeId, 1, 7, bytes(body)));
	}

	@Tag("PC2")
	@ParameterizedTest
	@CsvSource({ "1, 00001000", "2, 00000003", "3, 00000003", "4, 000000000001", "5, 00000001", "6, 0000000101" })
	void whenControlMessageIsOnMessageStreamItIsDecoded(int typeId, String body) {
		assertThat(decode(typeId, body)).isNotInstanceOf(UnknownMessage.class);
	}

	@Test
	void whenControlMessageIsTooLongRestIsIgnored() {
		assertThat(decode(1, "00001000 FF")).isEqualTo(new SetChunkSize(4096));
		assertThat(decode(5, "00001000 FF")).isEqualTo(new WindowAcknowledgementSize(4096));
	}

	@Tag("PC4")
	@Tag("K5")
	@ParameterizedTest
	@ValueSource(strings = { "00000000", "80000000", "80001000", "FFFFFFFF" })
	void whenChunkSizeIsZeroOrHasTopBitFails(String body) {
		assertFails(1, body, ProtocolError.CHUNK_SIZE);
	}

	@Tag("PC4")
	@ParameterizedTest
	@CsvSource({ "00000001, 1", "0000007F, 127", "00010000, 65536", "7FFFFFFF, 2147483647" })
	void decodesChunkSizesInRange(String body, int size) {
		assertThat(decode(1, body)).isEqualTo(new SetChunkSize(size));
	}

	@Tag("PC8")
	@Test
	void whenLimitTypeOfPeerBandwidthIsLeftOutItIsHard() {
		assertThat(decode(6, "002625A0")).isEqualTo(new SetPeerBandwidth(2_500_000, SetPeerBandwidth.HARD));
		assertThat(decode(6, "002625A0 FF")).isEqualTo(new SetPeerBandwidth(2_500_000, 255));
	}

	@Test
	void whenOnlyNameIsThereTheRestIsDefault() {
		assertThat(decode(20, NAME)).isEqualTo(new CommandMessage(1, "call", 0, AmfNull.INSTANCE, List.of()));
	}

	@Tag("AM7")
	@Tag("A7")
	@ParameterizedTest
	@ValueSource(strings = { "00 7FF8000000000000 // NaN", "00 7FF0000000000000 // infinite", "05", "02 0001 31",
			"01 01", "03 000009" })
	void whenTransactionIdIsNoFiniteNumberItIsZero(String transactionId) {
		assertThat(decode(20, NAME + transactionId + "\n 05 02 0001 61"))
			.isEqualTo(new CommandMessage(1, "call", 0, AmfNull.INSTANCE, List.of(new AmfString("a"))));
	}

	@Tag("NC1")
	@ParameterizedTest
	@ValueSource(strings = { "", "00 7FF8000000000000 // NaN", "05", "02 0001 31" })
	void whenTransactionIdOfConnectIsNoFiniteNumberItIsOne(String transactionId) {
		assertThat(decode(20, "02 0007 636F6E6E656374" + transactionId))
			.isEqualTo(new CommandMessage(1, "connect", 1, AmfNull.INSTANCE, List.of()));
	}

	@Tag("A7")
	@Test
	void keepsNegativeTransactionId() {
		assertThat(decode(20, NAME + "00 BFF0000000000000"))
			.isEqualTo(new CommandMessage(1, "call", -1, AmfNull.INSTANCE, List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "05", "00 3FF0000000000000 02 0001 61", "03 000009", "0F 00000001 61" })
	void whenCommandDoesNotBeginWithItsNameFails(String body) {
		assertFails(20, body, ProtocolError.COMMAND);
		assertFails(17, "00" + body, ProtocolError.COMMAND);
	}

	@Tag("AM7")
	@Test
	void whenBytesFollowLastArgumentIgnoresThem() {
		String command = NAME + "00 4000000000000000 05 02 0001 61";
		assertThat(decode(20, command + "FF 00 11")).isEqualTo(decode(20, command));
	}

	@Tag("A3")
	@ParameterizedTest
	@ValueSource(strings = { "02 0005 61", "FF", NAME + "00 40", NAME + "00 4000000000000000 03 0003 617070 02",
			NAME + "00 4000000000000000 11", NAME + "00 4000000000000000 11 06 07 61",
			NAME + "00 4000000000000000 11 0A 07 03 54 // externalizable" })
	void whenCommandIsCutOffBeforeItsArgumentsFails(String body) {
		assertFails(20, body, ProtocolError.AMF);
	}

	@Tag("A1")
	@Tag("A5")
	@Test
	void whenCommandExceedsLimitsFails() {
		assertFails(20, NAME + "0A 00000001".repeat(70_000 / 5), ProtocolError.AMF_DEPTH);
		assertFails(20, NAME + "05".repeat(60_000), ProtocolError.AMF_VALUES);
	}

	@Test
	void payloadsAreViews() {
		ByteBuffer payload = bytes("00 02 0001 61");
		ByteBuffer array = ByteBuffer.allocate(5).put(payload.duplicate()).flip();
		DataMessage data = (DataMessage) DECODER.decode(new RawMessage(15, 1, 0, array.asReadOnlyBuffer()));
		array.put(4, (byte) 0x62);
		assertThat(data.payload()).isEqualTo(bytes("00 02 0001 62"));
		assertThat(data.payload().isReadOnly()).isTrue();
		UserControl control = (UserControl) DECODER.decode(new RawMessage(4, 0, 0, array));
		assertThat(control.data().isReadOnly()).isTrue();
	}

	@Tag("L2")
	@Test
	void textOfCommandDoesNotTellItsArguments() {
		RtmpMessage message = Commands.call("publish", 5, new AmfString("secret1"), new AmfString("secret2"));
		assertThat(message.toString()).contains("publish").doesNotContain("secret");
	}

	@ParameterizedTest
	@MethodSource("types")
	void whenBodyIsRandomDecodesOrFails(int typeId) {
		Random random = new Random(typeId);
		for (int run = 0; run < 2000; run++) {
			byte[] body = new byte[random.nextInt(60)];
			random.nextBytes(body);
			if (run % 2 == 0) {
				// A name, so that what follows is looked at
				byte[] name = Hex.bytes(NAME);
				System.arraycopy(name, 0, body, 0, Math.min(name.length, body.length));
			}
			assertThatCode(() -> {
				try {
					assertThat(DECODER.decode(new RawMessage(typeId, 1, 0, ByteBuffer.wrap(body)))).isNotNull();
				}
				catch (RtmpProtocolException ex) {
					assertThat(typeId).isIn(1, 17, 20);
				}
			}).as("run %d%n%s", run, Hex.dump(body)).doesNotThrowAnyException();
		}
	}

	static IntStream types() {
		return IntStream.range(0, 25);
	}

	private static RtmpMessage decode(int typeId, String body) {
		return DECODER.decode(new RawMessage(typeId, 1, 7, bytes(body)));
	}

	private static void assertFails(int typeId, String body, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decode(typeId, body))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex)).asReadOnlyBuffer();
	}

}
