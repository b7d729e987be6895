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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.session.PublishDecision;
import dev.rtmpkit.session.PublishRequest;
import dev.rtmpkit.session.ServerSession;
import dev.rtmpkit.session.auth.PublisherLogin;
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
		this.server.admission()
			.decide(request)
			.whenCompleteAsync((verdict, failure) -> this.connection.step(() -> decided(streamId, request, verdict)),
					this.connection.eventLoop());
	}

	private void decided(int streamId, PublishRequest request, PublishAdmission.Verdict verdict) {
		if (verdict.decision() instanceof PublishDecision.Accepted accepted) {
			ActivePublish predecessor = this.server.leaving(ActivePublish.streamName(request, accepted));
			if (predecessor != null && predecessor.isFollowedBy(this.connection, request)) {
				follow(predecessor, streamId, request, accepted);
				return;
			}
			accepted(streamId, request, accepted);
		}
		else {
			rejected(streamId, request, verdict.rejection(), verdict.delay());
		}
	}

	/**
	 * Publish as soon as the encoder has changed over, which it does when told to start.
	 * What it sends until the old publish is over waits in the socket.
	 */
	private void follow(ActivePublish predecessor, int streamId, PublishRequest request,
			PublishDecision.Accepted decision) {
		this.connection.publishing();
		this.session.accept(streamId, ActivePublish.streamName(request, decision));
		this.connection.flush();
		predecessor.awaitEnd(this.connection)
			.whenCompleteAsync((over, failure) -> this.connection.step(() -> accepted(streamId, request, decision)),
					this.connection.eventLoop());
	}

	private void accepted(int streamId, PublishRequest request, PublishDecision.Accepted decision) {
		if (this.server.isBusy(ActivePublish.streamName(request, decision))) {
			rejected(streamId, request, PublishAdmission.Rejection.BUSY, 0);
			return;
		}
		ActivePublish publish = ActivePublish.register(this.server, this.connection, streamId, request, decision);
		if (publish == null) {
			rejected(streamId, request, PublishAdmission.Rejection.NAME_IN_USE, 0);
			return;
		}
		this.publishes.add(publish);
		// What comes next is up to listeners and handlers, who have a deadline of their
		// own
		this.connection.publishing();
		publish.begin()
			.whenCompleteAsync((ready, failure) -> this.connection.step(() -> begun(publish, failure)),
					this.connection.eventLoop());
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
		this.session.accept(publish.streamId(), publish.source().stream().name());
		this.connection.resume();
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
	 * Answer later, but before the client is closed without an answer.
	 */
	private void later(long delay, Runnable answer) {
		if (delay == 0) {
			answer.run();
			return;
		}
		long limit = this.connection.untilPublishDeadline() / 4 * 3;
		this.connection.eventLoop()
			.schedule(() -> this.connection.step(answer), Math.min(delay, limit), TimeUnit.NANOSECONDS);
	}

}
