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

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publish from the claim of its name to its end, over one connection or, where its
 * publisher was lost and came back in time, several. Its state and what leads from one to
 * the next is {@link PublicationState}. Lives on the thread of the connection that feeds
 * it, or fed it last, except where said.
 */
final class Publication implements FeedOwner {

	private static final Logger logger = LoggerFactory.getLogger(Publication.class);

	/**
	 * After what an encoder is likely to come back: one that breaks the protocol would do
	 * so again. Replaced is also a publish that shares its connection with the one that
	 * was replaced.
	 */
	private static final Set<StopReason> COME_BACK_AFTER = EnumSet.of(StopReason.CONNECTION_LOST, StopReason.IDLE,
			StopReason.REPLACED);

	private final PublishContext context;

	private final StreamSource source;

	private final Consumer<Publication> onEnd;

	private final HandlerRuns handlers;

	private final TakeoverRate rate;

	private final long startedAt = System.nanoTime();

	private volatile Feed feed;

	private volatile PublicationState state = PublicationState.STARTING;

	private @Nullable Interruption interruption;

	/**
	 * Create a publish, whose name is taken.
	 * @param context what it works with
	 * @param source the stream
	 * @param feed the connection's part
	 * @param onEnd told when the name is free again
	 */
	Publication(PublishContext context, StreamSource source, Feed feed, Consumer<Publication> onEnd) {
		this.context = context;
		this.source = source;
		this.onEnd = onEnd;
		this.handlers = new HandlerRuns(context.warnings());
		this.rate = feed.rate();
		this.feed = feed;
		feed.attach(source, this);
	}

	/**
	 * Return what feeds the stream at present or did last. May be called from any thread.
	 */
	Feed feed() {
		return this.feed;
	}

	String sessionId() {
		return this.source.stream().publisher().sessionId();
	}

	String streamName() {
		return this.source.stream().name();
	}

	private void become(PublicationState next) {
		if (!this.state.leadsTo(next)) {
			throw new IllegalStateException("A publish that is " + this.state + " cannot become " + next);
		}
		this.state = next;
	}

	/**
	 * Tell the listeners, then start the handlers.
	 * @return completes when media may flow
	 */
	CompletableFuture<Void> begin() {
		this.context.counters().publishes.increment();
		this.context.counters().livePublishes.increment();
		PublisherLink link = this.feed.link();
		Runnable deadline = link.schedule(this::overdue, nanos(this.context.startTimeout()));
		return this.context.notifications()
			.started(event(this.source.stream().publisher().startedAt()))
			.thenComposeAsync((told) -> startHandlers(), link.executor())
			.whenComplete((result, failure) -> deadline.run());
	}

	private CompletableFuture<Void> startHandlers() {
		return (this.state == PublicationState.ENDED) ? CompletableFuture.completedFuture(null)
				: this.handlers.start(this.context.handlers(), this.context.threads().handlers(), this.source.stream());
	}

	/**
	 * Interrupt handlers that have not begun, even if the encoder has left meanwhile:
	 * each of them holds a thread.
	 */
	private void overdue() {
		List<String> late = this.handlers.giveUp();
		if (this.state != PublicationState.ENDED) {
			this.context.warnings()
				.warn(logger, "overdue " + late, null, "Stream {} ends before it began: still waiting for {}",
						streamName(), (late.isEmpty()) ? "a listener" : late);
			end(StopReason.HANDLER_UNAVAILABLE, null);
		}
	}

	/**
	 * Let media flow.
	 */
	void begun() {
		become(PublicationState.LIVE);
	}

	@Override
	public void left(StopReason reason) {
		if (this.state == PublicationState.ENDED) {
			return;
		}
		if (mayComeBack(reason)) {
			interrupt(reason);
		}
		else {
			finish(reason);
		}
	}

	private boolean mayComeBack(StopReason reason) {
		if (this.state != PublicationState.LIVE || !this.context.rules().hasGrace()
				|| this.context.draining().getAsBoolean()) {
			return false;
		}
		Feed successor = this.feed.successor();
		return (successor != null) ? isSame(successor, true) : COME_BACK_AFTER.contains(reason);
	}

	private void interrupt(StopReason reason) {
		become(PublicationState.INTERRUPTED);
		this.source.interrupt();
		this.context.notifications().interrupted(event(Instant.now()), reason);
		long grace = nanos(this.context.rules().reconnectGrace());
		this.interruption = new Interruption(reason, this.feed.link().schedule(this::stopWaitingNow, grace));
	}

	private void stopWaitingNow() {
		if (this.interruption != null) {
			finish(this.interruption.reason());
		}
	}

	/**
	 * Let another connection take over, if it may. The client that is replaced need not
	 * be waited for: its part ends before this returns.
	 * @param next the feed of the other connection, which may live on another thread
	 * @return what became of it
	 */
	TakeoverResult takeOver(Feed next) {
		if (this.state == PublicationState.ENDED) {
			return TakeoverResult.FREE;
		}
		boolean alive = this.state != PublicationState.INTERRUPTED;
		TakeoverRules.Outcome outcome = this.context.rules().decide(isSame(next, !alive), !alive);
		if (outcome == TakeoverRules.Outcome.REFUSED || (alive && next.link() == this.feed.link())) {
			return TakeoverResult.REFUSED;
		}
		if (alive && !this.rate.permits(System.nanoTime())) {
			return TakeoverResult.TOO_OFTEN;
		}
		next.inherit(this.rate);
		if (outcome == TakeoverRules.Outcome.CONTINUED && this.state != PublicationState.STARTING) {
			continueWith(next);
			return TakeoverResult.CONTINUED;
		}
		end(StopReason.REPLACED, null);
		return TakeoverResult.FREE;
	}

	/**
	 * Return whether another feed is the same publisher's. Of one that is gone, the
	 * address and the query may have changed: the validator has accepted both, and
	 * granted them the same.
	 */
	private boolean isSame(Feed next, boolean gone) {
		PublisherIdentity identity = this.feed.identity();
		return identity.equals(next.identity()) || (gone && identity.isNamedAs(next.identity())
				&& Attributes.areSame(this.source.stream().publisher().attributes(), next.attributes()));
	}

	private void continueWith(Feed next) {
		Feed previous = this.feed;
		if (this.interruption != null) {
			this.interruption.cancelEnd().run();
			this.interruption = null;
			become(PublicationState.LIVE);
		}
		this.feed = next;
		next.attach(this.source, this);
		Instant now = Instant.now();
		this.source.publisherReturned(next.info(now));
		// Ahead of the hand-over, after which nothing here belongs to this thread
		this.context.notifications().continued(event(now));
		this.source.handOver(next, next.link().executor());
		previous.detach();
		previous.link().end(StopReason.REPLACED, null);
	}

	/**
	 * End the publish, whether its publisher is there or waited for, and close its
	 * connection. May be called from any thread.
	 * @param text the text for the client
	 */
	void disconnect(String text) {
		if (this.feed.link().isCurrentThread()) {
			end(StopReason.DISCONNECTED, text);
		}
		else {
			this.source.execute(() -> end(StopReason.DISCONNECTED, text));
		}
	}

	@Override
	public void abandon(StopReason reason) {
		this.source.execute(() -> {
			if (this.state == PublicationState.INTERRUPTED) {
				finish(reason);
			}
		});
	}

	/**
	 * Wait no longer for a publisher that is lost. May be called from any thread.
	 * @return completes when the publish waits no more
	 */
	CompletableFuture<Void> stopWaiting() {
		return CompletableFuture.runAsync(this::stopWaitingNow, this.source::execute);
	}

	private void end(StopReason reason, @Nullable String text) {
		switch (this.state) {
			case ENDED -> {
				// Nothing is left to end
			}
			case INTERRUPTED -> finish((reason == StopReason.DISCONNECTED || this.interruption == null) ? reason
					: this.interruption.reason());
			case STARTING, LIVE -> {
				Feed current = this.feed;
				finish(reason);
				current.link().end(reason, text);
				// The connection may not know of its feed yet
				current.detach();
			}
		}
	}

	private void finish(StopReason reason) {
		if (this.interruption != null) {
			this.interruption.cancelEnd().run();
			this.interruption = null;
		}
		become(PublicationState.ENDED);
		Duration duration = Duration.ofNanos(System.nanoTime() - this.startedAt);
		CompletableFuture<Void> drained = new CompletableFuture<>();
		// Queued before the end frees the name, as another thread may take it at once
		this.context.notifications().stopped(event(Instant.now()), drained, reason, duration);
		CompletableFuture<Void> consumed = this.source.end(reason);
		// Not before the name is free, as an attempt that finds it taken looks here for
		// the reason
		this.onEnd.accept(this);
		// Once the counter changes, the name can be published
		this.context.counters().livePublishes.decrement();
		this.context.counters().stopped(reason).increment();
		drain(CompletableFuture.allOf(consumed, this.handlers.returned()), drained);
	}

	private void drain(CompletableFuture<Void> finished, CompletableFuture<Void> drained) {
		Duration timeout = this.context.drainTimeout();
		this.context.threads().timer().within(finished, nanos(timeout)).whenComplete((result, failure) -> {
			if (!finished.isDone()) {
				this.context.warnings()
					.warn(logger, "unfinished", null,
							"Handlers or subscriptions of stream {} have not finished {} after its end", streamName(),
							timeout);
				this.context.unfinished().add(finished);
			}
			drained.complete(null);
		});
	}

	/** Tell of the publish as it is now. */
	private PublishEvent event(Instant time) {
		LiveStream stream = this.source.stream();
		return new PublishEvent(stream, stream.publisher(), time);
	}

	private static long nanos(Duration duration) {
		return TimeUnit.NANOSECONDS.convert(duration);
	}

	/**
	 * The time in which the publish has no publisher.
	 *
	 * @param reason why the publisher is gone
	 * @param cancelEnd cancels the end of the publish
	 */
	private record Interruption(StopReason reason, Runnable cancelEnd) {

	}

}
