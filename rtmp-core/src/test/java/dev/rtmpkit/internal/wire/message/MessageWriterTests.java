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
import java.util.HexFormat;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageWriter}.
 */
class MessageWriterTests {

	private final MessageWriter writer = new MessageWriter();

	@Test
	void writesNothingForNoMessages() {
		assertThat(this.writer.write(List.of()).hasRemaining()).isFalse();
	}

	@Tag("PC1")
	@Test
	void writesMessagesInOrderEachOnItsChunkStream() {
		assertWritten("""
				02 000000 000006 04 00000000 0000 00000000
				03 000000 00000D 14 00000000 02 0000 00 0000000000000000 05
				04 000014 000001 08 01000000 AF
				06 000014 000001 09 01000000 17
				05 000015 000001 12 01000000 05
				""", UserControl.of(UserControl.STREAM_BEGIN, 0), Commands.call("", 0, AmfNull.INSTANCE),
				new AudioMessage(1, 20, bytes("AF")), new VideoMessage(1, 20, bytes("17")),
				new DataMessage(1, 21, false, bytes("05")));
	}

	@Tag("NC5")
	@Tag("PC3")
	@Test
	void splitsAt128UntilChunkSizeIsWritten() {
		String payload = "17".repeat(128);
		assertWritten("06 000000 000081 09 01000000" + payload + "C6 17 02 000000 000004 01 00000000 00000080",
				new VideoMessage(1, 0, bytes(payload + "17")), new SetChunkSize(128));
	}

	@Tag("NC5")
	@Test
	void chunkSizeTakesEffectForTheMessagesThatFollow() {
		assertWritten("""
				06 000000 000003 09 01000000 170102
				02 000000 000004 01 00000000 00000002 // in one chunk itself
				04 000000 000003 08 01000000 AF01 C4 02
				""", new VideoMessage(1, 0, bytes("170102")), new SetChunkSize(2),
				new AudioMessage(1, 0, bytes("AF0102")));
		assertThat(hex(this.writer.write(List.of(new DataMessage(1, 0, false, bytes("050505"))))))
			.isEqualTo(spaceless("05 000000 000003 12 01000000 0505 C5 05"));
	}

	@Test
	void hasRoomForChunksOfOneByte() {
		byte[] payload = new byte[3000];
		ByteBuffer bytes = this.writer
			.write(List.of(new SetChunkSize(1), new VideoMessage(1, 0xFFFFFFFFL, ByteBuffer.wrap(payload)),
					new AudioMessage(1, 0xFFFFFFFFL, ByteBuffer.wrap(payload))));
		// Each chunk has a basic header and the extended timestamp
		int message = 11 + payload.length * (1 + 4 + 1);
		assertThat(bytes.remaining()).isEqualTo(16 + 2 * message);
	}

	@Test
	void payloadIsLeftAsItIs() {
		ByteBuffer payload = bytes("17 01").asReadOnlyBuffer();
		this.writer.write(List.of(new VideoMessage(1, 0, payload)));
		assertThat(payload.remaining()).isEqualTo(2);
	}

	private void assertWritten(String expected, RtmpMessage... messages) {
		assertThat(hex(this.writer.write(List.of(messages)))).isEqualTo(spaceless(expected));
	}

	private static String spaceless(String hex) {
		return HexFormat.of().formatHex(Hex.bytes(hex));
	}

	private static String hex(ByteBuffer buffer) {
		return HexFormat.of().formatHex(buffer.array(), buffer.position(), buffer.limit());
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
