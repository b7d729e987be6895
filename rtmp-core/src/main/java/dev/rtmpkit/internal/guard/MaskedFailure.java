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

import java.util.function.UnaryOperator;

import dev.rtmpkit.internal.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw, fit for the log: the text of exceptions likes to quote what was
 * looked for, which is a credential or a name that a client chose.
 */
public final class MaskedFailure extends Exception {

	private static final int DEEPEST_CAUSE = 8;

	private static final int LONGEST_TEXT = 1000;

	private final String type;

	private MaskedFailure(String type, String message, @Nullable Throwable cause, StackTraceElement[] stackTrace) {
		super(message, cause);
		this.type = type;
		setStackTrace(stackTrace);
	}

	/**
	 * Escape what could break or disguise a line of the log.
	 * @param failure what was thrown
	 * @return an exception that tells the same on one line
	 */
	public static MaskedFailure of(Throwable failure) {
		return of(failure, UnaryOperator.identity());
	}

	/**
	 * Mask what must not be seen, and escape the rest.
	 * @param failure what was thrown
	 * @param mask takes the credentials out of a text
	 * @return an exception that tells the same without them
	 */
	public static MaskedFailure of(Throwable failure, UnaryOperator<String> mask) {
		return of(failure, (thrown) -> mask.apply(thrown.toString()), 0);
	}

	/**
	 * Leave out all texts, as they may hold anything.
	 * @param failure what was thrown
	 * @return an exception that tells what was thrown and where
	 */
	public static MaskedFailure withoutText(Throwable failure) {
		return of(failure, (thrown) -> thrown.getClass().getName(), 0);
	}

	private static MaskedFailure of(Throwable failure, Text text, int depth) {
		Throwable cause = failure.getCause();
		MaskedFailure maskedCause = (cause != null && depth < DEEPEST_CAUSE) ? of(cause, text, depth + 1) : null;
		return new MaskedFailure(failure.getClass().getName(), PrintableText.of(text.of(failure), LONGEST_TEXT),
				maskedCause, failure.getStackTrace());
	}

	/**
	 * Return the kind of a failure: the classes of it and of its causes.
	 * @param failure what was thrown, masked or not
	 * @return the names of the classes
	 */
	static String kind(Throwable failure) {
		StringBuilder kind = new StringBuilder();
		Throwable current = failure;
		for (int depth = 0; current != null && depth <= DEEPEST_CAUSE; depth++) {
			kind.append(' ')
				.append((current instanceof MaskedFailure masked) ? masked.type : current.getClass().getName());
			current = current.getCause();
		}
		return kind.toString();
	}

	/**
	 * Return the masked text, which begins with the name of the original's class.
	 */
	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

	/** What to tell of an exception. */
	@FunctionalInterface
	private interface Text {

		String of(Throwable failure);

	}

}
