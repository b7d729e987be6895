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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an {@link Error} on an I/O thread costs.
 */
@Tag("I7")
@Timeout(20)
class ErrorTests {

	private static final String FAILING = "public-failing";

	private final AtomicInteger logged = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	/** Whether the executor fails on the I/O thread that gives it a task. */
	private volatile boolean exhausted;

	private final TestServer server = new TestServer((builder) -> builder.ioThreads(1)
		.drainTimeout(Duration.ofMillis(20))
		.executor(executor())
		.handlerExecutor(this.threads)
		.handler((stream) -> {
			if (stream.name().equals(FAILING)) {
				stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
				});
			}
		}));

	private final Appender<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			ErrorTests.this.logged.incrementAndGet();
			throw new OutOfMemoryError("on purpose, in the log");
		}

	};

	private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger(FailureHandler.class),
			(Logger) LoggerFactory.getLogger("io.netty"));

	private Executor executor() {
		return (task) -> {
			if (this.exhausted) {
				throw new InternalError("on purpose");
			}
			this.threads.execute(task);
		};
	}

	@AfterEach
	void close() {
		this.loggers.forEach((logger) -> logger.detachAppender(this.appender));
		this.server.close();
		this.threads.shutdownNow();
	}

	@Test
	void whenAnIoThreadFailsWithAnErrorOnlyThatConnectionIsClosed() {
		failOne();
	}

	@Test
	void whenEvenTheLogFailsOnlyThatConnectionIsClosed() {
		this.appender.start();
		this.loggers.forEach((logger) -> logger.addAppender(this.appender));
		failOne();
		assertThat(this.logged).hasPositiveValue();
	}

	private void failOne() {
		try (RawRtmpClient other = RawRtmpClient.publishing(this.server.port(), "live", "other");
				RawRtmpClient failing = RawRtmpClient.publishing(this.server.port(), "live", "failing")) {
			this.server.await(Started.class);
			this.server.await(Started.class);
			this.exhausted = true;
			failing.audio(0, (byte) 0x2F, (byte) 1);
			failing.awaitClose();
			this.exhausted = false;
			other.audio(0, (byte) 0x2F, (byte) 1);
			RawRtmpClient.publishing(this.server.port(), "live", "next").close();
			assertThat(this.server.server().stream("public-other")).isNotNull();
		}
	}

}
