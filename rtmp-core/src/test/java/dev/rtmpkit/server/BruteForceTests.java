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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.Authmod;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One address that tries key after key, beside encoders that know theirs.
 */
@Tag("V3")
class BruteForceTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void whenKeysAreWrongRefusalsGetSlowerAndRightOnesNeverDo() {
		try (TestServer server = server(LONG, (builder) -> {
		})) {
			RtmpServerStatistics statistics = server.server().statistics();
			for (int i = 0; i < 3; i++) {
				refusal(server, "no");
			}
			assertThat(statistics.delayedRefusals()).isZero();
			assertThat(refusal(server, "no")).isGreaterThanOrEqualTo(Duration.ofMillis(250));
			assertThat(refusal(server, "no")).isGreaterThanOrEqualTo(Duration.ofMillis(500));
			assertThat(refusal(server, "no")).isGreaterThanOrEqualTo(Duration.ofMillis(1000));
			assertThat(statistics.delayedRefusals()).isEqualTo(3);
			RawRtmpClient.publishing(server.port(), "live", "right").close();
			assertThat(statistics.delayedRefusals()).isEqualTo(3);
			assertThat(refusal(server, "no")).as("a success forgives nothing")
				.isGreaterThanOrEqualTo(Duration.ofSeconds(2));
			assertThat(statistics.rejectedPublishes(RejectReason.DENIED)).isEqualTo(7);
		}
	}

	@Test
	void whenRefusalWaitsItIsToldAndCountedAtOnceAndNoThreadWaitsWithIt() {
		try (TestServer server = server(LONG, (builder) -> builder.ioThreads(1))) {
			List<RawRtmpClient> clients = new ArrayList<>();
			for (int i = 0; i < 13; i++) {
				clients.add(RawRtmpClient.connected(server.port(), "live").publish(1, "no"));
				assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.DENIED);
			}
			assertThat(server.server().statistics().delayedRefusals()).isEqualTo(10);
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.DENIED)).isEqualTo(13);
			RawRtmpClient.publishing(server.port(), "live", "right").close();
			clients.forEach(RawRtmpClient::reset);
			await(() -> server.server().statistics().activeConnections() == 0);
		}
	}

	@Test
	void whenDelayWouldMissThePublishDeadlineTheAnswerComesBefore() {
		try (TestServer server = server(Duration.ofSeconds(2), (builder) -> {
		})) {
			for (int i = 0; i < 12; i++) {
				RawRtmpClient.connected(server.port(), "live").publish(1, "no");
				server.await(Rejected.class);
			}
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "no")) {
				client.awaitStatus("NetStream.Publish.Denied");
			}
		}
	}

	@Test
	void whenNobodyWaitsForItsRefusalTheValidatorIsSoonAskedNoMore() {
		AtomicInteger asked = new AtomicInteger();
		try (TestServer server = server(LONG, (builder) -> builder.validator((request) -> {
			asked.incrementAndGet();
			return PublishDecision.reject("Wrong.");
		}))) {
			int attempts = 0;
			while (server.server().statistics().rejectedPublishes(RejectReason.TOO_MANY_FAILURES) < 200) {
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key" + attempts++);
				server.await(Rejected.class);
				client.reset();
			}
			assertThat(asked).hasValueLessThan(attempts / 2 + 64);
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
				client.awaitStatus("NetStream.Failed");
			}
		}
	}

	@Test
	void whenManyTryAtTheSameTimeTheDelayCountsThemAll() {
		try (TestServer server = server(LONG, (builder) -> {
		})) {
			List<RawRtmpClient> clients = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				clients.add(RawRtmpClient.connected(server.port(), "live"));
			}
			clients.forEach((client) -> client.publish(1, "no"));
			RtmpServerStatistics statistics = server.server().statistics();
			await(() -> statistics.rejectedPublishes(RejectReason.DENIED)
					+ statistics.rejectedPublishes(RejectReason.TOO_MANY_FAILURES) == 200);
			assertThat(statistics.delayedRefusals()).isEqualTo(statistics.rejectedPublishes(RejectReason.DENIED) - 3);
			clients.forEach(RawRtmpClient::reset);
		}
	}

	@Test
	void whenPasswordsAreWrongTheyCountLikeKeys() {
		try (TestServer server = server(LONG, (builder) -> builder.credentials((user) -> "right"))) {
			for (int i = 0; i < 3; i++) {
				login(server, "wrong", "_error");
			}
			assertThat(login(server, "wrong", "_error")).isGreaterThanOrEqualTo(Duration.ofMillis(250));
			assertThat(login(server, "wrong", "_error")).isGreaterThanOrEqualTo(Duration.ofMillis(500));
			login(server, "right", "_result");
			assertThat(server.server().statistics().delayedRefusals()).isEqualTo(2);
			assertThat(server.server().statistics().failedAuthentications()).isEqualTo(5);
		}
	}

	@Test
	@LogsFailure(IllegalStateException.class)
	void whenServerIsToBlameNobodyIsPunished() {
		try (TestServer server = server(LONG, (builder) -> builder.validator((request) -> {
			throw new IllegalStateException();
		}))) {
			for (int i = 0; i < 10; i++) {
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key");
				client.awaitStatus("NetStream.Failed");
				client.close();
			}
			assertThat(server.server().statistics().delayedRefusals()).isZero();
		}
	}

	private static TestServer server(Duration publish, Consumer<RtmpServerBuilder> customizer) {
		return new TestServer((builder) -> customizer.accept(TestServer.crowded(builder).publishTimeout(publish)));
	}

	private static Duration refusal(TestServer server, String key) {
		try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			long start = System.nanoTime();
			client.publish(1, key).awaitStatus("NetStream.Publish.Denied");
			return Duration.ofNanos(System.nanoTime() - start);
		}
	}

	private static Duration login(TestServer server, String password, String answer) {
		try (RawRtmpClient first = connect(server, "live" + Authmod.user("u"))) {
			String challenge = Authmod.description(first.awaitCommand("_error"));
			long start = System.nanoTime();
			try (RawRtmpClient client = connect(server, "live" + Authmod.answer(challenge, "u", password))) {
				client.awaitCommand(answer);
				return Duration.ofNanos(System.nanoTime() - start);
			}
		}
	}

	private static RawRtmpClient connect(TestServer server, String app) {
		return RawRtmpClient.open(server.port())
			.handshake()
			.command(0, "connect", 1, AmfObject.builder().put("app", app).build());
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
