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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pings}, alone and over a socket.
 */
class PingsTests {

	private final List<Integer> sent = new ArrayList<>();

	private final Pings pings = new Pings(Runnable::run);

	@Test
	@Tag("UC4")
	void answersAreToldInTheirTime() {
		CompletableFuture<Duration> first = ping(1000);
		CompletableFuture<Duration> second = ping(2000);
		assertThat(this.sent).doesNotHaveDuplicates().hasSize(2);
		this.pings.answered(this.sent.get(1), 2500);
		this.pings.answered(this.sent.get(1), 9000);
		this.pings.answered(12345, 9000);
		assertThat(second).isCompletedWithValue(Duration.ofNanos(500));
		assertThat(first).isNotDone();
		this.pings.answered(this.sent.get(0), 3000);
		assertThat(first).isCompletedWithValue(Duration.ofNanos(2000));
	}

	@Test
	@Tag("UC4")
	void whenTooManyAreUnansweredTheOldestFails() {
		CompletableFuture<Duration> oldest = ping(0);
		for (int i = 1; i < Pings.LIMIT; i++) {
			ping(i);
		}
		assertThat(oldest).isNotDone();
		CompletableFuture<Duration> newest = ping(100);
		assertThat(oldest).isCompletedExceptionally();
		this.pings.answered(this.sent.get(Pings.LIMIT), 101);
		assertThat(newest).isCompletedWithValue(Duration.ofNanos(1));
	}

	@Test
	@Tag("UC4")
	void whenConnectionIsClosedAllFail() {
		CompletableFuture<Duration> before = ping(0);
		this.pings.close();
		assertThat(before).isCompletedExceptionally();
		assertThat(ping(1)).isCompletedExceptionally();
		assertThat(this.sent).hasSize(1);
	}

	private CompletableFuture<Duration> ping(long nanoTime) {
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		this.pings.send(this.sent::add, nanoTime, answer);
		return answer;
	}

	@Test
	@Tag("UC4")
	@Tag("UC5")
	void whenEncoderAnswersTheTimeIsTold() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			CompletableFuture<Duration> answer = stream.ping();
			UserControl ping = client.await(UserControl.class, (message) -> true);
			assertThat(ping.eventType()).isEqualTo(UserControl.PING_REQUEST);
			client.send(new UserControl(UserControl.PING_RESPONSE, ping.data()));
			assertThat(answer.get(10, TimeUnit.SECONDS)).isPositive();
		}
	}

	@Test
	@Tag("UC4")
	void whenEncoderNeverAnswersItPublishesAllTheSame() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			CompletableFuture<Duration> answer = stream.ping();
			client.await(UserControl.class, (message) -> true);
			client.audio(0, new byte[10]).deleteStream(1);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stopped.stream().statistics().audio().packets()).isOne();
			client.close();
			assertThat(answer).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(IOException.class);
		}
	}

	@Test
	@Tag("UC2")
	void encoderIsToldAboutItsStream() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			stream.tell(LiveStream.Notice.DRY);
			stream.tell(LiveStream.Notice.RECORDED);
			assertThat(client.receive()).isEqualTo(UserControl.of(UserControl.STREAM_DRY, 1));
			assertThat(client.receive()).isEqualTo(UserControl.of(UserControl.STREAM_IS_RECORDED, 1));
		}
	}

}
