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
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("E11")
@Timeout(20)
class AcceptFailureTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rtmpkit.internal.connection");

	private final Logger netty = (Logger) LoggerFactory.getLogger("io.netty");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.netty.addAppender(this.log);
	}

	@AfterEach
	void restore() {
		this.logger.detachAppender(this.log);
		this.netty.detachAppender(this.log);
	}

	@Test
	void whenThereAreTooManyOpenFilesThereIsOneLineOfOurOwn() {
		ServerCounters counters = new ServerCounters();
		EmbeddedChannel channel = new EmbeddedChannel(new AcceptFailureHandler(counters, new Warnings()));
		for (int i = 0; i < 5; i++) {
			channel.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
		}
		channel.checkException();
		assertThat(counters.acceptFailures()).isEqualTo(5);
		assertThat(this.log.list).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.singleElement()
			.satisfies((event) -> {
				assertThat(event.getFormattedMessage()).contains("No connection can be accepted")
					.contains("Too many open files");
				assertThat(event.getThrowableProxy()).isNull();
			});
	}

	@Test
	@LogsFailure(OutOfMemoryError.class)
	void whenMemoryIsExhaustedThereIsOneLineOfOurOwn() {
		ServerCounters counters = new ServerCounters();
		EmbeddedChannel channel = new EmbeddedChannel(new AcceptFailureHandler(counters, new Warnings()));
		for (int i = 0; i < 5; i++) {
			channel.pipeline().fireExceptionCaught(new OutOfMemoryError());
		}
		channel.checkException();
		assertThat(counters.acceptFailures()).isEqualTo(5);
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	@LogsFailure(IllegalStateException.class)
	void whenConnectionsCannotBeSetUpTheyAreClosedAndThereIsOneLine() {
		try (TestServer server = new TestServer((builder) -> builder.tls(0, TlsSettings.of(() -> {
			throw new IllegalStateException("no certificate");
		})))) {
			int port = Objects.requireNonNull(server.server().encryptedAddress()).getPort();
			for (int i = 0; i < 5; i++) {
				try (RawRtmpClient client = RawRtmpClient.open(port)) {
					assertThat(client.awaitClose()).isZero();
				}
			}
			assertThat(server.server().statistics().acceptFailures()).isZero();
		}
		assertThat(this.log.list).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.singleElement()
			.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("could not be set up"));
	}

}
