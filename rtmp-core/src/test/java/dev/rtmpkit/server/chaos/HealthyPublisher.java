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

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that does nothing wrong: 25 pictures a second, each with some sound, until
 * it is told to stop.
 */
public final class HealthyPublisher {

	static final String NAME = "healthy-";

	private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

	private final String name;

	private final Delivery delivery;

	private final RtmpPublisher publisher;

	private final Thread thread;

	private volatile boolean stopped;

	private volatile int sent;

	private volatile @Nullable IOException failure;

	private HealthyPublisher(int index, int port, ChaosHandler handler) throws IOException {
		this.name = NAME + index;
		this.delivery = new Delivery(index);
		handler.expect(this.name, this.delivery);
		this.publisher = RtmpPublisher.connect(URI.create("rtmp://127.0.0.1:" + port + "/live/" + this.name));
		this.thread = new Thread(this::run, this.name);
		this.thread.setDaemon(true);
	}

	/**
	 * Begin to publish.
	 * @param index tells the publisher from others
	 * @param port the server's port
	 * @param handler gets to know what to expect
	 * @return the publisher, which is sending
	 */
	public static HealthyPublisher start(int index, int port, ChaosHandler handler) throws IOException {
		HealthyPublisher healthy = new HealthyPublisher(index, port, handler);
		healthy.thread.start();
		return healthy;
	}

	private void run() {
		long next = System.nanoTime();
		try {
			while (!this.stopped) {
				send();
				send();
				next += INTERVAL_NANOS;
				for (long wait; (wait = next - System.nanoTime()) > 0;) {
					LockSupport.parkNanos(wait);
				}
			}
		}
		catch (IOException ex) {
			this.failure = ex;
		}
	}

	private void send() throws IOException {
		int number = this.sent;
		long now = System.nanoTime();
		this.publisher.send(Delivery.isVideo(number)
				? VideoPacket.parse(Delivery.timestamp(number), this.delivery.payload(number, now))
				: AudioPacket.parse(Delivery.timestamp(number), this.delivery.payload(number, now)));
		this.sent = number + 1;
	}

	/**
	 * Stop and take leave.
	 */
	public void stop() throws InterruptedException {
		this.stopped = true;
		this.thread.join();
		this.publisher.close();
	}

	/**
	 * Return the name of the stream.
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return how many packets were sent.
	 */
	public int sent() {
		return this.sent;
	}

	/**
	 * Return why it could not go on.
	 */
	public @Nullable IOException failure() {
		return (this.failure != null) ? this.failure : this.publisher.closedReason();
	}

	/**
	 * Return what became of the packets.
	 */
	public Delivery delivery() {
		return this.delivery;
	}

}
