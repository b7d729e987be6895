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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of other protocols are closed without a word, and the log says which they were.
 */
class ForeignProtocolTests {

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			ForeignProtocolTests.this.events.add(event);
		}

	};

	private final TestServer server = new TestServer();

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.appender);
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET / HTTP/1.1, HTTP", "POST /open/1 HTTP/1.1, HTTP",
			"'PROXY TCP4 1.2.3.4 5.6.7.8 1 2', 'the PROXY protocol, version 1,'", "SSH-2.0-x, An unknown protocol" })
	@Tag("HS10")
	@Tag("H4")
	void whenClientSendsTextItIsClosedAndNamed(String text, String title) {
		assertClosed(text.getBytes(StandardCharsets.US_ASCII), title);
	}

	@ParameterizedTest
	@CsvSource({ "16 03 01 02 00 01 00 01 FC 03 03, TLS",
			"0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A 21 11 00 0C, 'the PROXY protocol, version 2,'" })
	@Tag("HS10")
	@Tag("H4")
	void whenClientSendsBytesItIsClosedAndNamed(String hex, String title) {
		assertClosed(Hex.bytes(hex), title);
	}

	private void assertClosed(byte[] bytes, String title) {
		RawRtmpClient good = RawRtmpClient.publishing(this.server.port(), "live", "good");
		this.server.await(Started.class);
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port()).sendBytes(bytes)) {
			assertThat(client.awaitClose()).isZero();
		}
		assertThat(this.server.server().statistics().protocolErrors(ProtocolError.VERSION)).isOne();
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).contains("/127.0.0.1:")
				.endsWith(" is closed: " + title + " where RTMP was expected (VERSION)");
			assertThat(event.getThrowableProxy()).isNull();
		});
		good.deleteStream(1);
		assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		good.close();
	}

	@Test
	@Tag("HS10")
	@Tag("L4")
	void whenThereAreManyTheLogDoesNotRepeatItself() {
		for (int i = 0; i < 20; i++) {
			try (RawRtmpClient client = RawRtmpClient.open(this.server.port()).sendBytes(new byte[] { 'G' })) {
				assertThat(client.awaitClose()).isZero();
			}
		}
		assertThat(this.server.server().statistics().protocolErrors(ProtocolError.VERSION)).isEqualTo(20);
		// The interval may end once while the test runs
		assertThat(this.events).hasSizeBetween(1, 2);
	}

}
