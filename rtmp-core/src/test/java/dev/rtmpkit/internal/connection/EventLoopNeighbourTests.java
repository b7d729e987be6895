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

package dev.rtmpkit.internal.connection;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a publisher that writes a great many costly messages in one go does to another one
 * on the same event loop.
 */
@Timeout(60)
class EventLoopNeighbourTests {

	private static final int HEADERS = 100_000;

	private static final int LARGE_MESSAGES = 60;

	private final BlockingQueue<MediaPacket> delivered = new LinkedBlockingQueue<>();

	@Test
	@Tag("I8")
	void whenSequenceHeadersComeInOneGoTheNeighbourGoesOn() throws Exception {
		RtmpMessage[] flood = IntStream.range(0, HEADERS)
			.mapToObj((i) -> new VideoMessage(1, 60,
					ByteBuffer.wrap(new byte[] { (byte) 0x96, 0, 'a', 'v', '0', '1', (byte) i, 1 })))
			.toArray(RtmpMessage[]::new);
		try (TestServer server = new TestServer((builder) -> builder.ioThreads(1).handler(this::watch));
				RawRtmpClient neighbour = RawRtmpClient.publishing(server.port(), "live", "neighbour")) {
			server.await(Started.class);
			try (RawRtmpClient attacker = RawRtmpClient.publishing(server.port(), "live", "attacker")) {
				LiveStream attacked = server.await(Started.class).stream();
				enlargeReads(attacker);
				awaitPackets(attacked, LARGE_MESSAGES);
				long begun = System.nanoTime();
				attacker.send(flood);
				awaitPackets(attacked, LARGE_MESSAGES + 1);
				for (int i = 0; i < 20; i++) {
					neighbour.audio(20L * i, (byte) 0xAF, (byte) 1, (byte) i);
					assertThat(this.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
					long processed = attacked.statistics().packets() - LARGE_MESSAGES;
					assertThat(processed).as("when the neighbour was served").isLessThanOrEqualTo(allowed(begun));
				}
				assertThat(server.server().statistics().activePublishers()).isEqualTo(2);
			}
		}
	}

	@Test
	@Tag("D16")
	void whenLargeDataMessagesComeInOneGoTheNeighbourGoesOn() throws Exception {
		// As much to decode as fits: an array of numbers
		ByteBuffer body = ByteBuffer.allocate(1 << 20)
			.put(Hex.bytes("02 0006 6F6E44617461 // onData"))
			.put((byte) 0x0A);
		body.putInt((body.remaining() - Integer.BYTES) / 9).limit(body.capacity());
		RtmpMessage[] flood = Collections.nCopies(30, new DataMessage(1, 60, false, body.position(0)))
			.toArray(RtmpMessage[]::new);
		try (TestServer server = new TestServer((builder) -> builder.ioThreads(1).handler(this::watch));
				RawRtmpClient neighbour = RawRtmpClient.publishing(server.port(), "live", "neighbour")) {
			server.await(Started.class);
			try (RawRtmpClient attacker = RawRtmpClient.publishing(server.port(), "live", "attacker")) {
				LiveStream attacked = server.await(Started.class).stream();
				long begun = System.nanoTime();
				Thread sender = new Thread(() -> attacker.send(new SetChunkSize(1 << 20)).send(flood));
				sender.start();
				awaitPackets(attacked, 1);
				for (int i = 0; i < 20; i++) {
					neighbour.audio(20L * i, (byte) 0xAF, (byte) 1, (byte) i);
					assertThat(this.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
					// Each counts as 17
					long processed = 17 * (attacked.statistics().packets() - 1);
					assertThat(processed).as("when the neighbour was served").isLessThanOrEqualTo(allowed(begun));
				}
				sender.join();
				awaitPackets(attacked, flood.length);
			}
		}
	}

	/**
	 * A full bucket at first, and one that is taken before the bucket is found empty.
	 */
	private static long allowed(long begun) {
		double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
		return (long) (TestLimits.DEFAULT.rates().data() * (1 + seconds)) + (long) (seconds * 100) + 2;
	}

	/** The server sizes its reads by what came. */
	private static void enlargeReads(RawRtmpClient client) {
		byte[] frame = new byte[65_000];
		frame[0] = (byte) 0xAF;
		frame[1] = 1;
		client.send(Collections.nCopies(LARGE_MESSAGES, new AudioMessage(1, 0, ByteBuffer.wrap(frame)))
			.toArray(RtmpMessage[]::new));
	}

	private static void awaitPackets(LiveStream stream, int count) {
		while (stream.statistics().packets() < count) {
			Thread.onSpinWait();
		}
	}

	private void watch(LiveStream stream) {
		if (stream.name().equals("public-neighbour")) {
			stream.subscribe(SubscriptionOptions.lossless(), this.delivered::add);
		}
	}

}
