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

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishLimits;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a validator allows one publish.
 */
@Timeout(40)
@Tag("F6")
class PublishLimitTests {

	@Test
	void whenTheDurationIsOverThePublishEnds() {
		PublishLimits limits = PublishLimits.NONE.withDuration(Duration.ofMillis(100));
		try (TestServer server = server(limits);
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.audio(0, (byte) 0x2F, (byte) 1);
			client.awaitStatus("NetConnection.Connect.Closed");
			client.awaitClose();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.DURATION);
			assertThat(server.server().statistics().stoppedPublishes(StopReason.DURATION)).isOne();
		}
	}

	@Test
	@Tag("heavy")
	void whenFarTooMuchIsSentItIsReadSlowlyAndThenThePublishEnds() throws InterruptedException {
		// 100 kB per second
		PublishLimits limits = PublishLimits.NONE.withBitRate(800_000);
		try (TestServer server = server(limits);
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			Started started = server.await(Started.class);
			AtomicBoolean over = new AtomicBoolean();
			byte[] frame = new byte[60_000];
			frame[0] = 0x2F;
			Thread sender = new Thread(() -> send(client, frame, over));
			sender.start();
			Stopped stopped = server.await(Stopped.class, Duration.ofSeconds(30));
			over.set(true);
			client.close();
			sender.join();
			assertThat(stopped.reason()).isEqualTo(StopReason.BITRATE);
			// Five seconds at once, and what it earned until the end; reads are large
			assertThat(started.stream().statistics().bytes()).isLessThan(20_000_000);
		}
	}

	@Test
	void whenAllIsWithinLimitsThePublishIsLeftAlone() {
		PublishLimits limits = PublishLimits.NONE.withBitRate(8_000_000).withDuration(Duration.ofMinutes(1));
		try (TestServer server = server(limits);
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			byte[] frame = new byte[10_000];
			frame[0] = 0x2F;
			for (int i = 0; i < 300; i++) {
				client.audio(i, frame);
			}
			client.deleteStream(1);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stopped.stream().statistics().audio().packets()).isEqualTo(300);
		}
	}

	@Test
	void limitsMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> PublishLimits.NONE.withBitRate(0));
		assertThatIllegalArgumentException().isThrownBy(() -> PublishLimits.NONE.withDuration(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> PublishLimits.NONE.withDuration(Duration.ofSeconds(-1)));
	}

	private static void send(RawRtmpClient client, byte[] frame, AtomicBoolean over) {
		try {
			for (int i = 0; i < 2000 && !over.get(); i++) {
				client.audio(i, frame);
			}
		}
		catch (UncheckedIOException ex) {
			// Closed by the server, as it should be
			over.set(true);
		}
	}

	private static TestServer server(PublishLimits limits) {
		return new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.accept("name", Map.of(), limits)));
	}

}
