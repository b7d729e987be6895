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

package dev.rtmpkit.server.chaos;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.PacketConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the packets of one healthy publisher, and checks them where they come out: each
 * is numbered, says when it was sent and is filled with bytes that follow from its
 * number.
 */
public final class Delivery implements PacketConsumer {

	private static final int MOST_PACKETS = 10_000;

	private static final int GOP = 50;

	private static final int KEY_FRAME_BYTES = 100_000;

	private static final int FRAME_BYTES = 8000;

	private static final int AUDIO_BYTES = 400;

	private static final int HEADER_BYTES = 5;

	private final int seed;

	private final long[] delays = new long[MOST_PACKETS];

	private int received;

	private @Nullable String firstFailure;

	Delivery(int seed) {
		this.seed = seed;
	}

	static boolean isVideo(int number) {
		return number % 2 == 0;
	}

	static long timestamp(int number) {
		return number / 2 * 40L;
	}

	/**
	 * Return the payload of a packet.
	 * @param number the number of the packet
	 * @param sent when it is sent
	 */
	ByteBuffer payload(int number, long sent) {
		Random random = new Random(31L * number + this.seed);
		boolean keyFrame = number % (2 * GOP) == 0;
		int size = HEADER_BYTES + Integer.BYTES + Long.BYTES
				+ (isVideo(number) ? random.nextInt((keyFrame) ? KEY_FRAME_BYTES : FRAME_BYTES) : AUDIO_BYTES);
		byte[] bytes = new byte[size];
		random.nextBytes(bytes);
		ByteBuffer payload = ByteBuffer.wrap(bytes);
		if (isVideo(number)) {
			payload.put((byte) (keyFrame ? 0x17 : 0x27)).put((byte) 1).put(new byte[3]);
		}
		else {
			payload.put((byte) 0xAF).put((byte) 1).put(new byte[3]);
		}
		return payload.putInt(number).putLong(sent).rewind();
	}

	@Override
	public void onPacket(MediaPacket packet) {
		long now = System.nanoTime();
		ByteBuffer payload = packet.payload();
		synchronized (this) {
			int expected = this.received++;
			long sent = (packet.size() > HEADER_BYTES + Integer.BYTES + Long.BYTES)
					? payload.getLong(payload.position() + HEADER_BYTES + Integer.BYTES) : now;
			this.delays[expected] = now - sent;
			boolean same = payload.equals(payload(expected, sent)) && packet instanceof VideoPacket == isVideo(expected)
					&& packet.timestamp() == timestamp(expected);
			if (!same && this.firstFailure == null) {
				this.firstFailure = "Instead of packet " + expected + " came " + packet;
			}
		}
	}

	@Override
	public synchronized void onEnd(@Nullable Throwable failure) {
		if (failure != null && this.firstFailure == null) {
			this.firstFailure = "The subscription ended early: " + failure;
		}
	}

	/**
	 * Return what was the first packet that was not the next one as it was sent.
	 * @return a description or {@code null} if all were right
	 */
	public synchronized @Nullable String firstFailure() {
		return this.firstFailure;
	}

	/**
	 * Return how many packets came.
	 */
	public synchronized int received() {
		return this.received;
	}

	/**
	 * Return how long the packets were under way.
	 * @return the times in nanoseconds, shortest first
	 */
	public synchronized long[] delays() {
		long[] sorted = Arrays.copyOf(this.delays, this.received);
		Arrays.sort(sorted);
		return sorted;
	}

}
