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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.PrintableText;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.message.UserControl;
import dev.rtmpkit.server.log.MaskedFailure;
import dev.rtmpkit.session.PublishDecision;
import dev.rtmpkit.session.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherControl;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSource;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An accepted publish, from its registration to its end. Lives on the connection's event
 * loop; what it lends to the stream as {@link PublisherControl} may be called from
 * anywhere.
 */
final class ActivePublish implements PublisherControl {

	private static final Logger logger = LoggerFactory.getLogger(ActivePublish.class);

	/** How long an encoder that publishes elsewhere is quiet before it counts as gone. */
	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final RunningServer server;

	private final Connection connection;

	private final int streamId;

	private final PublishRequest request;

	private final long startedAt = System.nanoTime();

	private final HandlerRuns handlers = new HandlerRuns();

	private final AtomicBoolean metadataPending = new AtomicBoolean();

	private final CompletableFuture<Void> over = new CompletableFuture<>();

	private @Nullable StreamSource source;

	private boolean full;

	private volatile boolean ended;

	private volatile boolean leaving;

	private @Nullable Connection successor;

	private boolean sending;

	private long silentSince;

	private ActivePublish(RunningServer server, Connection connection, int streamId, PublishRequest request) {
		this.server = server;
		this.connection = connection;
		this.streamId = streamId;
		this.request = request;
	}

	/**
	 * Register the stream.
	 * @param server the server
	 * @param connection the publisher's connection
	 * @param streamId the message stream id
	 * @param request what was asked
	 * @param decision what was granted
	 * @return the publish or {@code null} if the stream's name is taken
	 */
	static @Nullable ActivePublish register(RunningServer server, Connection connection, int streamId,
			PublishRequest request, PublishDecision.Accepted decision) {
		ActivePublish publish = new ActivePublish(server, connection, streamId, request);
		PublisherInfo info = new PublisherInfo(server.nextId(), app(request, decision), request.remoteAddress(),
				request.client().encoder(), request.client().secure(), Instant.now(), decision.attributes());
		publish.source = server.registry()
			.register(streamName(request, decision), info, publish, connection.eventLoop(), server.consumers());
		return (publish.source != null) ? publish : null;
	}

	/**
	 * Return the application name, which must not hold the key, unless that is the name.
	 */
	private static String app(PublishRequest request, PublishDecision.Accepted decision) {
		String key = request.streamKey().value();
		return (streamName(request, decision).equals(key)) ? request.app() : request.mask(request.app());
	}

	static String streamName(PublishRequest request, PublishDecision.Accepted decision) {
		return (decision.streamName() != null) ? decision.streamName() : request.streamKey().value();
	}

	StreamSource source() {
		if (this.source == null) {
			throw new IllegalStateException("The publish is not registered");
		}
		return this.source;
	}

	int streamId() {
		return this.streamId;
	}

	/**
	 * Return whether a consumer has to be waited for.
	 * @return whether to read no more
	 */
	boolean isFull() {
		return this.full;
	}

	String sessionId() {
		return source().stream().publisher().sessionId();
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
		ScheduledFuture<?> deadline = this.connection.eventLoop()
			.schedule(this::overdue, TimeUnit.NANOSECONDS.convert(this.server.settings().limits().timeouts().publish()),
					TimeUnit.NANOSECONDS);
		return this.server.notifications()
			.started(source().stream())
			.thenComposeAsync(
					(told) -> (this.ended) ? CompletableFuture.completedFuture(null)
							: this.handlers.start(callbacks.handlers(), callbacks.handlerExecutor(), source().stream()),
					this.connection.eventLoop())
			.whenComplete((result, failure) -> deadline.cancel(false));
	}

	/**
	 * Nobody waits any longer, not even if the encoder has left meanwhile: a handler that
	 * does not begin would hold its thread for ever.
	 */
	private void overdue() {
		List<String> late = this.handlers.giveUp();
		if (!this.ended) {
			logger.warn("Stream {} ends before it began: still waiting for {}",
					PrintableText.of(source().stream().name()), (late.isEmpty()) ? "a listener" : late);
			this.connection.stop(StopReason.HANDLER_UNAVAILABLE);
		}
	}

	/**
	 * Look at the clock: for consumers that stall and for an encoder that publishes
	 * elsewhere already.
	 * @param nanoTime the time
	 * @param reading whether the client was free to send since the last look
	 */
	void tick(long nanoTime, boolean reading) {
		source().checkStalls(nanoTime);
		Connection next = this.successor;
		if (this.sending || !reading || next == null || !next.isOpen()) {
			this.sending = false;
			this.silentSince = nanoTime;
		}
		else if (nanoTime - this.silentSince > SILENCE_NANOS) {
			this.connection.stop(StopReason.REPLACED);
		}
	}

	void packet(MediaPacket packet) {
		this.sending = true;
		source().enqueue(packet);
		if (packet instanceof DataPacket data && data.name().equals(DataPacket.ON_META_DATA)
				&& this.metadataPending.compareAndSet(false, true)) {
			// However often it comes, one notification waits at most
			this.server.notifications().metadata(source().stream(), () -> this.metadataPending.set(false));
		}
	}

	void end(StopReason reason) {
		this.ended = true;
		Duration duration = Duration.ofNanos(System.nanoTime() - this.startedAt);
		CompletableFuture<Void> drained = new CompletableFuture<>();
		// Queued before the end frees the name, as another event loop may take it at once
		this.server.notifications().stopped(source().stream(), drained, reason, duration);
		CompletableFuture<Void> consumed = source().end(reason);
		// Not before the name is free, as whoever finds it taken looks here for the
		// reason
		this.server.stopped(this);
		this.over.complete(null);
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
					logger.warn("Handlers or subscriptions of stream {} have not finished {} after its end",
							PrintableText.of(source().stream().name()), timeout);
					this.server.unfinished(finished);
				}
				drained.complete(null);
			});
	}

	@Override
	public void pause() {
		consumersFull(true);
	}

	@Override
	public void resume() {
		consumersFull(false);
	}

	private void consumersFull(boolean full) {
		if (!this.connection.eventLoop().inEventLoop()) {
			this.connection.eventLoop().execute(() -> consumersFull(full));
			return;
		}
		// At once: a later pause must not be undone by an earlier resume
		this.full = full;
		this.connection.consumersChanged();
	}

	@Override
	public void stop(StopReason reason) {
		this.connection.stop(reason);
	}

	@Override
	public boolean requestReconnect(@Nullable String tcUrl, Duration deadline) {
		return requestReconnect(tcUrl, deadline, StopReason.DISCONNECTED);
	}

	/**
	 * Ask the client to publish from a new connection and serve it on until it leaves.
	 * May be called from any thread.
	 * @param tcUrl where to or {@code null} to stay with its own
	 * @param deadline how long it may take
	 * @param reason the reason if it takes longer
	 * @return whether it was asked
	 */
	boolean requestReconnect(@Nullable String tcUrl, Duration deadline, StopReason reason) {
		if (!this.request.capabilities().supportsReconnect() || this.ended) {
			return false;
		}
		if (tcUrl != null || !this.leaving) {
			// Without a target, one that was named before would be taken back
			this.connection.say((session) -> session.requestReconnect(tcUrl, "Please publish from a new connection."));
		}
		this.leaving = true;
		this.connection.eventLoop()
			.schedule(() -> missed(reason), TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
		return true;
	}

	private void missed(StopReason reason) {
		// Back on its old connection with another publish, it did not leave either
		if (!this.ended || reason == StopReason.SERVER_SHUTDOWN) {
			this.connection.stop(reason);
		}
	}

	/**
	 * Return whether another connection may take over.
	 */
	boolean isLeaving() {
		return this.leaving;
	}

	/**
	 * Return whether another publish is the same encoder's.
	 * @param other its connection
	 * @param request what is asked there
	 */
	boolean isFollowedBy(Connection other, PublishRequest request) {
		return other != this.connection && request.streamKey().equals(this.request.streamKey());
	}

	/**
	 * Let another connection follow, which ends this publish if the encoder has left it
	 * without a word. May be called from any thread.
	 * @param successor the connection
	 * @return completes when this publish is over and its name free
	 */
	CompletableFuture<Void> awaitEnd(Connection successor) {
		this.connection.eventLoop().execute(() -> this.successor = successor);
		return this.over;
	}

	Connection connection() {
		return this.connection;
	}

	@Override
	public CompletableFuture<Duration> ping() {
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		try {
			this.connection.say((session) -> this.connection.pings().send(session::ping, System.nanoTime(), answer));
		}
		catch (RejectedExecutionException ex) {
			// the event loop is gone, and the connection with it
			answer.completeExceptionally(new IOException("The connection is closed", ex));
		}
		return answer;
	}

	@Override
	public void tell(LiveStream.Notice notice) {
		int event = switch (notice) {
			case DRY -> UserControl.STREAM_DRY;
			case RECORDED -> UserControl.STREAM_IS_RECORDED;
		};
		if (!this.ended) {
			this.connection.say((session) -> session.tell(this.streamId, event));
		}
	}

	@Override
	public void subscriptionFailed(Throwable failure) {
		logger.warn("A subscription of stream {} ended early", PrintableText.of(source().stream().name()),
				MaskedFailure.of(failure));
	}

}
