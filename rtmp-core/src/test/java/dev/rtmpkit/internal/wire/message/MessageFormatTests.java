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
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link MessageDecoder} and {@link MessageEncoder} with the bytes of each
 * message.
 */
class MessageFormatTests {

	private static final MessageDecoder DECODER = new MessageDecoder(AmfLimits.DEFAULT);

	@ParameterizedTest
	@MethodSource("goldenBytes")
	void decodes(RawMessage raw, int chunkStreamId, RtmpMessage message) {
		assertThat(DECODER.decode(raw)).isEqualTo(message);
		assertThat(message.streamId()).isEqualTo(raw.streamId());
	}

	@Tag("PC1")
	@ParameterizedTest
	@MethodSource("goldenBytes")
	void encodes(RawMessage raw, int chunkStreamId, RtmpMessage message) {
		assertThat(MessageEncoder.encode(message)).isEqualTo(raw);
		assertThat(MessageEncoder.chunkStreamId(message)).isEqualTo(chunkStreamId);
	}

	@ParameterizedTest
	@MethodSource("goldenBytes")
	void leavesPositionsAsTheyAre(RawMessage raw, int chunkStreamId, RtmpMessage message) {
		DECODER.decode(raw);
		assertThat(raw.payload().position()).isZero();
		assertThat(MessageEncoder.encode(message)).isEqualTo(MessageEncoder.encode(message));
	}

	static Stream<Arguments> goldenBytes() {
		return Stream.of(arguments(raw(1, 0, 0, "00 00 10 00"), 2, new SetChunkSize(4096)),
				arguments(raw(1, 0, 0, "7F FF FF FF"), 2, new SetChunkSize(Integer.MAX_VALUE)),
				arguments(raw(2, 0, 0, "00 00 00 06"), 2, new AbortMessage(6)),
				arguments(raw(3, 0, 0, "FF FF FF FE"), 2, new Acknowledgement(0xFFFFFFFEL)),
				arguments(raw(4, 0, 0, "00 00 00 00 00 01"), 2, UserControl.of(UserControl.STREAM_BEGIN, 1)),
				arguments(raw(4, 0, 0, "00 01 00 00 00 01"), 2, UserControl.of(UserControl.STREAM_EOF, 1)),
				arguments(raw(4, 0, 0, "00 02 00 00 00 01"), 2, UserControl.of(UserControl.STREAM_DRY, 1)),
				arguments(raw(4, 0, 0, "00 04 00 00 00 01"), 2, UserControl.of(UserControl.STREAM_IS_RECORDED, 1)),
				arguments(raw(4, 0, 0, "00 06 01 02 03 04"), 2, UserControl.of(UserControl.PING_REQUEST, 0x01020304)),
				arguments(raw(4, 0, 0, "00 1A 01"), 2, new UserControl(26, bytes("01"))),
				arguments(raw(4, 0, 0, "FF FF"), 2, new UserControl(0xFFFF, bytes(""))),
				arguments(raw(5, 0, 0, "80 00 00 00"), 2, new WindowAcknowledgementSize(0x80000000L)),
				arguments(raw(6, 0, 0, "00 26 25 A0 02"), 2, new SetPeerBandwidth(2_500_000, SetPeerBandwidth.DYNAMIC)),
				arguments(raw(8, 1, 0xFFFFFFFFL, "AF 01 21"), 4, new AudioMessage(1, 0xFFFFFFFFL, bytes("AF 01 21"))),
				arguments(raw(8, 1, 0, ""), 4, new AudioMessage(1, 0, bytes(""))),
				arguments(raw(9, 1, 40, "27 01 00 00 00"), 6, new VideoMessage(1, 40, bytes("27 01 00 00 00"))),
				arguments(raw(15, 1, 7, "00 02 0001 61"), 5, new DataMessage(1, 7, true, bytes("00 02 0001 61"))),
				arguments(raw(15, 1, 7, "06 03 61"), 5, new DataMessage(1, 7, true, bytes("06 03 61"))),
				arguments(raw(17, 1, 0, """
						00
						02 000C 63726561746553747265616D // createStream
						00 4000000000000000              // 2
						05
						"""), 3, new CommandMessage(1, "createStream", 2, AmfNull.INSTANCE, List.of(), true)),
				arguments(raw(18, 1, 7, "02 0001 61"), 5, new DataMessage(1, 7, false, bytes("02 0001 61"))),
				arguments(raw(20, 1, 0, """
						02 0007 7075626C697368 // publish
						00 4014000000000000    // 5
						05
						02 0003 6B6579         // key
						02 0004 6C697665       // live
						"""), 3,
						new CommandMessage(1, "publish", 5, AmfNull.INSTANCE,
								List.of(new AmfString("key"), new AmfString("live")))),
				arguments(raw(20, 0, 0, """
						02 0007 636F6E6E656374 // connect
						00 3FF0000000000000    // 1
						03
						0003 617070 02 0001 61 // app: a
						000009
						"""), 3,
						new CommandMessage(0, "connect", 1, AmfObject.builder().put("app", "a").build(), List.of())),
				arguments(raw(22, 1, 9, "08 000000 000000 00 000000 0000000B"), 6,
						new AggregateMessage(1, 9, bytes("08 000000 000000 00 000000 0000000B"))),
				arguments(raw(19, 3, 5, "01 02"), 5, new UnknownMessage(19, 3, 5, bytes("01 02"))));
	}

	@Test
	void knowsEachTypeOfMessage() {
		Stream<Class<?>> golden = goldenBytes().map((row) -> row.get()[2].getClass());
		assertThat(golden.distinct().toList()).hasSameElementsAs(List.of(RtmpMessage.class.getPermittedSubclasses()));
	}

	@Test
	void encodesCommandsAndControlWithoutTimestamp() {
		assertThat(MessageEncoder.encode(new Acknowledgement(1L << 32 | 5))).isEqualTo(raw(3, 0, 0, "00000005"));
		assertThat(MessageEncoder.encode(Commands.call("a", 0, new AmfNumber(1))).timestamp()).isZero();
	}

	@Test
	void whenChunkSizeIsNotPositiveThereIsNoMessage() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SetChunkSize(0));
		assertThatIllegalArgumentException().isThrownBy(() -> new SetChunkSize(-1));
	}

	private static RawMessage raw(int typeId, int streamId, long timestamp, String payload) {
		return new RawMessage(typeId, streamId, timestamp, bytes(payload));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex)).asReadOnlyBuffer();
	}

}
