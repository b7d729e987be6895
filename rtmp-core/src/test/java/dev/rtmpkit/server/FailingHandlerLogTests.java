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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A publisher may come back as often as it likes, and a handler that fails with each
 * publish must not fill the log.
 */
@Tag("L4")
@LogsFailure(IllegalStateException.class)
class FailingHandlerLogTests {

	private static final int PUBLISHES = 10;

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rtmpkit.internal.publish");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void whenHandlerFailsWithEachPublishTheLogDoesNotRepeatItself() {
		assertWarnsOnce((stream) -> {
			throw new IllegalStateException("Broken");
		});
	}

	@Test
	void whenConsumerFailsWithEachPublishTheLogDoesNotRepeatItself() {
		assertWarnsOnce((stream) -> stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
			throw new IllegalStateException("Broken");
		}));
	}

	private void assertWarnsOnce(StreamHandler handler) {
		try (TestServer server = new TestServer((builder) -> builder.handler(handler))) {
			for (int i = 0; i < PUBLISHES; i++) {
				try (RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key" + i)) {
					server.await(Started.class);
					client.audio(0, new byte[10]).deleteStream(1);
					server.await(Stopped.class);
				}
			}
		}
		// The interval may end once while the test runs
		assertThat(this.appender.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.hasSizeBetween(1, 2)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).contains("public-key"));
	}

}
