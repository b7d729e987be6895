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
import java.util.Random;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AggregateSplitter}.
 */
class AggregateSplitterTests {

	private static final String AUDIO_AND_VIDEO = """
			08 000002 0003E8 00 000000 // audio of 2 bytes at 1000
			AF 01
			0000000D                   // back pointer
			09 000003 0003FC 00 000000 // video of 3 bytes at 1020
			27 01 02
			0000000E
			""";

	@Tag("AG1")
	@Test
	void splitsAndMovesTimestampsSoThatTheFirstIsTheAggregates() {
		assertThat(split(5000, AUDIO_AND_VIDEO)).containsExactly(new AudioMessage(1, 5000, bytes("AF 01")),
				new VideoMessage(1, 5020, bytes("27 01 02")));
		assertThat(split(1000, AUDIO_AND_VIDEO)).extracting(AggregateSplitterTests::timestamp)
			.containsExactly(1000L, 1020L);
	}

	@Tag("AG1")
	@Test
	void timestampsWrap() {
		assertThat(split(0xFFFFFFF5L, AUDIO_AND_VIDEO)).extracting(AggregateSplitterTests::timestamp)
			.containsExactly(0xFFFFFFF5L, 9L);
		assertThat(split(0, AUDIO_AND_VIDEO)).extracting(AggregateSplitterTests::timestamp).containsExactly(0L, 20L);
	}

	@Tag("AG1")
	@Test
	void timestampsHaveTheirUpperEightBitsLast() {
		List<RtmpMessage> messages = split(7, """
				08 000000 FFFFFF 01 000000 0000000B // at 01FFFFFF
				08 000000 000001 02 000000 0000000B // at 02000001
				08 000000 FFFFFF 01 000000 0000000B // back again
				""");
		assertThat(messages).extracting(AggregateSplitterTests::timestamp).containsExactly(7L, 9L, 7L);
	}

	@Tag("AG1")
	@Test
	void messageStreamIdIsTheAggregates() {
		AggregateMessage aggregate = new AggregateMessage(5, 0, bytes("12 000001 000000 00 000003 05 0000000C"));
		assertThat(split(aggregate)).containsExactly(new DataMessage(5, 0, false, bytes("05")));
	}

	@Test
	void splitsDataOfBothFormats() {
		assertThat(split(0, "0F 000002 000000 00 000000 00 05 0000000D 12 000001 000000 00 000000 06 0000000C"))
			.containsExactly(new DataMessage(1, 0, true, bytes("00 05")), new DataMessage(1, 0, false, bytes("06")));
	}

	@Test
	void leavesOutOtherTypes() {
		assertThat(split(3, """
				10 000001 000000 00 000000 05 0000000C // shared object
				01 000004 000000 00 000000 00000001 0000000F // chunk size
				08 000000 000002 00 000000 0000000B
				""")).containsExactly(new AudioMessage(1, 5, bytes("")));
	}

	@Test
	void commandsAreDecodedWhenTheirTurnComes() {
		String stop = "14 000007 000014 00 000000 02 0004 73746F70 00000012"; // stop
		assertThat(split(0, stop)).containsExactly(new CommandMessage(1, "stop", 0, AmfNull.INSTANCE, List.of()));
		MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);
		ByteBuffer input = new MessageWriter().write(List.of(new AggregateMessage(1, 0,
				bytes(AUDIO_AND_VIDEO + stop + "14 000001 000000 00 000000 05 0000000C // without a name"))));
		for (int i = 0; i < 3; i++) {
			assertThat(reader.read(input)).isNotNull();
		}
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> reader.read(input))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.COMMAND);
	}

	@Test
	@Tag("D16")
	void whenAPartIsTooLongForAMessageOfItsOwnItIsLeftOut() {
		ChunkLimits limits = new ChunkLimits(1000, 6, 5, 32, 2000, ChunkLimits.Oversize.DROPPED);
		String parts = "12 000006 000000 00 000000 02 0003 616263 00000011" // at the
																			// limit
				+ "12 000007 000000 00 000000 02 0004 61626364 00000012"
				+ "14 000007 000000 00 000000 02 0004 73746F70 00000012"
				+ "08 000007 000000 00 000000 AF 01 0102030405 00000012";
		MessageReader reader = new MessageReader(limits, AmfLimits.DEFAULT);
		ByteBuffer input = new MessageWriter().write(List.of(new AggregateMessage(1, 0, bytes(parts))));
		assertThat(reader.read(input)).isEqualTo(new DataMessage(1, 0, false, bytes("02 0003 616263")));
		assertThat(reader.read(input)).isEqualTo(new AudioMessage(1, 0, bytes("AF 01 0102030405")));
		assertThat(reader.hasParts()).isFalse();
		assertThat(reader.dropped()).isEqualTo(2);
	}

	@Test
	void whenEmptyThereAreNone() {
		assertThat(split(0, "")).isEmpty();
	}

	@Tag("M7")
	@Test
	void messagesOfLengthZeroAreMessages() {
		assertThat(split(0, "08 000000 000000 00 000000 0000000B".repeat(4096))).hasSize(4096);
	}

	@Tag("AG2")
	@ParameterizedTest
	@ValueSource(strings = { "", "00", "000000", "0000000E", "FFFFFFFF // a lie" })
	void whenLastBackPointerIsWrongOrMissingItIsIgnored(String backPointer) {
		String last = "09 000003 000000 00 000000 27 01 02";
		assertThat(split(0, last + backPointer)).containsExactly(new VideoMessage(1, 0, bytes("27 01 02")));
	}

	@Tag("AG2")
	@Tag("M7")
	@ParameterizedTest
	@ValueSource(strings = { "08", "08 000000 000000 00 0000", "08 000001 000000 00 000000",
			"08 FFFFFF 000000 00 000000 01 02", AUDIO_AND_VIDEO + "\n08" })
	void whenCutOffFails(String body) {
		assertFails(body);
	}

	@Tag("AG2")
	@Tag("M7")
	@Test
	void whenItHoldsAnAggregateFails() {
		assertFails("16 000000 000000 00 000000 0000000B");
	}

	@Tag("M7")
	@Test
	void whenItHoldsTooManyMessagesFails() {
		assertFails("08 000000 000000 00 000000 0000000B".repeat(4097));
		assertFails("FF 000000 000000 00 000000 0000000B".repeat(10_000));
	}

	@Test
	void messagesAreReadOnlyViewsAndTheAggregateIsLeftAsItIs() {
		ByteBuffer body = bytes(AUDIO_AND_VIDEO);
		List<RtmpMessage> messages = split(new AggregateMessage(1, 0, body));
		assertThat(body.position()).isZero();
		assertThat(((AudioMessage) messages.get(0)).payload().isReadOnly()).isTrue();
	}

	@Test
	void whenBodyIsRandomSplitsOrFails() {
		Random random = new Random(22);
		byte[] whole = Hex.bytes(AUDIO_AND_VIDEO.repeat(3));
		for (int run = 0; run < 20_000; run++) {
			byte[] body = whole.clone();
			for (int i = random.nextInt(8); i >= 0; i--) {
				body[random.nextInt(body.length)] = (byte) random.nextInt(0x100);
			}
			ByteBuffer input = ByteBuffer.wrap(body, 0, random.nextInt(body.length + 1)).slice();
			assertThatCode(() -> {
				try {
					split(new AggregateMessage(1, random.nextInt() & 0xFFFFFFFFL, input));
				}
				catch (RtmpProtocolException ex) {
					assertThat(ex.error()).isIn(ProtocolError.AGGREGATE, ProtocolError.COMMAND, ProtocolError.AMF);
				}
			}).as("run %d%n%s", run, Hex.dump(body)).doesNotThrowAnyException();
		}
	}

	private static long timestamp(RtmpMessage message) {
		return (message instanceof VideoMessage video) ? video.timestamp() : ((AudioMessage) message).timestamp();
	}

	private static List<RtmpMessage> split(long timestamp, String body) {
		return split(new AggregateMessage(1, timestamp, bytes(body)));
	}

	private static List<RtmpMessage> split(AggregateMessage message) {
		List<RtmpMessage> parts = new ArrayList<>();
		MessageDecoder decoder = new MessageDecoder(AmfLimits.DEFAULT);
		AggregateSplitter splitter = new AggregateSplitter(message, ChunkLimits.PUBLISHING);
		while (splitter.hasNext()) {
			parts.add(decoder.decode(splitter.next()));
		}
		return parts;
	}

	private static void assertFails(String body) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> split(0, body))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(ProtocolError.AGGREGATE);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex)).asReadOnlyBuffer();
	}

}
