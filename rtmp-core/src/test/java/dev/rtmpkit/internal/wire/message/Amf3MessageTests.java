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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf3Encoder;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.testkit.Fragmentation;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageDecoder} and {@link MessageEncoder} with AMF3 and shared
 * objects.
 */
class Amf3MessageTests {

	private static final MessageDecoder DECODER = new MessageDecoder(AmfLimits.DEFAULT);

	private static final AmfObject CONNECT_OBJECT = AmfObject.builder()
		.put("app", "live")
		.put("objectEncoding", 3)
		.build();

	private static final CommandMessage CONNECT = new CommandMessage(1, "connect", 1, CONNECT_OBJECT, List.of(), true);

	private static final CommandMessage CREATE_STREAM = new CommandMessage(1, "createStream", 2, AmfNull.INSTANCE,
			List.of(), true);

	private static final CommandMessage PUBLISH = new CommandMessage(1, "publish", 3, AmfNull.INSTANCE,
			List.of(new AmfString("key"), new AmfString("live")), true);

	@Tag("AM4")
	@Tag("AM6")
	@ParameterizedTest
	@MethodSource("forms")
	void decodesCommandsInEachForm(UnaryOperator<ByteBuffer> form) {
		for (CommandMessage command : List.of(CONNECT, CREATE_STREAM, PUBLISH)) {
			ByteBuffer body = form.apply(MessageEncoder.encode(command).payload());
			assertThat(decode(17, body)).isEqualTo(command);
			assertThat(body.position()).isZero();
		}
	}

	static Stream<UnaryOperator<ByteBuffer>> forms() {
		return Stream.of((body) -> body, (body) -> body.slice(1, body.remaining() - 1), (body) -> inAmf3(body, false),
				(body) -> inAmf3(body, true));
	}

	@Tag("AM6")
	@Test
	void connectOfEitherTypeAsksForObjectEncoding() {
		assertThat(ConnectCommand.of(CONNECT).objectEncoding()).isEqualTo(3);
		ByteBuffer body = inAmf3(MessageEncoder.encode(CONNECT).payload(), false);
		assertThat(ConnectCommand.of((CommandMessage) decode(17, body))).isEqualTo(ConnectCommand.of(CONNECT));
	}

	@Tag("AM4")
	@ParameterizedTest
	@ValueSource(ints = { 17, 20 })
	void argumentsMayBeSwitchedToAmf3(int typeId) {
		RtmpMessage message = decode(typeId, bytes("""
				02 0004 63616C6C 00 4000000000000000
				11 0A 0B 01 09 6E616D65 06 07 6B6579 01 // command object, name: key
				11 06 02                                // key by reference
				02 0001 61
				11 0C 03 07
				"""));
		assertThat(message).isEqualTo(new CommandMessage(1, "call", 2, AmfObject.builder().put("name", "key").build(),
				List.of(new AmfString("key"), new AmfString("a"), new AmfByteArray(ByteBuffer.wrap(new byte[] { 7 }))),
				typeId == 17));
	}

	@Tag("AM4")
	@Test
	void whenArgumentIsExternalizableItAndTheRestAreLeftOut() {
		assertThat(decode(17, bytes("00 02 0004 63616C6C 00 4000000000000000 05 02 0001 61 11 0A 07 03 54 05")))
			.isEqualTo(new CommandMessage(1, "call", 2, AmfNull.INSTANCE, List.of(new AmfString("a")), true));
	}

	@Tag("AM7")
	@Tag("A4")
	@ParameterizedTest
	@ValueSource(strings = { "00 11 // nothing to switch", "11", "06 09 63616C6C 0A 07 03 54 // externalizable",
			"06 09 63616C6C 06 02 // no such string", "06 09 63616C6C 04 02 09 00 // no such object" })
	void whenCommandIsMalformedFails(String body) {
		assertFails(17, bytes(body), ProtocolError.AMF);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "00 05", "01", "04 01", "11 01", "0A 0B 01 01" })
	void whenCommandDoesNotBeginWithItsNameFails(String body) {
		assertFails(17, bytes(body), ProtocolError.COMMAND);
	}

	@Tag("A1")
	@Tag("A5")
	@Test
	void whenCommandExceedsLimitsFails() {
		assertFails(17, bytes("06 03 61" + "09 03 01".repeat(20_000)), ProtocolError.AMF_DEPTH);
		assertFails(17, bytes("00 02 0001 61 0A 00000500" + "11 09 01 01".repeat(0x500)), ProtocolError.AMF_VALUES);
		assertFails(17, bytes("06 03 61" + "01".repeat(60_000)), ProtocolError.AMF_VALUES);
	}

	@Tag("AM6")
	@Test
	void encodesCommandAsAskedFor() {
		CommandMessage result = Commands.result(2, AmfNull.INSTANCE, new AmfNumber(1));
		RawMessage amf0 = MessageEncoder.encode(result);
		RawMessage amf3 = MessageEncoder.encode(result.withAmf3(true));
		assertThat(amf0.typeId()).isEqualTo(20);
		assertThat(amf3.typeId()).isEqualTo(17);
		assertThat(amf3.payload().get(0)).isZero();
		assertThat(amf3.payload().slice(1, amf3.payload().remaining() - 1)).isEqualTo(amf0.payload());
		assertThat(result.withAmf3(true).withAmf3(false)).isEqualTo(result).isNotEqualTo(result.withAmf3(true));
		assertThat(MessageEncoder.chunkStreamId(result.withAmf3(true))).isEqualTo(3);
	}

	@Test
	void bodyOfDataIsNotTouched() {
		for (String body : List.of("00 02 0001 61", "02 0001 61", "11 06 03 61", "FF", "")) {
			DataMessage message = new DataMessage(1, 7, true, bytes(body));
			assertThat(decode(15, bytes(body))).isEqualTo(message);
			assertThat(MessageEncoder.encode(message).payload()).isEqualTo(bytes(body));
			AggregateSplitter parts = new AggregateSplitter(new AggregateMessage(1, 7, tag(15, bytes(body))),
					ChunkLimits.UNAUTHORIZED);
			assertThat(DECODER.decode(parts.next())).isEqualTo(message);
			assertThat(parts.hasNext()).isFalse();
		}
	}

	@Tag("SO1")
	@Tag("M6")
	@ParameterizedTest
	@ValueSource(ints = { 16, 19 })
	void sharedObjectIsLeftAloneAndTheNextMessageIsRead(int typeId) {
		RawMessage use = new RawMessage(typeId, 0, 0, bytes("""
				0004 726F6F6D          // name: room
				00000000               // version
				00000002 00000000      // flags: persistent
				01 00000000            // event: use, without data
				"""));
		RawMessage broken = new RawMessage(typeId, 0, 0, bytes("FFFF 61"));
		RawMessage empty = new RawMessage(typeId, 0, 0, bytes(""));
		MessageWriter writer = new MessageWriter();
		List<RtmpMessage> messages = Stream.of(use, broken, empty).map(DECODER::decode).toList();
		assertThat(messages).hasOnlyElementsOfType(UnknownMessage.class);
		ByteBuffer written = writer
			.write(Stream.concat(messages.stream(), Stream.of(CREATE_STREAM, new AbortMessage(3))).toList());
		byte[] bytes = new byte[written.remaining()];
		written.get(bytes);
		List<RtmpMessage> read = Fragmentation.decode(bytes, (messageConsumer) -> {
			MessageReader reader = new MessageReader(ChunkLimits.UNAUTHORIZED, AmfLimits.DEFAULT);
			return (input) -> {
				for (RtmpMessage message = reader.read(input); message != null; message = reader.read(input)) {
					messageConsumer.accept(message);
				}
			};
		});
		assertThat(read.subList(0, 3)).isEqualTo(messages);
		assertThat(read.subList(3, 5)).containsExactly(CREATE_STREAM, new AbortMessage(3));
	}

	@Tag("AM7")
	@Test
	void whenBodyIsRandomDecodesOrFails() {
		long seed = 20266;
		Random random = new Random(seed);
		for (int run = 0; run < 20_000; run++) {
			byte[] body = new byte[random.nextInt(80)];
			for (int i = 0; i < body.length; i++) {
				body[i] = (byte) random.nextInt((random.nextInt(3) > 0) ? 0x13 : 0x100);
			}
			// A name, so that what follows is looked at
			byte[] name = Hex.bytes((run % 2 == 0) ? "06 03 61" : "00 02 0001 61");
			System.arraycopy(name, 0, body, 0, Math.min(name.length, body.length));
			assertThatCode(() -> {
				try {
					RawMessage raw = new RawMessage(17, 1, 0, ByteBuffer.wrap(body));
					assertThat(DECODER.decode(raw)).isInstanceOf(CommandMessage.class);
				}
				catch (RtmpProtocolException ex) {
					assertThat(ex.error()).isNotNull();
				}
			}).as("seed %d run %d%n%s", seed, run, Hex.dump(body)).doesNotThrowAnyException();
		}
	}

	/** The values of a body in the form of the reference client. */
	private static ByteBuffer inAmf3(ByteBuffer body, boolean marked) {
		CommandMessage command = (CommandMessage) decode(17, body);
		List<AmfValue> values = Stream
			.concat(Stream.of(new AmfString(command.name()), new AmfNumber(command.transactionId()),
					command.commandObject()), command.arguments().stream())
			.toList();
		ByteBuffer bytes = ByteBuffer.allocate(1000);
		for (AmfValue value : values) {
			if (marked) {
				bytes.put((byte) 0x11);
			}
			bytes.put(Amf3Encoder.encode(value));
		}
		return bytes.flip();
	}

	private static ByteBuffer tag(int typeId, ByteBuffer body) {
		return ByteBuffer.allocate(15 + body.remaining())
			.putInt(typeId << 24 | body.remaining())
			.putInt(0)
			.put(new byte[3])
			.put(body)
			.putInt(11 + body.remaining())
			.flip();
	}

	private static RtmpMessage decode(int typeId, ByteBuffer body) {
		return DECODER.decode(new RawMessage(typeId, 1, 7, body));
	}

	private static void assertFails(int typeId, ByteBuffer body, ProtocolError error) {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> decode(typeId, body))
			.extracting(RtmpProtocolException::error)
			.isEqualTo(error);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
