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

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The way of a connection's client from its wish to publish to the start. Each step waits
 * for an answer from elsewhere and goes on on the connection's event loop, while the
 * client is not read.
 */
final class PublishSteps {

	private final RunningServer server;

	private final Connection connection;

	private final ServerSession session;

	private final Publishes publishes;

	PublishSteps(RunningServer server, Connection connection, ServerSession session, Publishes publishes) {
		this.server = server;
		this.connection = connection;
		this.session = session;
		this.publishes = publishes;
	}

	void authenticate(PublisherLogin login) {
		this.connection.ticket().asks();
		this.server.admission()
			.authenticate(login, this.connection.remoteAddress())
			.whenCompleteAsync((proof, failure) -> this.connection.step(() -> authenticated(proof)),
					this.connection.eventLoop());
	}

	private void authenticated(PublishAdmission.Proof proof) {
		if (Boolean.TRUE.equals(proof.proven())) {
			this.session.authenticated();
			this.connection.resume();
		}
		else {
			this.server.counters().failedAuthentications.increment();
			later(proof.delay(), () -> this.session.refuse(proof.proven() != null));
		}
	}

	void publish(int streamId, PublishRequest request) {
		this.connection.ticket().asks();
		this.server.admission()
			.decide(request)
			.whenCompleteAsync((verdict, failure) -> this.connection.step(() -> decided(streamId, request, verdict)),
					this.connection.eventLoop());
	}

	private void decided(int streamId, PublishRequest request, PublishAdmission.Verdict verdict) {
		if (verdict.decision() instanceof PublishDecision.Accepted accepted) {
			accepted(new ActivePublish(this.server, this.connection, streamId, request, accepted));
		}
		else {
			rejected(streamId, request, verdict.rejection(), verdict.delay());
		}
	}

	private void accepted(ActivePublish publish) {
		ActivePublish predecessor = this.server.leaving(publish.streamName());
		if (predecessor != null && predecessor.isFollowedBy(publish)) {
			follow(predecessor, publish);
		}
		else {
			start(publish);
		}
	}

	/**
	 * Publish as soon as the encoder has changed over, which it does when told to start.
	 * What it sends until the old publish is over waits in the socket.
	 */
	private void follow(ActivePublish predecessor, ActivePublish publish) {
		// First, as the client may end the old one once it is told to start
		CompletableFuture<Void> over = predecessor.awaitEnd(publish);
		this.connection.publishing();
		this.session.accept(publish.streamId(), publish.streamName());
		this.connection.flush();
		over.whenCompleteAsync((result, failure) -> this.connection.step(() -> start(publish)),
				this.connection.eventLoop());
	}

	private void start(ActivePublish publish) {
		if (this.server.isBusy(publish.streamName())) {
			rejected(publish, PublishAdmission.Rejection.BUSY);
		}
		else {
			claim(publish);
		}
	}

	private void claim(ActivePublish publish) {
		if (publish.register()) {
			this.publishes.add(publish);
			// What comes next is up to listeners and handlers, who have a deadline of
			// their own
			this.connection.publishing();
			publish.publication()
				.begin()
				.whenCompleteAsync((ready, failure) -> this.connection.step(() -> begun(publish, failure)),
						this.connection.eventLoop());
		}
		else {
			publish.takeOver()
				.whenCompleteAsync((result, failure) -> tookOver(publish, result, failure),
						this.connection.eventLoop());
		}
	}

	private void tookOver(ActivePublish publish, Publication.@Nullable Result result, @Nullable Throwable failure) {
		this.connection.step(() -> {
			if (result == null) {
				this.connection.fail(Objects.requireNonNull(failure, "failure"));
				return;
			}
			switch (result) {
				case CONTINUED -> continued(publish);
				case FREE -> claim(publish);
				case REFUSED -> rejected(publish, PublishAdmission.Rejection.NAME_IN_USE);
				case TOO_OFTEN -> rejected(publish, PublishAdmission.Rejection.TOO_OFTEN);
			}
		});
		if (result == Publication.Result.CONTINUED && !this.publishes.contains(publish)) {
			// The client is gone, and nobody else knows that it feeds a stream
			publish.end(StopReason.CONNECTION_LOST);
		}
	}

	private void continued(ActivePublish publish) {
		if (publish.hasEnded()) {
			return;
		}
		this.publishes.add(publish);
		this.connection.consumersChanged();
		this.connection.publishing();
		go(publish);
	}

	private void begun(ActivePublish publish, @Nullable Throwable failure) {
		if (!this.publishes.contains(publish)) {
			return;
		}
		if (failure != null) {
			// No media without its handlers
			if (failure.getCause() instanceof RejectedExecutionException) {
				this.connection.stop(StopReason.HANDLER_UNAVAILABLE);
			}
			else {
				this.connection.fail(failure);
			}
			return;
		}
		publish.publication().begun();
		go(publish);
	}

	private void go(ActivePublish publish) {
		this.session.accept(publish.streamId(), publish.streamName());
		this.connection.resume();
	}

	private void rejected(ActivePublish publish, PublishAdmission.Rejection rejection) {
		rejected(publish.streamId(), publish.request(), rejection, 0);
	}

	private void rejected(int streamId, PublishRequest request, PublishAdmission.Rejection rejection, long delay) {
		this.server.counters().rejected(rejection.reason()).increment();
		this.server.notifications().rejected(request, rejection.reason(), rejection.message());
		later(delay, () -> {
			this.session.reject(streamId, rejection.code(), rejection.message());
			this.connection.resume();
		});
	}

	/**
	 * Answer later, but before the client is closed without an answer. Until then its
	 * place is free for others.
	 */
	private void later(long delay, Runnable answer) {
		if (delay == 0) {
			answer(answer);
			return;
		}
		this.connection.ticket().refused();
		long limit = this.connection.untilPublishDeadline() / 4 * 3;
		this.connection.eventLoop()
			.schedule(() -> this.connection.step(() -> answer(answer)), Math.min(delay, limit), TimeUnit.NANOSECONDS);
	}

	private void answer(Runnable answer) {
		this.connection.ticket().answered();
		answer.run();
	}

}
