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

package dev.rtmpkit.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.flv.FlvDecoder;
import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.flv.FlvWriter;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.testkit.ComparedPacket;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link FlvDecoder} and {@link FlvReader}: the packets do not depend on how the
 * bytes are cut, and survive being written.
 */
@Tag("Z1")
class FlvFuzzTests {

	@FuzzTest
	void decode(FuzzedDataProvider data) throws IOException {
		long seed = data.consumeLong();
		byte[] bytes = data.consumeRemainingAsBytes();
		List<MediaPacket> whole = new ArrayList<>();
		ProtocolError error = Network.deliver(bytes, decoder(whole));
		assertThat(error).isIn(null, ProtocolError.FLV);
		List<MediaPacket> pieces = new ArrayList<>();
		assertThat(Network.deliverInPieces(bytes, seed, decoder(pieces))).isEqualTo(error);
		assertThat(compared(pieces)).isEqualTo(compared(whole));
		assertThat(compared(read(bytes))).isEqualTo(compared(whole));
		List<MediaPacket> written = read(write(whole));
		assertThat(written).hasSameSizeAs(whole);
		for (int i = 0; i < whole.size(); i++) {
			assertThat(written.get(i)).hasSameClassAs(whole.get(i));
			assertThat(written.get(i).payload()).isEqualTo(whole.get(i).payload());
		}
	}

	private static List<ComparedPacket> compared(List<MediaPacket> packets) {
		return packets.stream().map(ComparedPacket::new).toList();
	}

	private static Consumer<ByteBuffer> decoder(List<MediaPacket> packets) {
		FlvDecoder decoder = new FlvDecoder(64 << 10);
		return (input) -> {
			MediaPacket packet;
			while ((packet = decoder.decode(input)) != null) {
				assertThat(packet.timestamp()).isNotNegative();
				packets.add(packet);
			}
			assertThat(input.hasRemaining()).isFalse();
		};
	}

	private static List<MediaPacket> read(byte[] bytes) {
		List<MediaPacket> packets = new ArrayList<>();
		Network.deliver(bytes, (input) -> {
			FlvDecoder decoder = new FlvDecoder(64 << 10);
			try (FlvReader reader = new FlvReader(new ByteArrayInputStream(bytes), decoder)) {
				MediaPacket packet;
				while ((packet = reader.next()) != null) {
					packets.add(packet);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return packets;
	}

	private static byte[] write(List<MediaPacket> packets) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (FlvWriter writer = new FlvWriter(bytes, true, true)) {
			for (MediaPacket packet : packets) {
				writer.write(packet);
			}
		}
		return bytes.toByteArray();
	}

}
