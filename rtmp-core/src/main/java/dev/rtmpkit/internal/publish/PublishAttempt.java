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

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A client's attempt to publish on one message stream: decision, name, start. Each step
 * waits for an answer from elsewhere and goes on on the thread of the connection, while
 * the client is not read.
 */
public final class PublishAttempt {

	private final Services services;

	private final AttemptLink link;

	private final ServerSession session;

	private final Feeds feeds;

	private final int streamId;

	private final PublishRequest request;

	/**
	 * Create an attempt.
	 * @param services what decides and names
	 * @param link the connection
	 * @param session the dialogue with the client
	 * @param feeds the feeds of the connection
	 * @param streamId the message stream id
	 * @param request what is asked
	 */
	public PublishAttempt(Services services, AttemptLink link, ServerSession session, Feeds feeds, int streamId,
			PublishRequest request) {
		this.services = services;
		this.link = link;
		this.session = session;
		this.feeds = feeds;
		this.streamId = streamId;
		this.request = request;
	}

	/**
	 * Ask for a decision and go on with it.
	 */
	public void start() {
		this.services.decisions()
			.decide(this.request)
			.whenCompleteAsync((verdict, failure) -> this.link.step(() -> decided(verdict)), this.link.executor());
	}

	private void decided(PublishDecisions.Verdict verdict) {
		if (verdict.decision() instanceof PublishDecision.Accepted accepted) {
			accepted(new Feed(this.link, this.streamId, this.services.sessionIds().get(), this.request, accepted));
		}
		else {
			rejected(verdict.rejection(), verdict.delay());
		}
	}

	private void accepted(Feed feed) {
		Feed predecessor = this.services.publications().leaving(feed.streamName());
		if (predecessor != null && predecessor.isFollowedBy(feed)) {
			follow(predecessor, feed);
		}
		else {
			claim(feed);
		}
	}

	/**
	 * Publish as soon as the encoder has changed over, which it does when told to start.
	 * What it sends until the old publish is over waits in the socket.
	 */
	private void follow(Feed predecessor, Feed feed) {
		// First, as the client may end the old publish once it is told to start
		CompletableFuture<Void> over = predecessor.awaitEnd(feed);
		this.link.granted();
		this.session.accept(this.streamId, feed.streamName());
		this.link.flush();
		over.whenCompleteAsync((result, failure) -> this.link.step(() -> claim(feed)), this.link.executor());
	}

	private void claim(Feed feed) {
		if (this.services.publications().isBusy(feed.streamName())) {
			rejected(Rejection.BUSY, 0);
			return;
		}
		Publication publication = this.services.publications().claim(feed);
		if (publication == null) {
			takeOver(feed);
			return;
		}
		this.feeds.add(feed);
		// What comes next is up to listeners and handlers, which have a deadline of their
		// own
		this.link.granted();
		publication.begin()
			.whenCompleteAsync((ready, failure) -> this.link.step(() -> begun(publication, feed, failure)),
					this.link.executor());
	}

	private void takeOver(Feed feed) {
		this.services.publications()
			.takeOver(feed)
			.whenCompleteAsync((result, failure) -> tookOver(feed, result, failure), this.link.executor());
	}

	private void tookOver(Feed feed, @Nullable TakeoverResult result, @Nullable Throwable failure) {
		this.link.step(() -> {
			if (result == null) {
				throw new IllegalStateException("The name could not be asked for", failure);
			}
			switch (result) {
				case CONTINUED -> continued(feed);
				case FREE -> claim(feed);
				case REFUSED -> rejected(Rejection.NAME_IN_USE, 0);
				case TOO_OFTEN -> rejected(Rejection.TOO_OFTEN, 0);
			}
		});
		if (result == TakeoverResult.CONTINUED && !this.feeds.contains(feed)) {
			// The client is gone, and only this attempt knows that it feeds a stream
			feed.end(StopReason.CONNECTION_LOST);
		}
	}

	private void continued(Feed feed) {
		if (feed.isOver()) {
			return;
		}
		this.feeds.add(feed);
		this.link.granted();
		go(feed);
	}

	private void begun(Publication publication, Feed feed, @Nullable Throwable failure) {
		if (!this.feeds.contains(feed)) {
			return;
		}
		if (failure == null) {
			publication.begun();
			go(feed);
		}
		else if (failure.getCause() instanceof RejectedExecutionException) {
			// No media without its handlers
			this.link.end(StopReason.HANDLER_UNAVAILABLE, null);
		}
		else {
			throw new IllegalStateException("The publish could not begin", failure);
		}
	}

	private void go(Feed feed) {
		this.session.accept(this.streamId, feed.streamName());
		this.link.answered();
	}

	private void rejected(Rejection rejection, long delay) {
		this.services.counters().rejected(rejection.reason()).increment();
		this.services.notifications().rejected(this.request, rejection.reason(), rejection.message(), Instant.now());
		new DelayedAnswer(this.link).give(delay, () -> {
			this.session.reject(this.streamId, rejection.code(), rejection.message());
			this.link.answered();
		});
	}

	/**
	 * What attempts need besides their connection.
	 *
	 * @param decisions who decides
	 * @param publications the directory of names
	 * @param notifications tells the listeners
	 * @param counters the counters
	 * @param sessionIds ids for publishes
	 */
	public record Services(PublishDecisions decisions, Publications publications, Notifications notifications,
			ServerCounters counters, Supplier<String> sessionIds) {

		/**
		 * Count and tell that a client was refused when it connected.
		 * @param request what is known of what it wanted
		 * @param reason why
		 * @param message the text that it was told
		 */
		public void connectRefused(PublishRequest request, RejectReason reason, String message) {
			this.counters.rejected(reason).increment();
			this.notifications.connectRefused(request, reason, message);
		}

	}

}
