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

package dev.rtmpkit.spring.boot.context;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpPortInUseException;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RtmpServerLifecycleTests {

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final RtmpServer server = builder().build();

	private final RtmpServerLifecycle lifecycle = new RtmpServerLifecycle(this.server, Duration.ofSeconds(5),
			this.events::add);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void startsAndStops() {
		assertThat(this.lifecycle.isRunning()).isFalse();
		this.lifecycle.start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		InetSocketAddress address = this.server.address();
		assertThat(this.events).singleElement().isInstanceOfSatisfying(RtmpServerStartedEvent.class, (event) -> {
			assertThat(event.address()).isEqualTo(address);
			assertThat(event.port()).isEqualTo(address.getPort()).isPositive();
			assertThat(event.encryptedAddress()).isNull();
			assertThat(event).hasToString("RtmpServerStartedEvent[address=127.0.0.1:" + event.port()
					+ ", encryptedAddress=null, time=" + event.time() + "]");
		});
		this.lifecycle.stop();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(this.server.state()).isEqualTo(RtmpServer.State.STOPPED);
		assertThat(this.events).hasSize(2).last().isInstanceOfSatisfying(RtmpServerStoppedEvent.class, (event) -> {
			assertThat(event.address()).isEqualTo(address);
			assertThat(event.port()).isEqualTo(address.getPort());
			assertThat(event).hasToString("RtmpServerStoppedEvent[address=127.0.0.1:" + event.port()
					+ ", encryptedAddress=null, time=" + event.time() + "]");
		});
	}

	@Test
	void whenStoppedMayBeStartedAgain() {
		this.lifecycle.start();
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.server.state()).isEqualTo(RtmpServer.State.RUNNING);
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			client.handshake();
		}
	}

	@Test
	void startAndStopAreIdempotent() {
		this.lifecycle.stop();
		this.lifecycle.start();
		this.lifecycle.start();
		this.lifecycle.stop();
		this.lifecycle.stop();
		assertThat(this.events).hasSize(2);
	}

	@Test
	void whenNotRunningCallbackOfStopIsRun() throws InterruptedException {
		CountDownLatch stopped = new CountDownLatch(1);
		this.lifecycle.stop(stopped::countDown);
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void stopWithCallbackDoesNotWait() throws Exception {
		CompletableFuture<Void> mayStop = new CompletableFuture<>();
		RtmpServerLifecycle blocked = new RtmpServerLifecycle(this.server, Duration.ofSeconds(5), (event) -> {
			if (event instanceof RtmpServerStoppedEvent) {
				mayStop.join();
			}
		});
		blocked.start();
		CountDownLatch stopped = new CountDownLatch(2);
		blocked.stop(stopped::countDown);
		blocked.stop(stopped::countDown);
		assertThat(stopped.getCount()).isEqualTo(2);
		mayStop.complete(null);
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(blocked.isRunning()).isFalse();
	}

	@Test
	@LogsFailure(IllegalStateException.class)
	void whenListenerOfStopThrowsCallbackIsRun() throws InterruptedException {
		RtmpServerLifecycle failing = new RtmpServerLifecycle(this.server, Duration.ofSeconds(5), (event) -> {
			if (event instanceof RtmpServerStoppedEvent) {
				throw new IllegalStateException("on purpose");
			}
		});
		failing.start();
		CountDownLatch stopped = new CountDownLatch(1);
		failing.stop(stopped::countDown);
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(failing.isRunning()).isFalse();
	}

	@Test
	void whenHandlerNeverReturnsStopsAtTheEndOfTheGracePeriod() {
		CountDownLatch handling = new CountDownLatch(1);
		CompletableFuture<Void> never = new CompletableFuture<>();
		RtmpServer busy = builder().handler((stream) -> {
			handling.countDown();
			never.join();
		}).publishTimeout(Duration.ofMinutes(1)).build();
		RtmpServerLifecycle impatient = new RtmpServerLifecycle(busy, Duration.ofMillis(50), this.events::add);
		impatient.start();
		try (RawRtmpClient client = RawRtmpClient.connected(busy.port(), "live")) {
			client.publish(1, "key");
			assertThat(handling.await(10, TimeUnit.SECONDS)).isTrue();
			impatient.stop();
			assertThat(busy.state()).isEqualTo(RtmpServer.State.STOPPED);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			never.complete(null);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, no active publisher", "1, 1 active publisher", "2, 2 active publishers" })
	@Tag("E11")
	@ExtendWith(OutputCaptureExtension.class)
	void saysHowManyPublishersItEnds(int count, String text, CapturedOutput output) {
		this.lifecycle.start();
		List<RawRtmpClient> clients = IntStream.range(0, count)
			.mapToObj((i) -> RawRtmpClient.publishing(this.server.port(), "live", "key" + i))
			.toList();
		this.lifecycle.stop();
		clients.forEach(RawRtmpClient::close);
		assertThat(output.getOut()).contains("Ending " + text + System.lineSeparator());
	}

	@Test
	@Tag("E11")
	@ExtendWith(OutputCaptureExtension.class)
	void whenThereIsNoGracePeriodStopsWithoutAWarning(CapturedOutput output) {
		RtmpServerLifecycle immediate = new RtmpServerLifecycle(this.server, Duration.ZERO, this.events::add);
		for (int i = 0; i < 5; i++) {
			immediate.start();
			try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "key")) {
				immediate.stop();
				client.awaitClose();
			}
		}
		assertThat(output.getOut()).contains("RTMP server stopped").doesNotContain("WARN");
	}

	@Test
	void whenPortIsTakenStaysStopped() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			RtmpServerLifecycle failing = new RtmpServerLifecycle(builder().port(taken.getLocalPort()).build(),
					Duration.ZERO, this.events::add);
			assertThatExceptionOfType(RtmpPortInUseException.class).isThrownBy(failing::start);
			assertThat(failing.isRunning()).isFalse();
			assertThat(this.events).isEmpty();
		}
	}

	@Test
	void stopsBesideWebServerAndIsNotPaused() {
		assertThat(this.lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 1024);
		assertThat(this.lifecycle.isPauseable()).isFalse();
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
	}

	private static RtmpServerBuilder builder() {
		return RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.ioThreads(1)
			.validator((request) -> PublishDecision.acceptKeyAsName());
	}

}
