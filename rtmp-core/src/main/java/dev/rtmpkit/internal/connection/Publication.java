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

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.internal.publish.PublisherIdentity;
import dev.rtmpkit.internal.publish.TakeoverRate;
import dev.rtmpkit.internal.publish.TakeoverRules;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publish from its start to its stop, over one connection or, where its publisher was
 * lost and came back in time, several. Lives on the event loop of the connection that
 * feeds it, or fed it last, except where said.
 */
final class Publication {

	private static final Logger logger = LoggerFactory.getLogger(Publication.class);

	/**
	 * After what an encoder is likely to come back: who breaks the protocol would do so
	 * again. Replaced is who shared its connection with one that really was.
	 */
	private static final Set<StopReason> COME_BACK_AFTER = EnumSet.of(StopReason.CONNECTION_LOST, StopReason.IDLE,
			StopReason.REPLACED);

	private final RunningServer server;

	private final StreamSource source;

	private final PublisherIdentity identity;

	private final TakeoverRate rate;

	private final long startedAt = System.nanoTime();

	private final HandlerRuns handlers;

	private final AtomicBoolean metadataPending = new AtomicBoolean();

	private volatile ActivePublish publisher;

	private volatile boolean ended;

	private boolean begun;

	private @Nullable StopReason decided;

	private @Nullable Interruption interruption;

	Publication(RunningServer server, StreamSource source, ActivePublish publisher, TakeoverRate rate) {
		this.server = server;
		this.source = source;
		this.publisher = publisher;
		this.identity = publisher.identity();
		this.rate = rate;
		this.handlers = new HandlerRuns(server.warnings());
	}

	/**
	 * Return who publishes at present or did last. May be called from any thread.
	 */
	ActivePublish publisher() {
		return this.publisher;
	}

	StreamSource source() {
		return this.source;
	}

	String sessionId() {
		return this.source.stream().publisher().sessionId();
	}

	/**
	 * Tell the listeners, then start the handlers.
	 * @return completes when media may flow
	 */
	CompletableFuture<Void> begin() {
		this.server.counters().publishes.increment();
		this.server.counters().livePublishes.increment();
		this.server.started(this);
		ServerCallbacks callbacks = this.server.callbacks();
		ScheduledFuture<?> deadline = this.publisher.connection()
			.eventLoop()
			.schedule(this::overdue, TimeUnit.NANOSECONDS.convert(this.server.settings().limits().timeouts().publish()),
					TimeUnit.NANOSECONDS);
		return this.server.notifications()
			.started(this.source.stream())
			.thenComposeAsync((told) -> (this.ended) ? CompletableFuture.completedFuture(null)
					: this.handlers.start(callbacks.handlers(), callbacks.handlerExecutor(), this.source.stream()),
					this.publisher.connection().eventLoop())
			.whenComplete((result, failure) -> deadline.cancel(false));
	}

	/**
	 * Nobody waits any longer, not even if the encoder has left meanwhile: a handler that
	 * does not begin would hold its thread for ever.
	 */
	private void overdue() {
		List<String> late = this.handlers.giveUp();
		if (!this.ended) {
			this.server.warnings()
				.warn(logger, "overdue " + late, null, "Stream {} ends before it began: still waiting for {}",
						this.source.stream().name(), (late.isEmpty()) ? "a listener" : late);
			this.publisher.connection().stop(StopReason.HANDLER_UNAVAILABLE);
		}
	}

	/**
	 * Media may flow. Before that there is nothing that would be worth waiting for.
	 */
	void begun() {
		this.begun = true;
	}

	void metadata() {
		// However often it comes, one notification waits at most
		if (this.metadataPending.compareAndSet(false, true)) {
			this.server.notifications().metadata(this.source.stream(), () -> this.metadataPending.set(false));
		}
	}

	/**
	 * The publisher is gone: end, or wait for it to come back.
	 * @param reason why it is gone
	 */
	void left(StopReason reason) {
		StopReason why = (this.decided != null) ? this.decided : reason;
		if (mayComeBack(why)) {
			interrupt(why);
		}
		else {
			finish(why);
		}
	}

	private boolean mayComeBack(StopReason reason) {
		if (!this.begun || this.decided != null || !rules().hasGrace() || this.server.isDraining()) {
			return false;
		}
		ActivePublish successor = this.publisher.successor();
		return (successor != null) ? successor.identity().equals(this.identity) : COME_BACK_AFTER.contains(reason);
	}

	private TakeoverRules rules() {
		return this.server.settings().reconnects().takeover();
	}

	private void interrupt(StopReason reason) {
		this.source.interrupt();
		this.server.notifications().interrupted(this.source.stream(), reason);
		long grace = TimeUnit.NANOSECONDS.convert(rules().reconnectGrace());
		ScheduledFuture<?> end = this.publisher.connection()
			.eventLoop()
			.schedule(this::graceOver, grace, TimeUnit.NANOSECONDS);
		this.interruption = new Interruption(reason, end);
	}

	private void graceOver() {
		if (this.interruption != null) {
			finish(this.interruption.reason());
		}
	}

	/**
	 * Let another publish take over, if it may. Nobody waits for the client that is
	 * replaced: its publish ends before this returns, whether it hears of it or not.
	 * @param next the other publish, which lives on another event loop perhaps
	 * @return what became of it
	 */
	Result takeOver(ActivePublish next) {
		if (this.ended) {
			return Result.FREE;
		}
		boolean same = next.identity().equals(this.identity);
		TakeoverRules.Outcome outcome = rules().decide(same, this.interruption != null);
		boolean alive = this.interruption == null;
		if (outcome == TakeoverRules.Outcome.REFUSED || (alive && next.connection() == this.publisher.connection())) {
			return Result.REFUSED;
		}
		if (alive && !this.rate.permits(System.nanoTime())) {
			return Result.TOO_OFTEN;
		}
		next.inherit(this.rate);
		if (outcome == TakeoverRules.Outcome.CONTINUED && this.begun) {
			continueWith(next);
			return Result.CONTINUED;
		}
		end(StopReason.REPLACED);
		return Result.FREE;
	}

	private void continueWith(ActivePublish next) {
		ActivePublish previous = this.publisher;
		if (this.interruption != null) {
			this.interruption.end().cancel(false);
			this.interruption = null;
		}
		this.publisher = next;
		next.feeds(this);
		// Ahead of the hand-over, after which nothing here is this thread's any more
		this.server.notifications().continued(this.source.stream());
		this.source.handOver(next.info(), next, next.connection().eventLoop());
		previous.handedOver();
	}

	/**
	 * End now, whether the publisher is there or waited for, and close its connection.
	 * May be called from any thread.
	 * @param text what the client is told
	 */
	void disconnect(String text) {
		this.publisher.connection().farewell(text);
		if (this.publisher.connection().eventLoop().inEventLoop()) {
			disconnectNow();
		}
		else {
			this.source.execute(this::disconnectNow);
		}
	}

	private void disconnectNow() {
		this.decided = StopReason.DISCONNECTED;
		end(StopReason.DISCONNECTED);
	}

	/**
	 * Wait no longer for a publisher that is lost. May be called from any thread.
	 * @return completes when nobody is waited for
	 */
	CompletableFuture<Void> stopWaiting() {
		return CompletableFuture.runAsync(this::graceOver, this.source::execute);
	}

	private void end(StopReason reason) {
		if (this.ended) {
			return;
		}
		if (this.interruption != null) {
			// Why the publisher was lost, unless somebody wants it to end
			finish((this.decided != null) ? this.decided : this.interruption.reason());
			return;
		}
		this.decided = reason;
		ActivePublish current = this.publisher;
		current.connection().stop(reason);
		// Unless the connection has done so: it may not know of its publish yet
		current.end(reason);
	}

	private void finish(StopReason reason) {
		if (this.interruption != null) {
			this.interruption.end().cancel(false);
			this.interruption = null;
		}
		this.ended = true;
		Duration duration = Duration.ofNanos(System.nanoTime() - this.startedAt);
		CompletableFuture<Void> drained = new CompletableFuture<>();
		// Queued before the end frees the name, as another event loop may take it at once
		this.server.notifications().stopped(this.source.stream(), drained, reason, duration);
		CompletableFuture<Void> consumed = this.source.end(reason);
		// Not before the name is free, as whoever finds it taken looks here for the
		// reason
		this.server.stopped(this);
		// Who sees the counter change may publish under the name
		this.server.counters().livePublishes.decrement();
		this.server.counters().stopped(reason).increment();
		drain(CompletableFuture.allOf(consumed, this.handlers.returned()), drained);
	}

	private void drain(CompletableFuture<Void> finished, CompletableFuture<Void> drained) {
		Duration timeout = this.server.settings().limits().timeouts().drain();
		finished.copy()
			.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)
			.whenComplete((result, failure) -> {
				if (!finished.isDone()) {
					this.server.warnings()
						.warn(logger, "unfinished", null,
								"Handlers or subscriptions of stream {} have not finished {} after its end",
								this.source.stream().name(), timeout);
					this.server.unfinished(finished);
				}
				drained.complete(null);
			});
	}

	/**
	 * What becomes of a publish under a name that is taken.
	 */
	enum Result {

		/** It feeds the stream from now on. */
		CONTINUED,

		/** The name is free, unless somebody else was faster. */
		FREE,

		/** The name stays taken. */
		REFUSED,

		/** The name was taken over too often lately. */
		TOO_OFTEN

	}

	/**
	 * The time in which nobody publishes.
	 *
	 * @param reason why the publisher is gone
	 * @param end when it need not come back any more
	 */
	private record Interruption(StopReason reason, ScheduledFuture<?> end) {

	}

}
