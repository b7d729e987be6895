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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.Authmod;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may connect if a password is needed, and what happens when nobody knows it.
 */
class AuthenticationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@ParameterizedTest
	@EnumSource(AuthenticationMode.class)
	@Tag("AU6")
	@Tag("AU7")
	@RequiresFfmpeg
	void whenFfmpegKnowsThePasswordItPublishes(AuthenticationMode mode) {
		AtomicReference<@Nullable String> user = new AtomicReference<>();
		try (TestServer server = server(AuthenticationTests::password,
				(builder) -> builder.authenticationMode(mode).validator((request) -> {
					user.set(request.user());
					return PublishDecision.accept(request.app() + request.parameters());
				}))) {
			publish(server, "u:p@", "live/key?k=v").orFail();
			assertThat(user.get()).isEqualTo("u");
			assertThat(server.await(Started.class).stream().name()).isEqualTo("live{k=v}");
			assertThat(server.server().statistics().failedAuthentications()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "ADOBE, live/studio/key, live/studio{}", "LLNW, live/studio/key, live/studio{}",
			"ADOBE, live?k=v/key, live{k=v}", "LLNW, live?k=v/key, live{k=v}" })
	@Tag("AU6")
	@Tag("AU7")
	@RequiresFfmpeg
	void whenFfmpegPutsMoreIntoTheAppItPublishes(AuthenticationMode mode, String path, String name) {
		try (TestServer server = server(AuthenticationTests::password, (builder) -> builder.authenticationMode(mode)
			.validator((request) -> PublishDecision.accept(request.app() + request.parameters())))) {
			publish(server, "u:p@", path).orFail();
			assertThat(server.await(Started.class).stream().name()).isEqualTo(name);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ADOBE, u:wrong@, Incorrect username/password", "LLNW, u:wrong@, Incorrect username/password",
			"ADOBE, nobody:p@, Incorrect username/password", "LLNW, nobody:p@, Incorrect username/password",
			"ADOBE, '', No credentials set" })
	@Tag("AU6")
	@Tag("AU7")
	@Tag("AU8")
	@RequiresFfmpeg
	void whenFfmpegDoesNotKnowThePasswordItSaysSo(AuthenticationMode mode, String credentials, String message) {
		try (TestServer server = server(AuthenticationTests::password, (builder) -> builder.authenticationMode(mode))) {
			Ffmpeg.Result result = publish(server, credentials, "live/key");
			assertThat(result.exitCode()).isNotZero();
			assertThat(result.stderr()).contains(message);
			assertThat(server.server().statistics().startedPublishes()).isZero();
			assertThat(server.server().statistics().failedAuthentications()).isEqualTo(credentials.isEmpty() ? 0 : 1);
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.WRONG_PASSWORD))
				.isEqualTo(credentials.isEmpty() ? 0 : 1);
		}
	}

	@Test
	@Tag("AU8")
	@Tag("D4")
	void whenThePasswordIsWrongListenersAreTold() {
		try (TestServer server = server(AuthenticationTests::password, (builder) -> {
		}); RawRtmpClient client = answer(server, "u", "wrong")) {
			client.awaitCommand("_error");
			Rejected rejected = server.await(Rejected.class);
			assertThat(rejected.reason()).isEqualTo(RejectReason.WRONG_PASSWORD);
			assertThat(rejected.message()).isEqualTo("The user or the password is wrong.");
			assertThat(rejected.request().app()).isEqualTo("live");
			assertThat(rejected.request().user()).as("not proven").isNull();
			assertThat(rejected.request().client().tcUrl()).doesNotContain("user=", "response=");
		}
	}

	@Test
	@Tag("AU6")
	void whenProvenTheValidatorStillDecides() {
		try (TestServer server = server(AuthenticationTests::password, (builder) -> {
		}); RawRtmpClient client = answer(server, "u", "p")) {
			client.awaitCommand("_result");
			client.publish(0, "no").awaitStatus("NetStream.Publish.Denied");
			assertThat(server.await(Rejected.class).request().user()).isEqualTo("u");
		}
	}

	@Test
	@Tag("AU6")
	void whenPasswordIsLookedUpItIsNotOnAnIoThreadAndWhatFollowsWaits() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<String> thread = new AtomicReference<>("");
		try (TestServer server = server((user) -> {
			thread.set(Thread.currentThread().getName());
			release.await();
			return "p";
		}, (builder) -> {
		}); RawRtmpClient client = answer(server, "u", "p")) {
			client.publish(0, "key").audio(0, new byte[10]).deleteStream(1);
			release.countDown();
			client.awaitStatus("NetStream.Publish.Start");
			Started started = server.await(Started.class);
			server.await(Stopped.class);
			assertThat(started.stream().statistics().audio().packets()).isOne();
			assertThat(thread.get()).startsWith("rtmp-decision");
		}
	}

	@Test
	@Tag("V1")
	@Tag("AU8")
	@LogsFailure({ IllegalStateException.class, Error.class })
	void whenLookUpFailsNobodyIsLetIn() {
		for (Throwable failure : new Throwable[] { new IllegalStateException("u"), new Error("u") }) {
			assertRefused((user) -> {
				if (failure instanceof Error error) {
					throw error;
				}
				throw (Exception) failure;
			}, (builder) -> {
			}, "could not be checked");
		}
	}

	@Test
	@Tag("V1")
	@Tag("AU8")
	void whenThereIsNoSuchUserItLooksLikeAWrongPassword() {
		assertRefused((user) -> null, (builder) -> {
		}, "?reason=authfailed");
		assertRefused((user) -> "", (builder) -> {
		}, "?reason=authfailed");
		assertRefused((user) -> "other", (builder) -> {
		}, "?reason=authfailed");
	}

	@Test
	@Tag("V1")
	void whenLookUpHangsNobodyIsLetInNotEvenLater() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		assertRefused((user) -> {
			Stubborn.await(release);
			answered.countDown();
			return "p";
		}, (builder) -> builder.validatorTimeout(Duration.ofMillis(100)), "could not be checked");
		release.countDown();
		answered.await();
	}

	@Test
	@Tag("V2")
	void whenThereIsNoThreadToAskNobodyIsLetIn() {
		assertRefused((user) -> "p", (builder) -> builder.executor((task) -> {
			throw new RejectedExecutionException("full");
		}), "could not be checked");
	}

	@Test
	@Tag("V2")
	void whenClientLeavesDuringTheLookUpNothingHappens() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicBoolean validated = new AtomicBoolean();
		try (TestServer server = server((user) -> {
			asked.countDown();
			release.await();
			return "p";
		}, (builder) -> builder.validator((request) -> {
			validated.set(true);
			return PublishDecision.acceptKeyAsName();
		}))) {
			RawRtmpClient client = answer(server, "u", "p").publish(0, "key");
			asked.await();
			client.reset();
			while (server.server().statistics().activeConnections() > 0) {
				Thread.onSpinWait();
			}
			release.countDown();
			server.close();
			assertThat(validated).isFalse();
			assertThat(server.server().statistics().failedAuthentications()).isZero();
		}
	}

	private static @Nullable String password(String user) {
		return (user.equals("u")) ? "p" : null;
	}

	private static TestServer server(PublisherCredentials credentials, Consumer<RtmpServerBuilder> customizer) {
		return new TestServer((builder) -> customizer.accept(builder.credentials(credentials)));
	}

	private static void assertRefused(PublisherCredentials credentials, Consumer<RtmpServerBuilder> customizer,
			String message) {
		try (TestServer server = server(credentials, customizer); RawRtmpClient client = answer(server, "u", "p")) {
			CommandMessage error = client.awaitCommand("_error");
			assertThat(RawRtmpClient.code(error)).isEqualTo("NetConnection.Connect.Rejected");
			assertThat(Authmod.description(error)).contains(message);
			client.awaitClose();
			assertThat(server.server().statistics().failedAuthentications()).isOne();
			assertThat(server.server().statistics().startedPublishes()).isZero();
		}
	}

	/**
	 * Get a challenge, connect again and answer it.
	 */
	private static RawRtmpClient answer(TestServer server, String user, String password) {
		try (RawRtmpClient first = connect(server, "live" + Authmod.user(user))) {
			String challenge = Authmod.description(first.awaitCommand("_error"));
			return connect(server, "live" + Authmod.answer(challenge, user, password));
		}
	}

	private static RawRtmpClient connect(TestServer server, String app) {
		return RawRtmpClient.open(server.port())
			.handshake()
			.command(0, "connect", 1, AmfObject.builder().put("app", app).build());
	}

	private static Ffmpeg.Result publish(TestServer server, String credentials, String path) {
		return Ffmpeg.run(TIMEOUT, "-v", "error", "-i", MediaFiles.AUDIO_ONLY.flv().toString(), "-c", "copy", "-f",
				"flv", "rtmp://" + credentials + "127.0.0.1:" + server.port() + "/" + path);
	}

}
