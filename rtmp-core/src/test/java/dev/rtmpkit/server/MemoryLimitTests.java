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

package dev.rtmpkit.server;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when all connections together hold too much.
 */
@Timeout(20)
@Tag("S4")
class MemoryLimitTests {

	private static final int MEGABYTE = 1_000_000;

	private final TestServer server = new TestServer((builder) -> builder.maxMemory(2 * MEGABYTE));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenNearlyFullNobodyIsLetIn() {
		try (RawRtmpClient publisher = publisher("one")) {
			LiveStream stream = this.server.await(Started.class).stream();
			try (PacketReader reader = stream.openReader(SubscriptionOptions.lossless().startAtCachedGop(false))) {
				// More than nine tenths, less than nineteen twentieths, that nobody takes
				publisher.audio(0, audio(1_850_000));
				await(() -> this.server.server().statistics().receivedBytes(TrafficKind.AUDIO) > 0);
				try (RawRtmpClient stranger = RawRtmpClient.open(this.server.port())) {
					stranger.awaitClose();
				}
				assertThat(rejected()).isOne();
				assertThat(stream.stopReason()).isNull();
			}
		}
	}

	@Test
	void whenFullTheLargestGoesAndTheOthersStay() {
		try (RawRtmpClient small = publisher("small"); RawRtmpClient large = publisher("large")) {
			this.server.await(Started.class);
			this.server.await(Started.class);
			small.audio(0, audio(1000));
			// A message that never ends
			byte[] message = new byte[1_960_000];
			large.send(new SetChunkSize(0x7FFFFFFF));
			large.sendBytesWhileOpen(beginning(message));
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.MEMORY);
			assertThat(rejected()).isOne();
			large.awaitClose();
			large.close();
			await(() -> this.server.server().statistics().activeConnections() == 1);
			assertThat(this.server.server().stream("public-small")).isNotNull();
			try (RawRtmpClient next = publisher("next")) {
				this.server.await(Started.class);
			}
		}
	}

	@Test
	void whenNearlyFullCachedPicturesGoFirst() {
		try (RawRtmpClient publisher = publisher("one")) {
			LiveStream stream = this.server.await(Started.class).stream();
			byte[] keyFrame = new byte[MEGABYTE];
			keyFrame[0] = 0x17;
			keyFrame[1] = 1;
			publisher.video(0, keyFrame);
			byte[] frame = new byte[MEGABYTE];
			frame[0] = 0x27;
			frame[1] = 1;
			publisher.video(40, frame);
			publisher.video(80, (byte) 0x27, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
			await(() -> stream.statistics().video().packets() == 3);
			assertThat(stream.stopReason()).isNull();
			assertThat(rejected()).isZero();
			try (RawRtmpClient next = publisher("next")) {
				this.server.await(Started.class);
			}
		}
	}

	private RawRtmpClient publisher(String key) {
		return RawRtmpClient.publishing(this.server.port(), "live", key);
	}

	private long rejected() {
		return this.server.server().statistics().rejectedConnections(ConnectionRejection.MEMORY);
	}

	private static byte[] audio(int size) {
		byte[] body = new byte[size];
		body[0] = 0x2F;
		return body;
	}

	/**
	 * The header of a video message of 8 MB, and as much of it as there is.
	 */
	private static byte[] beginning(byte[] payload) {
		byte[] header = { 0x06, 0, 0, 0, 0x7A, 0x12, 0, 9, 1, 0, 0, 0 };
		byte[] bytes = Arrays.copyOf(header, header.length + payload.length);
		System.arraycopy(payload, 0, bytes, header.length, payload.length);
		return bytes;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
