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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.LogsFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an {@link Error} on an I/O thread costs.
 */
@Tag("I7")
class ErrorTests {

	private final AtomicInteger logged = new AtomicInteger();

	/** Whether there is an error when a consumer is to be woken up. */
	private boolean exhausted;

	private final TestRun run = new TestRun(new ServerCounters(), AddressRules.NONE, TestLimits.DEFAULT,
			TestRun.callbacks((request) -> PublishDecision.acceptKeyAsName(), List.of((stream) -> {
				stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
				});
			}), List.of()), this::execute, Runnable::run);

	private final Appender<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			ErrorTests.this.logged.incrementAndGet();
			throw new OutOfMemoryError("on purpose, in the log");
		}

	};

	private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger(FailureHandler.class),
			(Logger) LoggerFactory.getLogger("io.netty"));

	private void execute(Runnable task) {
		if (this.exhausted) {
			throw new InternalError("on purpose");
		}
		task.run();
	}

	@AfterEach
	void close() {
		this.loggers.forEach((logger) -> logger.detachAppender(this.appender));
		this.run.close();
	}

	@Test
	@LogsFailure(InternalError.class)
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
		try (EmbeddedClient other = EmbeddedClient.connected(this.run, 1);
				EmbeddedClient failing = EmbeddedClient.connected(this.run, 1)) {
			other.publish(1, "other");
			failing.publish(1, "failing");
			this.exhausted = true;
			failing.send(EmbeddedClient.audio(1, 10));
			this.exhausted = false;
			assertThat(failing.channel().isOpen()).isFalse();
			assertThat(this.run.registry().find("failing")).isNull();
			other.send(EmbeddedClient.audio(1, 10));
			assertThat(other.channel().isOpen()).isTrue();
			assertThat(this.run.registry().find("other")).isNotNull();
		}
	}

}
