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

package dev.rtmpkit.testkit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;
import org.slf4j.LoggerFactory;

/**
 * Does what {@link LogsFailure} says.
 */
final class ExpectedFailures implements BeforeEachCallback, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(ExpectedFailures.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		List<Expected> expected = AnnotationSupport.findAnnotation(context.getElement(), LogsFailure.class)
			.or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), LogsFailure.class))
			.stream()
			.flatMap((logs) -> Stream.of(logs.value()))
			.map(Expected::new)
			.toList();
		context.getStore(NAMESPACE).put(List.class, expected);
		consoles((console) -> expected.forEach(console::addFilter));
	}

	@Override
	public void afterEach(ExtensionContext context) throws InterruptedException {
		try {
			for (Object expected : context.getStore(NAMESPACE).get(List.class, List.class)) {
				((Expected) expected).await();
			}
		}
		finally {
			consoles(ConsoleAppender::clearAllFilters);
		}
	}

	private static void consoles(Consumer<ConsoleAppender<ILoggingEvent>> change) {
		((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).iteratorForAppenders()
			.forEachRemaining((appender) -> {
				if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
					change.accept(console);
				}
			});
	}

	/**
	 * Takes failures of one type out.
	 */
	private static final class Expected extends Filter<ILoggingEvent> {

		private static final long PATIENCE = 10;

		private final Class<? extends Throwable> type;

		private final CountDownLatch logged = new CountDownLatch(1);

		private Expected(Class<? extends Throwable> type) {
			this.type = type;
			start();
		}

		@Override
		public FilterReply decide(ILoggingEvent event) {
			// the name stands first where the server masks what was thrown, too
			if (event.getThrowableProxy() instanceof ThrowableProxy failure
					&& failure.getThrowable().toString().startsWith(this.type.getName())) {
				System.out.printf("As expected: %s %s: %s%n", event.getLevel(), event.getFormattedMessage(),
						failure.getThrowable());
				this.logged.countDown();
				return FilterReply.DENY;
			}
			return FilterReply.NEUTRAL;
		}

		private void await() throws InterruptedException {
			if (!this.logged.await(PATIENCE, TimeUnit.SECONDS)) {
				throw new AssertionError("No " + this.type.getName() + " was logged");
			}
		}

	}

}
