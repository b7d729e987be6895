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

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.rtmpkit.PrintableText;
import dev.rtmpkit.message.StatusCode;
import dev.rtmpkit.server.log.MaskedFailure;
import dev.rtmpkit.session.PublishDecision;
import dev.rtmpkit.session.PublishRequest;
import dev.rtmpkit.session.auth.PublisherCredentials;
import dev.rtmpkit.session.auth.PublisherLogin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the validator who may publish and, before that, the credentials who may connect:
 * off the I/O thread and not for ever. Whatever goes wrong is a rejection.
 */
final class PublishAdmission {

	private static final Logger logger = LoggerFactory.getLogger(PublishAdmission.class);

	private static final int LONGEST_KEY = 512;

	private static final int LONGEST_REASON = 255;

	private PublishAdmission() {
	}

	/**
	 * Decide on a request.
	 * @param server the server, whose validator is asked
	 * @param request the request
	 * @return completes with the verdict, never exceptionally
	 */
	static CompletableFuture<Verdict> decide(RunningServer server, PublishRequest request) {
		String key = request.streamKey().value();
		if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
			return CompletableFuture.completedFuture(new Verdict(null, Rejection.BAD_NAME));
		}
		return PublishAdmission
			.<@Nullable PublishDecision>ask(server, () -> server.callbacks().validator().validate(request))
			.handle((decided, failure) -> verdict(server, request, decided, failure));
	}

	/**
	 * Check a login.
	 * @param server the server, whose credentials are asked
	 * @param login the login
	 * @return completes with whether it is proven, {@code null} if nobody knows, never
	 * exceptionally
	 */
	static CompletableFuture<@Nullable Boolean> authenticate(RunningServer server, PublisherLogin login) {
		PublisherCredentials credentials = Objects.requireNonNull(server.callbacks().credentials(), "credentials");
		return PublishAdmission
			.<@Nullable Boolean>ask(server, () -> login.isProvenBy(credentials.password(login.user())))
			.handle((proven, failure) -> {
				Throwable cause = (failure != null) ? cause(failure) : null;
				if (cause instanceof TimeoutException) {
					server.warnings().warn(logger, "password time-out", null, "The password was not looked up in time");
				}
				else if (cause != null) {
					server.warnings()
						.warn(logger, "password failure", MaskedFailure.of(cause, (text) -> mask(text, login)),
								"The look-up of a password failed");
				}
				return proven;
			});
	}

	private static String mask(String text, PublisherLogin login) {
		return (login.user().isEmpty()) ? text : text.replace(login.user(), PrintableText.MASK);
	}

	private static <T extends @Nullable Object> CompletableFuture<T> ask(RunningServer server, Callable<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		try {
			server.callbacks().executor().execute(() -> answer(question, answer));
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(ex);
		}
		return answer.orTimeout(TimeUnit.NANOSECONDS.convert(server.settings().limits().timeouts().validator()),
				TimeUnit.NANOSECONDS);
	}

	private static <T extends @Nullable Object> void answer(Callable<T> question, CompletableFuture<T> answer) {
		try {
			answer.complete(question.call());
		}
		catch (Throwable ex) {
			answer.completeExceptionally(ex);
		}
	}

	private static @Nullable Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException) ? failure.getCause() : failure;
	}

	private static Verdict verdict(RunningServer server, PublishRequest request, @Nullable PublishDecision decision,
			@Nullable Throwable failure) {
		if (decision instanceof PublishDecision.Rejected rejected) {
			return new Verdict(decision, Rejection.denied(request.mask(rejected.reason())));
		}
		Throwable cause = (failure != null) ? cause(failure) : null;
		if (cause instanceof TimeoutException) {
			server.warnings().warn(logger, "validator time-out", null, "The validator did not answer in time");
			return new Verdict(null, Rejection.TIMEOUT);
		}
		if (cause != null) {
			server.warnings()
				.warn(logger, "validator failure", MaskedFailure.of(cause, request::mask), "The validator failed");
		}
		else if (decision == null) {
			server.warnings().warn(logger, "validator null", null, "The validator returned null");
		}
		return new Verdict(decision, Rejection.ERROR);
	}

	/**
	 * What came out.
	 *
	 * @param decision the validator's decision, if it made one
	 * @param rejection how to refuse if the decision is not to accept
	 */
	record Verdict(@Nullable PublishDecision decision, Rejection rejection) {

	}

	/**
	 * Why and how a publish is refused.
	 *
	 * @param reason the reason, for counters and listeners
	 * @param code the status code the client gets; encoders stop trying on these
	 * @param message the text the client gets
	 */
	record Rejection(RejectReason reason, StatusCode code, String message) {

		static final Rejection NAME_IN_USE = new Rejection(RejectReason.NAME_IN_USE, StatusCode.PUBLISH_BAD_NAME,
				"The stream is already being published.");

		static final Rejection TOO_OFTEN = new Rejection(RejectReason.NAME_IN_USE, StatusCode.PUBLISH_BAD_NAME,
				"The stream is already being published, and was taken over too often.");

		static final Rejection BAD_NAME = new Rejection(RejectReason.BAD_NAME, StatusCode.PUBLISH_BAD_NAME,
				"The stream name is missing or too long.");

		static final Rejection TIMEOUT = new Rejection(RejectReason.VALIDATOR_TIMEOUT, StatusCode.PUBLISH_DENIED,
				"The publish could not be authorized in time.");

		static final Rejection ERROR = new Rejection(RejectReason.VALIDATOR_ERROR, StatusCode.PUBLISH_DENIED,
				"The publish could not be authorized.");

		static Rejection denied(String reason) {
			return new Rejection(RejectReason.DENIED, StatusCode.PUBLISH_DENIED,
					PrintableText.of(reason, LONGEST_REASON));
		}

	}

}
