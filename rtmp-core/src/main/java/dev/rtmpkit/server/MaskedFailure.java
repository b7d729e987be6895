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

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.session.PublishRequest;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw while it looked at a publish request, fit for the log: the text of
 * exceptions likes to quote what was looked for, and that is a credential here.
 */
final class MaskedFailure extends Exception {

	private static final int DEEPEST_CAUSE = 8;

	private static final String MASK = "***";

	private MaskedFailure(String message, @Nullable Throwable cause, StackTraceElement[] stackTrace) {
		super(message, cause);
		setStackTrace(stackTrace);
	}

	/**
	 * Mask the stream key and the query parameters of a request.
	 * @param failure what was thrown
	 * @param request the request
	 * @return an exception that tells the same without them
	 */
	static MaskedFailure of(Throwable failure, PublishRequest request) {
		List<String> secrets = new ArrayList<>(request.parameters().values());
		secrets.add(0, request.streamKey().value());
		return of(failure, secrets, 0);
	}

	/**
	 * Mask a text.
	 * @param failure what was thrown
	 * @param secret the text
	 * @return an exception that tells the same without it
	 */
	static MaskedFailure of(Throwable failure, String secret) {
		return of(failure, List.of(secret), 0);
	}

	private static MaskedFailure of(Throwable failure, List<String> secrets, int depth) {
		Throwable cause = failure.getCause();
		MaskedFailure maskedCause = (cause != null && depth < DEEPEST_CAUSE) ? of(cause, secrets, depth + 1) : null;
		return new MaskedFailure(mask(failure.toString(), secrets), maskedCause, failure.getStackTrace());
	}

	private static String mask(String text, List<String> secrets) {
		String masked = text;
		for (String secret : secrets) {
			masked = mask(masked, secret);
		}
		return masked;
	}

	private static String mask(String text, String secret) {
		return (secret.isEmpty()) ? text : text.replace(secret, MASK);
	}

	/**
	 * Return the masked text, which begins with the name of the original's class.
	 */
	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}
