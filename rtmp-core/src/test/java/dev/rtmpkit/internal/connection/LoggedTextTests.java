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

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.testkit.PlantedKey;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients send comes out on one short line, and not as often as they like.
 */
class LoggedTextTests {

	private static final String UNFIT = "[\\p{C}\\u2028\\u2029]|\\$\\{";

	private final ConcurrentLinkedQueue<ILoggingEvent> log = new ConcurrentLinkedQueue<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rtmpkit");

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			LoggedTextTests.this.log.add(event);
		}

	};

	private @Nullable TestRun running;

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.setAdditive(false);
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void restore() {
		if (this.running != null) {
			this.running.close();
		}
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	@Tag("L1")
	@Tag("A12")
	void whenNameIsHostileNobodyGetsToSeeIt(String name) {
		ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();
		try (TestServer server = new TestServer((builder) -> builder.validator((request) -> {
			names.add(request.streamKey().value());
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.publish(1, name).awaitStatus("NetStream.Publish.BadName");
			TestServer.Rejected rejected = server.await(TestServer.Rejected.class);
			assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_NAME);
			assertThat(rejected.request().streamKey().value()).isEmpty();
			assertThat(rejected.request().parameters()).isEmpty();
			assertThat(rejected.message()).doesNotContainPattern(UNFIT);
			assertThat(server.server().statistics().rejectedPublishes(RejectReason.BAD_NAME)).isOne();
		}
		assertThat(names).isEmpty();
		assertThat(this.log).allSatisfy((event) -> assertThat(event.getFormattedMessage()).doesNotContainPattern(UNFIT)
			.doesNotContain("forged", "[2J"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%n%s", "{}{}", "größe \uD83D\uDE00" })
	@Tag("L1")
	void whenNameIsOddLinesAreAsTheyShouldBe(String name) {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.acceptKeyAsName()).handler((stream) -> {
					throw new IllegalStateException("No place for " + stream.name() + "\r\n${x}");
				})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.publish(1, name);
			CommandMessage status = client.awaitCommand("onStatus");
			assertThat(((AmfProperties) status.arguments().get(0)).string("description"))
				.isEqualTo(name + " is now published.");
			client.deleteStream(1);
			server.await(TestServer.Started.class);
			server.await(TestServer.Stopped.class);
		}
		assertThat(this.log).filteredOn((event) -> event.getThrowableProxy() != null)
			.singleElement()
			.satisfies((event) -> {
				assertThat(event.getFormattedMessage()).contains(name);
				assertThat(event.getThrowableProxy().getMessage()).contains(name).doesNotContainPattern(UNFIT);
			});
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	@Tag("L1")
	void whenRefusalIsHostileTheReplyIsPrintableAndShort(String text) {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.reject(text + text)));
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.publish(1, "name");
			CommandMessage status = client.awaitCommand("onStatus");
			assertThat(((AmfProperties) status.arguments().get(0)).string("description")).doesNotContainPattern(UNFIT)
				.hasSizeLessThanOrEqualTo(255);
			assertThat(server.await(TestServer.Rejected.class).message()).doesNotContainPattern(UNFIT);
		}
	}

	static Stream<String> hostileTexts() {
		return Stream.of("a\r\nINFO forged", "a\u001b[2Jb", "a\0b", "a\u202eb", "a\u2028b\u2029c", "a".repeat(4097),
				"\u0001".repeat(500), "${jndi:ldap://localhost/x}", "a\u0085b\u009bc", "a\u2066b\ufeffc", "live/../x");
	}

	@Test
	@Tag("L2")
	void whenServerFailsTheLogTellsWhereButNotWhat() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.channel().pipeline().fireExceptionCaught(new NumberFormatException(PlantedKey.KEY));
		}
		assertThat(this.log).filteredOn((event) -> event.getLevel() == Level.ERROR)
			.singleElement()
			.satisfies((event) -> {
				assertThat(event.getThrowableProxy().getMessage()).isEqualTo("java.lang.NumberFormatException");
				assertThat(event.getThrowableProxy().getStackTraceElementProxyArray()).isNotEmpty();
			});
	}

	@Test
	@Tag("L4")
	void whenErrorsAreManyThereIsOneLineForEachReason() {
		TestRun embedded = start();
		for (int i = 0; i < 150; i++) {
			for (Throwable failure : new Throwable[] { new RtmpProtocolException(ProtocolError.AMF, "text " + i),
					new RtmpProtocolException(ProtocolError.FLOOD, "text " + i), new IllegalStateException("" + i) }) {
				try (EmbeddedClient client = EmbeddedClient.connected(embedded, 1)) {
					client.channel().pipeline().fireExceptionCaught(failure);
				}
			}
		}
		assertThat(embedded.counters().protocolErrors(ProtocolError.AMF)).isEqualTo(150);
		// The interval may end once while the test runs
		assertThat(this.log).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN)).hasSizeBetween(3, 6);
	}

	private TestRun start() {
		this.running = new TestRun(new ServerCounters(), AddressRules.NONE,
				TestLimits.of(TestServer.crowded(RtmpServer.builder())));
		return this.running;
	}

}
