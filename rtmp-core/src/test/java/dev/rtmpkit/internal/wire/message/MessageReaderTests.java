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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageReader}.
 */
class MessageReaderTests {

	private static final AggregateMessage AGGREGATE = new AggregateMessage(1, 40, bytes("""
			08 000002 000002 00 000000 AF 01                  0000000D // audio
			12 000001 000004 00 000000 05                     0000000C // data
			01 000004 000004 00 000000 00000001               0000000F // chunk size, which is left out
			14 000010 000004 00 000000 02 0004 73746F70 00 0000000000000000 0000001B // stop, 0
			"""));

	private static final String FOUR_BYTES_OF_AUDIO = "04 000000 000004 08 01000000 AF010203";

	private static final int AUDIO_CHUNK_BYTES = 16;

	@Test
	void readsOneMessageAtATime() {
		MessageReader reader = reader();
		ByteBuffer input = bytes(FOUR_BYTES_OF_AUDIO + "C4 AF010203 C4 AF");
		assertThat(reader.read(input)).isEqualTo(audio(0, "AF010203"));
		assertThat(input.position()).isEqualTo(AUDIO_CHUNK_BYTES);
		assertThat(reader.read(input)).isEqualTo(audio(0, "AF010203"));
		assertThat(reader.read(input)).isNull();
		assertThat(input.hasRemaining()).isFalse();
		assertThat(reader.read(bytes("010203"))).isEqualTo(audio(0, "AF010203"));
	}

	@Tag("K10")
	@Test
	void whenDialogueIsFragmentedMessagesAreTheSame() {
		List<RtmpMessage> dialogue = dialogue();
		MessageWriter writer = new MessageWriter();
		assertThat(readFragmented(array(writer.write(dialogue)))).isEqualTo(dialogue);
	}

	@Tag("I9")
	@Tag("AG1")
	@Test
	void whenAggregateComesItsPartsAreReadOneByOne() {
		assertThat(readFragmented(
				array(new MessageWriter().write(List.of(audio(1, "AF00"), AGGREGATE, audio(3, "AF02"))))))
			.containsExactly(audio(1, "AF00"), audio(40, "AF01"), new DataMessage(1, 42, false, bytes("05")),
					new CommandMessage(1, "stop", 0, AmfNull.INSTANCE, List.of()), audio(3, "AF02"));
	}

	@Tag("I9")
	@Test
	void whenPartsAreLeftTheyAreHeldAndNeedNoInput() {
		MessageReader reader = reader();
		ByteBuffer input = new MessageWriter().write(List.of(AGGREGATE));
		assertThat(reader.read(input)).isEqualTo(audio(40, "AF01"));
		assertThat(input.hasRemaining()).isFalse();
		assertThat(reader.hasParts()).isTrue();
		assertThat(reader.reservedBytes()).isEqualTo(AGGREGATE.payload().remaining());
		assertThat(reader.read(input)).isInstanceOf(DataMessage.class);
		assertThat(reader.read(input)).isInstanceOf(CommandMessage.class);
		assertThat(reader.hasParts()).isFalse();
		assertThat(reader.reservedBytes()).isZero();
		assertThat(reader.read(input)).isNull();
	}

	@Tag("I9")
	@Test
	void whenAggregateHasNoPartsItIsAnUnknownMessage() {
		AggregateMessage empty = new AggregateMessage(1, 5, bytes(""));
		AggregateMessage control = new AggregateMessage(1, 6,
				bytes("01 000004 000000 00 000000 00000001 0000000F // chunk size"));
		assertThat(readFragmented(array(new MessageWriter().write(List.of(empty, control, audio(7, "AF010203"))))))
			.containsExactly(new UnknownMessage(22, 1, 5, empty.payload()),
					new UnknownMessage(22, 1, 6, control.payload()), audio(7, "AF010203"));
	}

	@Tag("PC3")
	@Test
	void chunkSizeTakesEffectWithTheNextChunk() {
		assertThat(readFragmented("""
				04 000000 000006 08 01000000 // audio of 6 bytes, at first in one chunk
				   AF0102030405
				02 000000 000004 01 00000000 00000004
				C4 AF010203
				C4 0405                      // the rest of 6 bytes
				""")).containsExactly(audio(0, "AF0102030405"), new SetChunkSize(4), audio(0, "AF0102030405"));
	}

	@Tag("PC3")
	@Tag("K5")
	@Test
	void chunkSizeTakesEffectForMessagesHalfRead() {
		String half = "00".repeat(128);
		assertThat(readFragmented(
				"06 000000 000084 09 01000000" + half + "02 000000 000004 01 00000000 00000002 C6 0102 C6 0304"))
			.containsExactly(new SetChunkSize(2), new VideoMessage(1, 0, bytes(half + "01020304")));
	}

	@Tag("PC2")
	@ParameterizedTest
	@ValueSource(strings = { "03", "04", "05", "06", "00 00", "01 0001" })
	void chunkSizeTakesEffectOnAnyChunkStreamAndMessageStream(String chunkStream) {
		assertThat(readFragmented(
				chunkStream + "000000 000004 01 01000000 00000002  07 000000 000004 08 01000000 AF01 C7 0203"))
			.containsExactly(new SetChunkSize(2), audio(0, "AF010203"));
	}

	@Tag("PC4")
	@Test
	void chunkSizeMayExceedTheLargestMessage() {
		assertThat(readFragmented("02 000000 000004 01 00000000 7FFFFFFF" + FOUR_BYTES_OF_AUDIO))
			.containsExactly(new SetChunkSize(Integer.MAX_VALUE), audio(0, "AF010203"));
	}

	@Tag("PC4")
	@Tag("K5")
	@ParameterizedTest
	@ValueSource(strings = { "00000000", "80000000" })
	void whenChunkSizeIsOutOfRangeFails(String size) {
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> readFragmented("02 000000 000004 01 00000000" + size))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.CHUNK_SIZE);
	}

	@Tag("PC9")
	@Test
	void whenChunkSizeIsTooShortItStaysAsItIs() {
		assertThat(readFragmented("02 000000 000003 01 00000000 000001" + FOUR_BYTES_OF_AUDIO))
			.containsExactly(new UnknownMessage(1, 0, 0, bytes("000001")), audio(0, "AF010203"));
	}

	@Tag("PC5")
	@Tag("K7")
	@Test
	void abortDiscardsTheUnfinishedMessage() {
		// A full header of the same length and type would continue the message
		String header = "06 000000 000084 09 01000000";
		assertThat(readFragmented(header + "00".repeat(128) + "02 000000 000004 02 00000000 00000006" + header
				+ "17".repeat(128) + "C6 17171717"))
			.containsExactly(new AbortMessage(6), new VideoMessage(1, 0, bytes("17".repeat(132))));
	}

	@Tag("PC5")
	@Tag("K7")
	@ParameterizedTest
	@ValueSource(strings = { "00000002", "00000003", "00000004", "FFFFFFFF", "80000000", "00000000" })
	void whenThereIsNothingToAbortGoesOn(String chunkStreamId) {
		assertThat(readFragmented(FOUR_BYTES_OF_AUDIO + "02 000000 000004 02 00000000" + chunkStreamId + "C4 AF010203"))
			.hasSize(3)
			.endsWith(audio(0, "AF010203"));
	}

	@Tag("PC6")
	@Test
	void acknowledgesEachWindowFromTheFirstChunkByte() {
		MessageReader reader = reader();
		// 16 bytes that set a window of 32
		assertThat(reader.read(bytes("02 000000 000004 05 00000000 00000020"))).isNotNull();
		assertThat(reader.pollAcknowledgement()).isNull();
		assertThat(reader.read(bytes("04 000000 000004 08 01000000 AF0102"))).isNull();
		assertThat(reader.pollAcknowledgement()).isNull();
		assertThat(reader.read(bytes("03"))).isNotNull();
		assertThat(reader.pollAcknowledgement()).isEqualTo(new Acknowledgement(32));
		assertThat(reader.pollAcknowledgement()).isNull();
		reader.read(bytes("04 000000 000015 08 01000000" + "00".repeat(0x15 - 2)));
		assertThat(reader.pollAcknowledgement()).isNull();
		reader.read(bytes("00"));
		assertThat(reader.pollAcknowledgement()).as("one byte before the end of a message")
			.isEqualTo(new Acknowledgement(64));
	}

	@Tag("PC6")
	@Tag("O1")
	@Test
	void whenSeveralWindowsArePastAcknowledgesOnce() {
		MessageReader reader = reader();
		reader.read(bytes("02 000000 000004 05 00000000 00000001"));
		assertThat(reader.pollAcknowledgement()).isEqualTo(new Acknowledgement(16));
		assertThat(reader.pollAcknowledgement()).isNull();
	}

	@Tag("PC7")
	@ParameterizedTest
	@ValueSource(strings = { "", "02 000000 000004 05 00000000 00000000 // window 0" })
	void whenPeerSetsNoWindowUsesDefault(String before) {
		MessageReader reader = reader();
		byte[] preface = Hex.bytes(before + "\n 02 000000 000004 01 00000000 00FFFFFF 04 000000 2625A0 08 01000000");
		int missing = 2_500_000 - preface.length;
		ByteBuffer input = ByteBuffer.wrap(Arrays.copyOf(preface, preface.length + missing - 1));
		readAll(reader, input);
		assertThat(reader.pollAcknowledgement()).isNull();
		readAll(reader, ByteBuffer.wrap(new byte[1]));
		assertThat(reader.pollAcknowledgement()).isEqualTo(new Acknowledgement(2_500_000));
	}

	@Tag("PC7")
	@Test
	void peerBandwidthSetsNoWindow() {
		MessageReader reader = reader();
		reader.read(bytes("02 000000 000005 06 00000000 00000001 00"));
		assertThat(reader.pollAcknowledgement()).isNull();
	}

	@Tag("K8")
	@Test
	void limitsCanBeRaised() {
		MessageReader reader = new MessageReader(new ChunkLimits(4, 4, 4, 4), AmfLimits.DEFAULT);
		assertThat(reader.read(bytes(FOUR_BYTES_OF_AUDIO))).isNotNull();
		reader.limits(new ChunkLimits(5, 4, 4, 5));
		assertThat(reader.read(bytes("04 000000 000005 08 01000000 AF01020304"))).isEqualTo(audio(0, "AF01020304"));
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> reader.read(bytes("04 000000 000006 08 01000000 AF")))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.MESSAGE_SIZE);
	}

	@Test
	void amfLimitsAreForCommands() {
		MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, new AmfLimits(1, 3, 1, 1));
		assertThat(reader.read(bytes("03 000000 000006 14 00000000 02000161 0505"))).isNotNull();
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> reader.read(bytes("03 000000 000007 14 00000000 02000161 050505")))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AMF_VALUES);
	}

	@Test
	void whenBytesAreMutatedReadsOrFails() {
		byte[] whole = array(new MessageWriter().write(dialogue()));
		Random random = new Random(20263);
		for (int run = 0; run < 5000; run++) {
			byte[] bytes = whole.clone();
			for (int i = random.nextInt(6); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
			}
			assertReadsOrFails(bytes, run);
		}
	}

	@Test
	void whenBytesAreRandomReadsOrFails() {
		Random random = new Random(20264);
		for (int run = 0; run < 5000; run++) {
			byte[] bytes = new byte[random.nextInt(300)];
			random.nextBytes(bytes);
			assertReadsOrFails(bytes, run);
		}
	}

	private static void assertReadsOrFails(byte[] bytes, int run) {
		assertThatCode(() -> {
			try {
				readAll(reader(), ByteBuffer.wrap(bytes));
			}
			catch (RtmpProtocolException ex) {
				assertThat(ex.error()).isNotNull();
			}
		}).as("run %d%n%s", run, Hex.dump(bytes)).doesNotThrowAnyException();
	}

	private static List<RtmpMessage> dialogue() {
		byte[] frame = new byte[5000];
		new Random(9).nextBytes(frame);
		return List.of(new SetChunkSize(1000),
				Commands.call("connect", 1, AmfObject.builder().put("app", "live").put("tcUrl", "rtmp://host").build()),
				new WindowAcknowledgementSize(2_500_000), new SetPeerBandwidth(2_500_000, 2),
				UserControl.of(UserControl.PING_REQUEST, 77), new Acknowledgement(5),
				new CommandMessage(1, "publish", 2, AmfNull.INSTANCE, List.of(new AmfString("key"))),
				new DataMessage(1, 0, false, bytes("02 0001 61")), new AudioMessage(1, 10, bytes("AF 00 12 10")),
				new VideoMessage(1, 10, ByteBuffer.wrap(frame)), new SetChunkSize(60_000), new AbortMessage(6),
				new VideoMessage(1, 0x1000000, ByteBuffer.wrap(frame)), new AudioMessage(1, 30, bytes("")),
				new UnknownMessage(19, 0, 50, bytes("01")));
	}

	private static MessageReader reader() {
		return new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);
	}

	private static List<RtmpMessage> readFragmented(String hex) {
		return readFragmented(Hex.bytes(hex));
	}

	private static List<RtmpMessage> readFragmented(byte[] input) {
		return Fragmentation.decode(input, (Consumer<RtmpMessage> sink) -> {
			MessageReader reader = reader();
			return (buffer) -> readAll(reader, buffer).forEach(sink);
		});
	}

	private static List<RtmpMessage> readAll(MessageReader reader, ByteBuffer input) {
		List<RtmpMessage> messages = new ArrayList<>();
		RtmpMessage message = reader.read(input);
		while (message != null) {
			messages.add(message);
			message = reader.read(input);
		}
		return messages;
	}

	private static AudioMessage audio(long timestamp, String payload) {
		return new AudioMessage(1, timestamp, bytes(payload));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

	private static byte[] array(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

}
