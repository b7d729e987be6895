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

package dev.rtmpkit.internal.guard;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("E11")
class WarningsTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rtmpkit.warnings");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Warnings warnings = new Warnings();

	@BeforeEach
	void listen() {
		this.logger.setAdditive(false);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void restore() {
		this.logger.detachAppender(this.log);
		this.logger.setAdditive(true);
	}

	@Test
	void whenAnotherFailureFollowsItHasALineOfItsOwn() {
		for (int i = 0; i < 3; i++) {
			warn(new IllegalStateException("no database"));
			warn(new OutOfMemoryError("no heap"));
		}
		assertThat(this.log.list).extracting((event) -> event.getThrowableProxy().getMessage())
			.containsExactly("java.lang.IllegalStateException: no database", "java.lang.OutOfMemoryError: no heap");
	}

	@Test
	void whenTheCauseIsAnotherThereIsALineOfItsOwn() {
		warn(new IllegalStateException(new IllegalArgumentException()));
		warn(new IllegalStateException(new OutOfMemoryError()));
		warn(new IllegalStateException(new OutOfMemoryError()));
		assertThat(this.log.list).hasSize(2);
	}

	@Test
	void whenAFailureRefersToItselfItIsLogged() {
		IllegalStateException failure = new IllegalStateException();
		failure.initCause(new IllegalArgumentException(failure));
		this.warnings.warn(this.logger, "reason", MaskedFailure.withoutText(failure), "It failed");
		this.warnings.warn(this.logger, "other", failure, "It failed");
		assertThat(this.log.list).hasSize(2);
	}

	private void warn(Throwable failure) {
		this.warnings.warn(this.logger, "reason", MaskedFailure.of(failure), "It failed");
	}

}
