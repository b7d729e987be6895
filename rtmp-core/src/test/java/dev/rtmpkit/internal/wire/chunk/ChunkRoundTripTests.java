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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChunkEncoder} and {@link ChunkDecoder} together, and with bytes from
 * neither.
 */
class ChunkRoundTripTests {

	private static final int[] IDS = { 2, 3, 4, 63, 64, 319, 320, 65599 };

	private static final int[] LENGTHS = { 0, 1, 2, 127, 128, 129, 256, 4096, 5000 };

	private static final long[] DELTAS = { 0, 0, 1, 20, 20, 40, -5, 0xFFFFFE, 0xFFFFFF, 0x1000000, 0x80000000L };

	@ParameterizedTest
	@Tag("K10")
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void messagesComeBackAsTheyWere(long seed) {
		Random random = new Random(seed);
		List<RawMessage> messages = new ArrayList<>();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ChunkEncoder encoder = new ChunkEncoder();
		int chunkSize = ChunkEncoder.DEFAULT_CHUNK_SIZE;
		long timestamp = random.nextInt() & 0xFFFFFFFFL;
		for (int i = 0; i < 60; i++) {
			timestamp = (timestamp + DELTAS[random.nextInt(DELTAS.length)]) & 0xFFFFFFFFL;
			RawMessage message = (i % 20 == 10) ? setChunkSize(1 + random.nextInt(300)) : message(random, timestamp);
			ByteBuffer output = ByteBuffer.allocate(ChunkEncoder.maxSizeOf(message, chunkSize));
			encoder.encode(IDS[random.nextInt(IDS.length)], message, output);
			bytes.write(output.array(), 0, output.position());
			messages.add(message);
			if (message.typeId() == 1) {
				chunkSize = message.payload().getInt(0);
				encoder.chunkSize(chunkSize);
			}
		}
		assertThat(Chunks.decode(bytes.toByteArray(), Chunks.LIMITS)).as("seed %d", seed).isEqualTo(messages);
	}

	@ParameterizedTest
	@Tag("CH14")
	@Tag("K10")
	@ValueSource(longs = { 1, 2, 3, 4 })
	void interleavedMessagesComeBackAsTheyWere(long seed) {
		Random random = new Random(seed);
		Map<Integer, List<RawMessage>> sent = new HashMap<>();
		Map<Integer, Queue<byte[]>> chunks = new HashMap<>();
		for (int id : IDS) {
			// The message stream id tells where a message came from
			ChunkEncoder encoder = new ChunkEncoder();
			long timestamp = 0xFFFFF0;
			for (int i = 0; i < 5; i++) {
				timestamp += random.nextInt(30);
				RawMessage message = new RawMessage(9, id, timestamp, payload(random));
				sent.computeIfAbsent(id, (key) -> new ArrayList<>()).add(message);
				chunks.computeIfAbsent(id, (key) -> new ArrayDeque<>()).addAll(chunks(encoder, id, message));
			}
		}
		Map<Integer, List<RawMessage>> received = new HashMap<>();
		for (RawMessage message : Chunks.decode(shuffle(chunks, random), Chunks.LIMITS)) {
			received.computeIfAbsent(message.streamId(), (key) -> new ArrayList<>()).add(message);
		}
		assertThat(received).as("seed %d", seed).isEqualTo(sent);
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14, 15, 16, 17, 18 })
	void anyBytesGiveMessagesOrProtocolException(long seed) {
		Random random = new Random(seed);
		for (int run = 0; run < 300; run++) {
			byte[] bytes = randomChunks(random);
			try {
				Chunks.decode(bytes, new ChunkLimits(5000, 2000, 4, 6000));
			}
			catch (RtmpProtocolException ex) {
				assertThat(ex.error()).isNotNull();
			}
			catch (RuntimeException | Error ex) {
				throw new AssertionError("seed " + seed + ", run " + run + System.lineSeparator() + Hex.dump(bytes),
						ex);
			}
		}
	}

	/**
	 * Bytes of few values: headers that make sense, timestamps that look like headers.
	 */
	private static byte[] randomChunks(Random random) {
		byte[] values = Hex.bytes("04 c4 84 44 03 c3 00 00 00 01 ff ff 09");
		byte[] bytes = new byte[20 + random.nextInt(100)];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (random.nextInt(12) > 0) ? values[random.nextInt(values.length)] : (byte) random.nextInt();
		}
		System.arraycopy(Hex.bytes("04 ffffff 000003 09 01000000 c4c4c4c4"), 0, bytes, 0, 16);
		return bytes;
	}

	private static RawMessage setChunkSize(int size) {
		return new RawMessage(1, 0, 0, ByteBuffer.allocate(4).putInt(0, size));
	}

	private static RawMessage message(Random random, long timestamp) {
		return new RawMessage(8 + random.nextInt(2), random.nextInt(2), timestamp, payload(random));
	}

	private static ByteBuffer payload(Random random) {
		byte[] payload = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
		random.nextBytes(payload);
		return ByteBuffer.wrap(payload);
	}

	private static List<byte[]> chunks(ChunkEncoder encoder, int id, RawMessage message) {
		ByteBuffer output = ByteBuffer.allocate(ChunkEncoder.maxSizeOf(message, ChunkEncoder.DEFAULT_CHUNK_SIZE));
		encoder.encode(id, message, output);
		output.flip();
		int length = message.payload().remaining();
		int count = Math.max(1, (length + 127) / 128);
		boolean extended = message.timestamp() >= 0xFFFFFF && isFull(output);
		int basicHeader = (id < 64) ? 1 : (id < 320) ? 2 : 3;
		int continued = basicHeader + ((extended) ? 4 : 0);
		int first = output.remaining() - Math.max(0, length - 128) - (count - 1) * continued;
		List<byte[]> chunks = new ArrayList<>();
		while (output.hasRemaining()) {
			byte[] chunk = new byte[Math.min(output.remaining(), (chunks.isEmpty()) ? first : continued + 128)];
			output.get(chunk);
			chunks.add(chunk);
		}
		return chunks;
	}

	private static boolean isFull(ByteBuffer chunk) {
		return (chunk.get(0) & 0xC0) == 0;
	}

	private static byte[] shuffle(Map<Integer, Queue<byte[]>> chunks, Random random) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (chunks.values().stream().anyMatch((queue) -> !queue.isEmpty())) {
			byte[] chunk = chunks.get(IDS[random.nextInt(IDS.length)]).poll();
			if (chunk != null) {
				bytes.writeBytes(chunk);
			}
		}
		return bytes.toByteArray();
	}

}
