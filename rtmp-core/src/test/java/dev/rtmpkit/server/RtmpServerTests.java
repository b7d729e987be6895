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

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RtmpServer}.
 */
class RtmpServerTests {

	@Test
	void whenBuiltWithoutValidatorFails() {
		assertThatIllegalStateException().isThrownBy(() -> RtmpServer.builder().build());
	}

	@Test
	void whenSettingsAreOutOfRangeFails() {
		RtmpServerBuilder builder = RtmpServer.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65536));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-2));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.ioThreads(-1));
	}

	@Test
	@Tag("E8")
	void whenThereIsNoPortAtAllCannotBeBuilt() {
		RtmpServerBuilder builder = RtmpServer.builder()
			.port(-1)
			.validator((request) -> PublishDecision.acceptKeyAsName());
		assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("port");
	}

	@Test
	void whenNotStartedIsStopped() {
		RtmpServer server = RtmpServer.builder()
			.port(1)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build();
		assertThat(server.state()).isEqualTo(RtmpServer.State.STOPPED);
		assertThat(server.address()).isNull();
		assertThat(server.port()).isOne();
		assertThat(server.streams()).isEmpty();
		assertThat(server.stream("any")).isNull();
		assertThat(server.disconnect("any")).isFalse();
		server.close();
	}

	@Test
	void whenPortIsTakenThrowsPortInUseAndLeavesNothingBehind() {
		try (TestServer first = new TestServer()) {
			RtmpServer second = RtmpServer.builder()
				.address(InetAddress.getLoopbackAddress())
				.port(first.port())
				.validator((request) -> PublishDecision.acceptKeyAsName())
				.build();
			assertThatExceptionOfType(RtmpPortInUseException.class).isThrownBy(second::start)
				.satisfies((ex) -> assertThat(ex.port()).isEqualTo(first.port()))
				.satisfies((ex) -> assertThat(ex.encrypted()).isFalse());
			assertThat(second.state()).isEqualTo(RtmpServer.State.STOPPED);
		}
	}

	@Test
	void whenAddressIsNotOursThrowsServerException() throws Exception {
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getByName("192.0.2.1"))
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build();
		assertThatExceptionOfType(RtmpServerException.class).isThrownBy(server::start)
			.isNotInstanceOf(RtmpPortInUseException.class);
	}

	@Test
	void whenStoppedAndStartedAgainItWorksOnTheSamePort() {
		try (TestServer server = new TestServer()) {
			int port = server.port();
			server.server().start();
			server.server().close();
			assertThat(server.server().state()).isEqualTo(RtmpServer.State.STOPPED);
			RtmpServer again = RtmpServer.builder()
				.address(InetAddress.getLoopbackAddress())
				.port(port)
				.validator((request) -> PublishDecision.acceptKeyAsName())
				.build();
			for (int i = 0; i < 3; i++) {
				again.start();
				assertThat(again.state()).isEqualTo(RtmpServer.State.RUNNING);
				RawRtmpClient.publishing(port, "live", "key").close();
				again.close();
			}
		}
	}

	@Test
	void whenStreamIsLiveItIsFoundByName() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			assertThat(server.server().stream("public-key")).isSameAs(stream);
			assertThat(server.server().stream("key")).isNull();
			assertThat(server.server().streams()).containsExactly(stream);
			assertThat(server.server().statistics().activePublishers()).isOne();
			client.close();
			server.await(Stopped.class);
			assertThat(server.server().streams()).isEmpty();
			assertThat(server.server().statistics().activePublishers()).isZero();
		}
	}

	@Test
	void whenDisconnectedThePublisherIsToldAndClosed() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			assertThat(server.server().disconnect(stream.publisher().sessionId())).isTrue();
			client.awaitStatus("NetConnection.Connect.Closed");
			client.awaitClose();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
			assertThat(server.server().disconnect(stream.publisher().sessionId())).isFalse();
		}
	}

	@Test
	@Tag("NS12")
	@Tag("S5")
	void whenShutDownPublishersAreToldAndStoppedEventsComeFirst() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient silent = RawRtmpClient.open(server.port());
				RawRtmpClient client = publishing(server, "key")) {
			server.await(Started.class);
			CompletableFuture<Boolean> shutdown = server.server().shutdown(Duration.ofSeconds(10));
			assertThat(server.server().state()).isIn(RtmpServer.State.DRAINING, RtmpServer.State.STOPPED);
			client.awaitStatus("NetConnection.Connect.AppShutdown");
			client.awaitClose();
			client.close();
			silent.awaitClose();
			assertThat(shutdown.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			assertThat(server.server().state()).isEqualTo(RtmpServer.State.STOPPED);
			assertThat(server.server().statistics().activeConnections()).isZero();
		}
	}

	@Test
	@Tag("S5")
	void whenListenerHangsShutdownEndsWithTheGracePeriod() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.listener(new RtmpServerListener() {

			@Override
			public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		})); RawRtmpClient client = publishing(server, "key")) {
			server.await(Started.class);
			CompletableFuture<Boolean> shutdown = server.server().shutdown(Duration.ofMillis(200));
			assertThat(shutdown.get(10, TimeUnit.SECONDS)).isFalse();
			release.countDown();
		}
	}

	@Test
	void whenStoppedIsToldTheBytesOfThePublishAreCounted() {
		AtomicReference<RtmpServer> running = new AtomicReference<>();
		AtomicLong bytesWhenStopped = new AtomicLong(-1);
		// Runs the listener in the middle of the read that ends the publish
		try (TestServer server = new TestServer(new RtmpServerListener() {

			@Override
			public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
				bytesWhenStopped.set(running.get().statistics().receivedBytes(TrafficKind.VIDEO));
			}

		}, (builder) -> builder.executor(RtmpServerTests::runAndWait));
				RawRtmpClient client = publishing(server, "key")) {
			running.set(server.server());
			server.await(Started.class);
			client.send(new VideoMessage(1, 0, ByteBuffer.allocate(100)),
					Commands.call("deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(1)));
			server.await(Stopped.class);
			client.awaitStatus("NetStream.Unpublish.Success");
			assertThat(bytesWhenStopped).hasValue(100);
		}
	}

	@Test
	void countsBytesByKind() {
		try (TestServer server = new TestServer(); RawRtmpClient client = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			client.video(0, new byte[100]).audio(0, new byte[50]).deleteStream(1);
			server.await(Stopped.class);
			RtmpServerStatistics statistics = server.server().statistics();
			assertThat(statistics.receivedBytes(TrafficKind.VIDEO)).isEqualTo(100);
			assertThat(statistics.receivedBytes(TrafficKind.AUDIO)).isEqualTo(50);
			assertThat(statistics.receivedBytes(TrafficKind.CONTROL)).isGreaterThan(3073);
			assertThat(statistics.acceptedConnections()).isOne();
			assertThat(statistics.startedPublishes()).isOne();
			assertThat(statistics.stoppedPublishes(StopReason.UNPUBLISHED)).isOne();
			assertThat(stream.statistics().video().bytes()).isEqualTo(100);
		}
	}

	private static void runAndWait(Runnable task) {
		CompletableFuture.runAsync(task, (run) -> new Thread(run).start()).join();
	}

	private static RawRtmpClient publishing(TestServer server, String key) {
		return RawRtmpClient.publishing(server.port(), "live", key);
	}

}
