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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs what clients can cause at any rate: one line for each reason in ten seconds, with
 * the number of those that were left out. Thread-safe.
 */
public final class Warnings {

	private final LogThrottle throttle = new LogThrottle();

	/**
	 * Log a warning, or at level debug if there was one of its kind just now.
	 * @param logger the logger
	 * @param reason the kind of the warning, from a small set
	 * @param text the text with placeholders
	 * @param arguments what goes into them, fit for a log
	 */
	public void warnOrDebug(Logger logger, String reason, String text, Object... arguments) {
		long suppressed = this.throttle.admit(reason, System.nanoTime());
		if (suppressed != LogThrottle.SUPPRESSED) {
			log(logger.atLevel(Level.WARN), suppressed, text, arguments);
		}
		else if (logger.isDebugEnabled()) {
			log(logger.atLevel(Level.DEBUG), 0, text, arguments);
		}
	}

	/**
	 * Log a warning, unless there was one of its kind, with a failure of the same class,
	 * just now.
	 * @param logger the logger
	 * @param reason the kind of the warning, from a small set
	 * @param failure what was thrown, fit for a log, if anything was
	 * @param text the text with placeholders
	 * @param arguments what goes into them, fit for a log
	 */
	public void warn(Logger logger, String reason, @Nullable Throwable failure, String text, Object... arguments) {
		log(logger, Level.WARN, reason, failure, text, arguments);
	}

	/**
	 * Log an error, unless there was one of its kind, with a failure of the same class,
	 * just now.
	 * @param logger the logger
	 * @param reason the kind of the error, from a small set
	 * @param failure what was thrown, fit for a log
	 * @param text the text with placeholders
	 * @param arguments what goes into them, fit for a log
	 */
	public void error(Logger logger, String reason, Throwable failure, String text, Object... arguments) {
		log(logger, Level.ERROR, reason, failure, text, arguments);
	}

	private void log(Logger logger, Level level, String reason, @Nullable Throwable failure, String text,
			Object... arguments) {
		// One failure must not keep another, such as an OutOfMemoryError, out of the log
		String kind = (failure != null) ? reason + MaskedFailure.kind(failure) : reason;
		long suppressed = this.throttle.admit(kind, System.nanoTime());
		if (suppressed != LogThrottle.SUPPRESSED) {
			log(logger.atLevel(level).setCause(failure), suppressed, text, arguments);
		}
	}

	private static void log(LoggingEventBuilder line, long suppressed, String text, Object... arguments) {
		String more = (suppressed > 0) ? " (" + suppressed + " more like this since the last such line)" : "";
		line.log(text + more, arguments);
	}

}
