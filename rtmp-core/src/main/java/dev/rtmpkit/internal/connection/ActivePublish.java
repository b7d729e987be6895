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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.PublishMeter;
import dev.rtmpkit.internal.publish.PublisherIdentity;
import dev.rtmpkit.internal.publish.TakeoverRate;
import dev.rtmpkit.internal.stream.PublisherControl;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishLimits;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's part in a publish, from its acceptance to its end. Lives on the
 * connection's event loop; what it lends to the stream as {@link PublisherControl} may be
 * called from anywhere.
 */
final class ActivePublish implements PublisherControl {

	private static final Logger logger = LoggerFactory.getLogger(ActivePublish.class);

	/** How long an encoder that publishes elsewhere is quiet before it counts as gone. */
	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final RunningServer server;

	private final Connection connection;

	private final int streamId;

	private final PublishRequest request;

	private final String streamName;

	private final PublisherInfo info;

	private final PublisherIdentity identity;

	private final CompletableFuture<Void> over = new CompletableFuture<>();

	private @Nullable Publication publication;

	private @Nullable TakeoverRate rate;

	private final @Nullable PublishMeter meter;

	private boolean full;

	private volatile boolean ended;

	private volatile boolean leaving;

	private volatile @Nullable ActivePublish successor;

	private boolean sending;

	private long silentSince;

	/**
	 * Create the part of a connection that was granted a publish.
	 * @param server the server
	 * @param connection the publisher's connection
	 * @param streamId the message stream id
	 * @param request what was asked
	 * @param decision what was granted
	 */
	ActivePublish(RunningServer server, Connection connection, int streamId, PublishRequest request,
			PublishDecision.Accepted decision) {
		this.server = server;
		this.connection = connection;
		this.streamId = streamId;
		this.request = request;
		this.streamName = streamName(request, decision);
		this.info = new PublisherInfo(server.nextId(), app(request, decision), request.remoteAddress(),
				request.client().encoder(), request.client().secure(), Instant.now(), decision.attributes());
		this.meter = (decision.limits().equals(PublishLimits.NONE)) ? null
				: new PublishMeter(decision.limits(), System.nanoTime());
		this.identity = PublisherIdentity.of(request, this.streamName);
	}

	/**
	 * Register the stream.
	 * @return whether its name was free
	 */
	boolean register() {
		StreamSource source = this.server.registry()
			.register(this.streamName, this.info, this, this.connection.eventLoop(), this.server.consumers());
		if (source == null) {
			return false;
		}
		TakeoverRate lately = (this.rate != null) ? this.rate : new TakeoverRate(System.nanoTime());
		this.publication = new Publication(this.server, source, this, lately);
		return true;
	}

	/**
	 * Ask for the name of a stream that is live.
	 * @return completes with what became of it, on the event loop of that stream; if this
	 * is to continue it, it has begun to by then
	 */
	CompletableFuture<Publication.Result> takeOver() {
		StreamSource taken = this.server.registry().findSource(this.streamName);
		return (taken != null) ? CompletableFuture.supplyAsync(() -> takeOver(taken.control()), taken::execute)
				: CompletableFuture.completedFuture(Publication.Result.FREE);
	}

	private Publication.Result takeOver(PublisherControl current) {
		return ((ActivePublish) current).publication().takeOver(this);
	}

	/**
	 * Feed a stream that lives already.
	 * @param publication the stream's publish
	 */
	void feeds(Publication publication) {
		this.publication = publication;
	}

	/**
	 * Go on counting how often the name is taken over.
	 * @param rate the rate of the one before
	 */
	void inherit(TakeoverRate rate) {
		this.rate = rate;
	}

	/**
	 * Return the application name, which must not hold the key, unless that is the name.
	 */
	private static String app(PublishRequest request, PublishDecision.Accepted decision) {
		String key = request.streamKey().value();
		return (streamName(request, decision).equals(key)) ? request.app() : request.mask(request.app());
	}

	private static String streamName(PublishRequest request, PublishDecision.Accepted decision) {
		return (decision.streamName() != null) ? decision.streamName() : request.streamKey().value();
	}

	Publication publication() {
		if (this.publication == null) {
			throw new IllegalStateException("The publish is not registered");
		}
		return this.publication;
	}

	StreamSource source() {
		return publication().source();
	}

	PublishRequest request() {
		return this.request;
	}

	String streamName() {
		return this.streamName;
	}

	PublisherInfo info() {
		return this.info;
	}

	PublisherIdentity identity() {
		return this.identity;
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

	/**
	 * Look at the clock: for consumers that stall and for an encoder that publishes
	 * elsewhere already.
	 * @param nanoTime the time
	 * @param reading whether the client was free to send since the last look
	 */
	void tick(long nanoTime, boolean reading) {
		source().checkStalls(nanoTime);
		if (this.meter != null) {
			checkLimits(this.meter, nanoTime);
		}
		if (this.sending || !reading || successor() == null) {
			this.sending = false;
			this.silentSince = nanoTime;
		}
		else if (nanoTime - this.silentSince > SILENCE_NANOS) {
			this.connection.stop(StopReason.REPLACED);
		}
	}

	private void checkLimits(PublishMeter limited, long nanoTime) {
		if (limited.isOver(nanoTime)) {
			this.connection.stop(StopReason.DURATION);
		}
		else if (limited.isTooFast(nanoTime)) {
			this.connection.stop(StopReason.BITRATE);
		}
	}

	/**
	 * Return how long not to read, in nanoseconds, because the client sends more than it
	 * was granted.
	 */
	long excess() {
		return (this.meter != null) ? this.meter.charge(System.nanoTime()) : 0;
	}

	void packet(MediaPacket packet) {
		this.sending = true;
		if (this.meter != null) {
			this.meter.add(packet.size());
		}
		source().enqueue(packet);
		if (packet instanceof DataPacket data && data.name().equals(DataPacket.ON_META_DATA)) {
			publication().metadata();
		}
	}

	/**
	 * This connection publishes no more. Doing it again does nothing.
	 * @param reason why
	 */
	void end(StopReason reason) {
		if (!this.ended) {
			this.ended = true;
			publication().left(reason);
			this.over.complete(null);
		}
	}

	/**
	 * Another connection publishes instead: this one is of no use any more.
	 */
	void handedOver() {
		if (!this.ended) {
			this.ended = true;
			this.over.complete(null);
			this.connection.release(this);
			this.connection.stop(StopReason.REPLACED);
		}
	}

	/**
	 * Return whether this connection publishes no more.
	 */
	boolean hasEnded() {
		return this.ended;
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
		if (this.ended) {
			// The connection is gone, and the stream may wait for another
			publication().stopWaiting();
		}
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
		return this.leaving && !this.ended;
	}

	/**
	 * Return whether another publish is the same encoder's.
	 * @param other the other publish
	 */
	boolean isFollowedBy(ActivePublish other) {
		return other.connection != this.connection && other.request.streamKey().equals(this.request.streamKey());
	}

	/**
	 * Let another connection follow, which ends this publish if the encoder has left it
	 * without a word. May be called from any thread.
	 * @param successor the publish on that connection
	 * @return completes when this publish is over and its name free, unless it waits for
	 * that very publish
	 */
	CompletableFuture<Void> awaitEnd(ActivePublish successor) {
		this.successor = successor;
		return this.over;
	}

	/**
	 * Return what waits to follow.
	 * @return the publish or {@code null} if there is none or its connection is gone
	 */
	@Nullable ActivePublish successor() {
		ActivePublish next = this.successor;
		return (next != null && next.connection.isOpen()) ? next : null;
	}

	Connection connection() {
		return this.connection;
	}

	@Override
	public CompletableFuture<Duration> ping() {
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		if (this.ended) {
			answer.completeExceptionally(new IOException("Nobody publishes at present"));
			return answer;
		}
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
		this.server.warnings()
			.warn(logger, "subscription", MaskedFailure.of(failure), "A subscription of stream {} ended early",
					source().stream().name());
	}

}
