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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may publish, and what happens when nobody can tell.
 */
class AdmissionTests {

	@Test
	void whenValidatorIsAskedItKnowsTheRequestAndIsNotOnAnIoThread() {
		AtomicReference<PublishRequest> asked = new AtomicReference<>();
		AtomicReference<String> thread = new AtomicReference<>();
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
			asked.set(request);
			thread.set(Thread.currentThread().getName());
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live?a=1", "key?token=x%20y")) {
			PublishRequest request = asked.get();
			assertThat(request.app()).isEqualTo("live");
			assertThat(request.streamKey().value()).isEqualTo("key");
			assertThat(request.parameters()).containsEntry("token", "x y").containsEntry("a", "1");
			assertThat(request.client().encoder()).isEqualTo("raw");
			assertThat(request.client().secure()).isFalse();
			assertThat(request.remoteAddress().getAddress().isLoopbackAddress()).isTrue();
			assertThat(request.connectionId()).isNotBlank();
			assertThat(thread.get()).startsWith("rtmp-decision");
			Started started = server.await(Started.class);
			assertThat(started.stream().name()).isEqualTo("key");
			assertThat(started.stream().publisher().sessionId()).isNotEqualTo(request.connectionId());
			client.close();
			server.await(Stopped.class);
		}
	}

	@Test
	@Tag("NS4")
	void whenValidatorRejectsAnswersDeniedWithTheReasonAndCloses() {
		try (TestServer server = new TestServer()) {
			assertRejected(server, "no", "NetStream.Publish.Denied", RejectReason.DENIED, "Not this key.");
		}
	}

	@Test
	@Tag("V4")
	void whenKeyIsWrongTheAnswerDoesNotTellWhere() {
		String secret = "0123456789abcdef0123456789abcdef";
		List<String> wrong = List.of("x" + secret.substring(1), secret.substring(0, 31) + "x", secret + "x",
				secret.substring(1), "x");
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> (request.streamKey().matches(secret))
						? PublishDecision.accept("name") : PublishDecision.reject("Wrong key.")))) {
			Set<Object> answers = new HashSet<>();
			for (String key : wrong) {
				try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, key)) {
					answers.add(client.awaitStatus("NetStream.Publish.Denied").arguments());
				}
			}
			assertThat(answers).hasSize(1);
			RawRtmpClient.publishing(server.port(), "live", secret).close();
		}
	}

	@Test
	@Tag("V1")
	@LogsFailure({ IllegalStateException.class, Error.class })
	void whenValidatorThrowsItIsARejection() {
		for (Throwable failure : new Throwable[] { new IllegalStateException("secret"), new Error("secret") }) {
			try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
				if (failure instanceof Error error) {
					throw error;
				}
				throw (Exception) failure;
			}))) {
				assertRejected(server, "key", "NetStream.Failed", RejectReason.VALIDATOR_ERROR,
						"could not be authorized");
			}
		}
	}

	@Test
	@Tag("V1")
	@SuppressWarnings("NullAway")
	void whenValidatorReturnsNullItIsARejection() {
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> null))) {
			assertRejected(server, "key", "NetStream.Failed", RejectReason.VALIDATOR_ERROR, "could not be authorized");
		}
	}

	@Test
	@Tag("V1")
	@Tag("M5")
	void whenValidatorHangsItIsARejectionAndItsLateAnswerCountsForNothing() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		try (TestServer server = new TestServer(
				(builder) -> builder.validatorTimeout(Duration.ofMillis(100)).validator((request) -> {
					Stubborn.await(release);
					answered.countDown();
					return PublishDecision.acceptKeyAsName();
				}))) {
			assertRejected(server, "key", "NetStream.Failed", RejectReason.VALIDATOR_TIMEOUT, "in time");
			release.countDown();
			answered.await();
			assertThat(server.server().statistics().startedPublishes()).isZero();
		}
	}

	@Test
	@Tag("V2")
	void whenThereIsNoThreadToAskTheClientMayTryAgain() {
		try (TestServer server = new TestServer((builder) -> builder.executor((task) -> {
			throw new RejectedExecutionException("full");
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			client.awaitStatus("NetStream.Failed");
			client.awaitClose();
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.BUSY)).isOne();
		}
	}

	@Test
	@Tag("NS10")
	void whenNameIsMissingOrTooLongAnswersBadName() {
		try (TestServer server = new TestServer((builder) -> builder.applications(Set.of("live")))) {
			assertRejected(server, "", "NetStream.Publish.BadName", RejectReason.BAD_NAME, "missing");
			assertRejected(server, "k".repeat(4097), "NetStream.Publish.BadName", RejectReason.BAD_NAME, "too long");
		}
	}

	@Test
	@Tag("D14")
	void whenThereIsNoApplicationTheOnlyPartOfTheUrlIsTheKey() {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.acceptKeyAsName()));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "cam1", "")) {
			Started started = server.await(Started.class);
			assertThat(started.stream().name()).isEqualTo("cam1");
			assertThat(started.stream().publisher().app()).isEmpty();
			client.deleteStream(1);
			server.await(Stopped.class);
		}
	}

	@Test
	@Tag("D14")
	void whenThereIsNeitherApplicationNorKeyAnswersBadName() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "").publish(1, "")) {
			client.awaitStatus("NetStream.Publish.BadName");
			assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.BAD_NAME);
		}
	}

	@Test
	@Tag("D13")
	void whenTheKeyIsALongTokenItMayBeTheNameAndPartOfOne() {
		String token = "eyJhbGciOiJSUzI1NiJ9." + "t".repeat(4096 - 21);
		try (TestServer server = new TestServer((builder) -> builder
			.validator((request) -> request.app().equals("live") ? PublishDecision.acceptKeyAsName()
					: PublishDecision.accept(request.app() + "/" + request.streamKey().value())));
				RawRtmpClient live = RawRtmpClient.connected(server.port(), "live").publish(1, token);
				RawRtmpClient backup = RawRtmpClient.connected(server.port(), "backup").publish(1, token)) {
			CommandMessage status = live.awaitStatus("NetStream.Publish.Start");
			assertThat(((AmfProperties) status.arguments().get(0)).string("description"))
				.endsWith("ttt... is now published.")
				.hasSizeLessThan(300);
			backup.awaitStatus("NetStream.Publish.Start");
			assertThat(server.server().streams()).extracting(LiveStream::name)
				.containsExactlyInAnyOrder(token, "backup/" + token);
		}
	}

	@Test
	@Tag("D13")
	void whenKeysMayBeLongerTheyAre() {
		String token = "t".repeat(8192);
		try (TestServer server = new TestServer((builder) -> builder.maxStreamKeySize(8192)
			.validator((request) -> request.streamKey().value().equals(request.parameters().get("token"))
					? PublishDecision.accept("cam1") : PublishDecision.reject("Not the token")));
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live?token=" + token)) {
			client.publish(1, token).awaitStatus("NetStream.Publish.Start");
		}
	}

	@Test
	@Tag("NS4")
	void whenNameIsLiveTheSecondIsRejectedAndTheFirstGoesOn() {
		try (TestServer server = new TestServer(
				(builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REJECT));
				RawRtmpClient first = RawRtmpClient.publishing(server.port(), "live", "key")) {
			Started started = server.await(Started.class);
			assertRejected(server, "key", "NetStream.Publish.BadName", RejectReason.NAME_IN_USE, "already");
			first.audio(0, new byte[10]).deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(started.stream().statistics().audio().packets()).isOne();
		}
	}

	@Test
	@Tag("V2")
	void whenClientLeavesWhileTheValidatorRunsNothingIsPublished() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
			asked.countDown();
			release.await();
			return PublishDecision.acceptKeyAsName();
		}))) {
			RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key");
			asked.await();
			client.reset();
			while (server.server().statistics().activeConnections() > 0) {
				Thread.onSpinWait();
			}
			release.countDown();
			server.close();
			assertThat(server.server().statistics().startedPublishes()).isZero();
		}
	}

	@Test
	@Tag("M5")
	@Tag("NS5")
	void whenMediaIsPipelinedItWaitsForTheDecisionAndIsKept() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
			release.await();
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			for (int i = 0; i < 100; i++) {
				client.audio(i, new byte[1000]);
			}
			client.deleteStream(1);
			release.countDown();
			Started started = server.await(Started.class);
			server.await(Stopped.class);
			assertThat(started.stream().statistics().audio().packets()).isEqualTo(100);
		}
	}

	@Test
	@Tag("NS4")
	@Tag("M3")
	void whenSecondPublishOfAConnectionIsRejectedTheFirstGoesOn() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			Started started = server.await(Started.class);
			client.command(0, "createStream", 7, AmfNull.INSTANCE).awaitCommand("_result");
			client.publish(2, "no").awaitStatus("NetStream.Publish.Denied");
			assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.DENIED);
			client.audio(0, new byte[10]).publish(2, "other").awaitStatus("NetStream.Publish.Start");
			server.await(Started.class);
			client.audio(1, new byte[10]).deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(started.stream().statistics().audio().packets()).isEqualTo(2);
		}
	}

	private static void assertRejected(TestServer server, String key, String code, RejectReason reason,
			String message) {
		try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, key)) {
			CommandMessage status = client.awaitStatus(code);
			assertThat(status.streamId()).isOne();
			assertThat(status.arguments().get(0).toString()).contains(message).doesNotContain("secret");
			client.awaitClose();
			Rejected rejected = server.await(Rejected.class);
			assertThat(rejected.reason()).isEqualTo(reason);
			assertThat(rejected.message()).contains(message);
			assertThat(server.server().statistics().rejectedPublishes(reason)).isPositive();
		}
	}

}
