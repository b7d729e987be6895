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

package dev.rtmpkit.server.chaos;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Reads the server's log at its most talkative, instead of the console, and Netty's word
 * on buffers that leaked.
 */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final int LONGEST_LINE = 1000;

	private final Logger server = logger("dev.rtmpkit");

	private final Logger leaks = logger("io.netty.util.ResourceLeakDetector");

	private final List<String> errors = new ArrayList<>();

	private final List<String> unfit = new ArrayList<>();

	private final List<String> warnings = new ArrayList<>();

	private LogWatch() {
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	/**
	 * Begin to read the log.
	 */
	public static LogWatch open() {
		LogWatch watch = new LogWatch();
		watch.start();
		watch.server.setLevel(Level.DEBUG);
		watch.server.setAdditive(false);
		watch.server.addAppender(watch);
		watch.leaks.addAppender(watch);
		return watch;
	}

	@Override
	protected synchronized void append(ILoggingEvent event) {
		String line = event.getFormattedMessage();
		if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
			this.errors.add(event.getLoggerName() + ": " + line + ": " + event.getThrowableProxy());
		}
		else if (event.getLevel() == Level.WARN) {
			this.warnings.add(line);
		}
		if (line.length() > LONGEST_LINE || line.chars().anyMatch(LogWatch::isUnfit)) {
			this.unfit.add(line);
		}
	}

	private static boolean isUnfit(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> false;
		};
	}

	/**
	 * Return the lines that tell of an internal error or of a leak.
	 */
	public synchronized List<String> errors() {
		return List.copyOf(this.errors);
	}

	/**
	 * Return the lines with characters that an attacker must not bring into a log.
	 */
	public synchronized List<String> unfit() {
		return List.copyOf(this.unfit);
	}

	/**
	 * Return the lines that tell of something that an operator can change.
	 */
	public synchronized List<String> warnings() {
		return List.copyOf(this.warnings);
	}

	@Override
	public void close() {
		this.server.detachAppender(this);
		this.server.setAdditive(true);
		this.server.setLevel(null);
		this.leaks.detachAppender(this);
		stop();
	}

}
