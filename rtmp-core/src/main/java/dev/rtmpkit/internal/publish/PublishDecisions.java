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

package dev.rtmpkit.internal.publish;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.FailurePenalties;
import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.text.MaskedText;
import dev.rtmpkit.internal.thread.BoundedCalls;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.StreamKeyValidator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the validator who may publish and, before that, the credentials who may connect:
 * off the I/O thread and for a limited time. Every failure is a rejection.
 */
public final class PublishDecisions {

	private static final Logger logger = LoggerFactory.getLogger(PublishDecisions.class);

	private final StreamKeyValidator validator;

	private final @Nullable PublisherCredentials credentials;

	private final BoundedCalls calls;

	private final long timeout;

	private final FailurePenalties penalties;

	private final AcceptedPublishers accepted = new AcceptedPublishers();

	private final BanList bans;

	private final ServerCounters counters;

	private final Warnings warnings;

	/**
	 * Create an instance.
	 * @param validator decides who may publish
	 * @param credentials knows the passwords of publishers, if they need one
	 * @param calls runs the code of the application
	 * @param timeout how long it may take
	 * @param penalties slows down who fails
	 * @param bans the bans
	 * @param counters the counters
	 * @param warnings logs what goes wrong
	 */
	public PublishDecisions(StreamKeyValidator validator, @Nullable PublisherCredentials credentials,
			BoundedCalls calls, Duration timeout, FailurePenalties penalties, BanList bans, ServerCounters counters,
			Warnings warnings) {
		this.validator = validator;
		this.credentials = credentials;
		this.calls = calls;
		this.timeout = TimeUnit.NANOSECONDS.convert(timeout);
		this.penalties = penalties;
		this.bans = bans;
		this.counters = counters;
		this.warnings = warnings;
	}

	/**
	 * Decide on a request.
	 * @param request the request
	 * @return completes with the verdict, never exceptionally
	 */
	CompletableFuture<Verdict> decide(PublishRequest request) {
		String key = request.streamKey().value();
		if (key.isEmpty()) {
			return CompletableFuture.completedFuture(Verdict.of(Rejection.BAD_NAME));
		}
		if (this.bans.isBanned(request.streamKey(), Instant.now())) {
			return CompletableFuture.completedFuture(Verdict.of(Rejection.BANNED));
		}
		if (!this.accepted.contains(request) && isExhausted(request.remoteAddress())) {
			return CompletableFuture.completedFuture(Verdict.of(Rejection.TOO_MANY_FAILURES));
		}
		return this.calls
			.<@Nullable PublishDecision>call(() -> this.validator.validate(request), this.timeout,
					() -> timedOut(request))
			.handle((decided, failure) -> verdict(request, decided, failure));
	}

	/**
	 * Check a login.
	 * @param login the login
	 * @param address whose it is
	 * @return completes with what came out, never exceptionally
	 */
	CompletableFuture<Proof> authenticate(PublisherLogin login, InetSocketAddress address) {
		PublisherCredentials credentials = Objects.requireNonNull(this.credentials, "credentials");
		if (isExhausted(address)) {
			return CompletableFuture.completedFuture(Proof.UNKNOWN);
		}
		return this.calls.call(() -> login.isProvenBy(credentials.password(login.user())), this.timeout)
			.handle((proven, failure) -> {
				if (failure == null) {
					return new Proof(proven, (proven) ? 0 : failed(address));
				}
				failed("The look-up of a password", failure,
						(thrown) -> MaskedFailure.of(thrown, (text) -> mask(text, login)));
				return Proof.UNKNOWN;
			});
	}

	private static String mask(String text, PublisherLogin login) {
		return (login.user().isEmpty()) ? text : text.replace(login.user(), MaskedText.MASK);
	}

	private boolean isExhausted(InetSocketAddress address) {
		boolean exhausted = this.penalties.isExhausted(address.getAddress(), System.nanoTime());
		if (exhausted) {
			report(address);
		}
		return exhausted;
	}

	private long failed(InetSocketAddress address) {
		long delay = this.penalties.failed(address.getAddress(), System.nanoTime());
		if (delay > 0) {
			this.counters.delayedRefusals.increment();
			report(address);
		}
		return delay;
	}

	private void report(InetSocketAddress address) {
		long count = this.penalties.report(System.nanoTime());
		if (count > 0) {
			logger.warn("Attempts with wrong keys or passwords are slowed down: {} more, the last one from {}", count,
					address.getAddress().getHostAddress());
		}
	}

	private Verdict verdict(PublishRequest request, @Nullable PublishDecision decision, @Nullable Throwable failure) {
		if (failure != null) {
			return Verdict.of(failed("The validator", failure, (thrown) -> MaskedFailure.of(thrown, request::mask)));
		}
		if (decision instanceof PublishDecision.Rejected rejected) {
			return new Verdict(decision, Rejection.denied(request.mask(rejected.reason())),
					failed(request.remoteAddress()));
		}
		if (decision == null) {
			warn("The validator returned null", null);
		}
		else {
			this.accepted.add(request);
		}
		return new Verdict(decision, Rejection.ERROR, 0);
	}

	private void timedOut(PublishRequest request) {
		try {
			this.validator.timedOut(request);
		}
		catch (RuntimeException | Error ex) {
			warn("The validator failed when its time was over", MaskedFailure.withoutText(ex));
		}
	}

	/**
	 * Log why there is no answer.
	 * @return how to refuse
	 */
	private Rejection failed(String what, Throwable failure, UnaryOperator<Throwable> mask) {
		Throwable cause = (failure instanceof CompletionException) ? cause(failure) : failure;
		if (cause instanceof TimeoutException) {
			warn(what + " did not answer in time", null);
			return Rejection.TIMEOUT;
		}
		if (cause instanceof RejectedExecutionException) {
			warn(what + " has too much to do, or no thread", null);
			return Rejection.BUSY;
		}
		try {
			warn(what + " failed", mask.apply(cause(cause)));
		}
		catch (RuntimeException | Error ex) {
			warn(what + " failed with something that fails when it is described", null);
		}
		return Rejection.ERROR;
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (cause != null) ? cause : failure;
	}

	private void warn(String text, @Nullable Throwable failure) {
		this.warnings.warn(logger, text, failure, text);
	}

	/**
	 * What came out.
	 *
	 * @param decision the validator's decision, if it made one
	 * @param rejection how to refuse if the decision is not to accept
	 * @param delay how long to wait before the client is refused, in nanoseconds
	 */
	record Verdict(@Nullable PublishDecision decision, Rejection rejection, long delay) {

		static Verdict of(Rejection rejection) {
			return new Verdict(null, rejection, 0);
		}

	}

	/**
	 * What came out of a login.
	 *
	 * @param proven whether the client knows the password, {@code null} if that is not
	 * known
	 * @param delay how long to wait before the client is refused, in nanoseconds
	 */
	record Proof(@Nullable Boolean proven, long delay) {

		static final Proof UNKNOWN = new Proof(null, 0);

	}

}
