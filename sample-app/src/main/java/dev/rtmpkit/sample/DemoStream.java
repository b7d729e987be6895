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

package dev.rtmpkit.sample;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.server.RtmpServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Publishes a clip to this application's own server, over and over, for those who have no
 * encoder at hand. Starts after the server and stops before it, as its default phase is
 * the last one.
 */
@Component
@ConditionalOnBooleanProperty("sample.demo-stream")
final class DemoStream implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(DemoStream.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final RtmpServer server;

	private final String streamKey;

	private final Resource clip;

	private volatile @Nullable Run run;

	DemoStream(RtmpServer server, @Value("${rtmp.server.stream-keys.demo}") String streamKey,
			@Value("classpath:demo/demo.flv") Resource clip) {
		this.server = server;
		this.streamKey = streamKey;
		this.clip = clip;
	}

	@Override
	public void start() {
		if (this.run == null) {
			Run started = new Run();
			started.thread.start();
			this.run = started;
		}
	}

	@Override
	public void stop() {
		Run stopping = this.run;
		if (stopping != null) {
			this.run = null;
			stopping.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.run != null;
	}

	private URI target() {
		InetSocketAddress bound = Objects.requireNonNull(this.server.address(), "The server is not running");
		InetAddress host = (bound.getAddress().isAnyLocalAddress()) ? InetAddress.getLoopbackAddress()
				: bound.getAddress();
		String address = (host instanceof Inet6Address) ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
		return URI.create("rtmp://%s:%d/live".formatted(address, bound.getPort()));
	}

	/**
	 * What happens between start and stop, on a thread of its own.
	 */
	private final class Run {

		private final Thread thread = new Thread(this::publishAgainAndAgain, "demo-stream");

		private final CountDownLatch stopped = new CountDownLatch(1);

		private Duration pause = FIRST_PAUSE;

		Run() {
			this.thread.setDaemon(true);
		}

		void stop() {
			this.stopped.countDown();
			try {
				this.thread.join(STOP_TIMEOUT.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void publishAgainAndAgain() {
			try {
				do {
					publish();
				}
				while (!this.stopped.await(this.pause.toMillis(), TimeUnit.MILLISECONDS));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void publish() throws InterruptedException {
			try (RtmpPublisher publisher = RtmpPublisher.builder()
				.streamKey(DemoStream.this.streamKey)
				.connect(target())) {
				this.pause = FIRST_PAUSE;
				send(LoopedClip.of(DemoStream.this.clip), publisher);
			}
			catch (IOException ex) {
				this.pause = (this.pause.compareTo(LONGEST_PAUSE) < 0) ? this.pause.multipliedBy(2) : LONGEST_PAUSE;
				logger.warn("The demo stream ended: {}; it is tried again in {} s", ex.getMessage(),
						this.pause.toSeconds());
			}
		}

		private void send(LoopedClip clip, RtmpPublisher publisher) throws IOException, InterruptedException {
			long start = System.nanoTime();
			MediaPacket packet = clip.next();
			while (!this.stopped.await(start + TimeUnit.MILLISECONDS.toNanos(packet.timestamp()) - System.nanoTime(),
					TimeUnit.NANOSECONDS)) {
				publisher.send(packet);
				packet = clip.next();
			}
		}

	}

}
