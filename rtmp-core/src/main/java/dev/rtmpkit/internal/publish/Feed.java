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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.PublishMeter;
import dev.rtmpkit.internal.stream.PublisherControl;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishLimits;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A connection's part in a publish, from the validator's yes to its end: what it was
 * granted, and what the stream asks of the connection. Lives on the thread of the
 * connection; the methods of {@link PublisherControl} may be called from any thread.
 */
public final class Feed implements PublisherControl {

	/**
	 * How long an encoder that publishes elsewhere is silent before it counts as gone.
	 */
	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	/**
	 * What the connection does for the publish.
	 */
	private enum State {

		/** It feeds the stream, or is about to. */
		FEEDING,

		/** It feeds the stream, and was asked to publish from a new connection. */
		LEAVING,

		/** Its part in the publish has ended. */
		OVER

	}

	private final PublisherLink link;

	private final int streamId;

	private final String sessionId;

	private final PublishRequest request;

	private final String streamName;

	private final Map<String, Object> attributes;

	private final PublisherIdentity identity;

	private final @Nullable PublishMeter meter;

	private final CompletableFuture<Void> over = new CompletableFuture<>();

	private volatile State state = State.FEEDING;

	private @Nullable StreamSource source;

	private @Nullable FeedOwner owner;

	private @Nullable TakeoverRate rate;

	private volatile @Nullable Feed successor;

	private @Nullable Runnable cancelReconnectDeadline;

	private boolean full;

	private boolean sending;

	private long silentSince;

	/**
	 * Create the part of a connection that was granted a publish.
	 * @param link the publisher's connection
	 * @param streamId the message stream id
	 * @param sessionId the id of the publish
	 * @param request what was asked
	 * @param decision what was granted
	 */
	Feed(PublisherLink link, int streamId, String sessionId, PublishRequest request,
			PublishDecision.Accepted decision) {
		this.link = link;
		this.streamId = streamId;
		this.request = request;
		this.streamName = streamName(request, decision);
		this.sessionId = sessionId;
		this.attributes = decision.attributes();
		this.meter = (decision.limits().equals(PublishLimits.NONE)) ? null
				: new PublishMeter(decision.limits(), System.nanoTime());
		this.identity = PublisherIdentity.of(request, this.streamName);
	}

	/**
	 * Return the application name, which must not hold the key, unless that is the name.
	 */
	private String app() {
		String key = this.request.streamKey().value();
		return (this.streamName.equals(key)) ? this.request.app() : this.request.mask(this.request.app());
	}

	private static String streamName(PublishRequest request, PublishDecision.Accepted decision) {
		return (decision.streamName() != null) ? decision.streamName() : request.streamKey().value();
	}

	/**
	 * Feed a stream from now on.
	 * @param source the stream
	 * @param owner the publish
	 */
	void attach(StreamSource source, FeedOwner owner) {
		this.source = source;
		this.owner = owner;
	}

	StreamSource source() {
		if (this.source == null) {
			throw new IllegalStateException("The name is not claimed");
		}
		return this.source;
	}

	PublisherLink link() {
		return this.link;
	}

	PublishRequest request() {
		return this.request;
	}

	String streamName() {
		return this.streamName;
	}

	/**
	 * Return what the validator attached to its decision.
	 */
	Map<String, Object> attributes() {
		return this.attributes;
	}

	/**
	 * Return who publishes.
	 * @param startedAt when the name became this feed's
	 */
	PublisherInfo info(Instant startedAt) {
		ClientInfo client = this.request.client();
		return new PublisherInfo(this.sessionId, app(), client.remoteAddress(), client.encoder(), client.secure(),
				startedAt, this.attributes);
	}

	PublisherIdentity identity() {
		return this.identity;
	}

	int streamId() {
		return this.streamId;
	}

	/**
	 * Return how often the name was taken over lately.
	 * @return the rate, a new one unless {@link #inherit} was called
	 */
	TakeoverRate rate() {
		if (this.rate == null) {
			this.rate = new TakeoverRate(System.nanoTime());
		}
		return this.rate;
	}

	/**
	 * Go on counting how often the name is taken over.
	 * @param previous the rate of the publish before
	 */
	void inherit(TakeoverRate previous) {
		this.rate = previous;
	}

	/**
	 * Look at the clock: for consumers that stall, for limits, and for an encoder that
	 * publishes elsewhere already.
	 * @param nanoTime the time
	 * @param reading whether the client was free to send since the last look
	 */
	public void tick(long nanoTime, boolean reading) {
		source().checkStalls(nanoTime);
		if (this.meter != null) {
			checkLimits(this.meter, nanoTime);
		}
		if (this.sending || !reading || successor() == null) {
			this.sending = false;
			this.silentSince = nanoTime;
		}
		else if (nanoTime - this.silentSince > SILENCE_NANOS) {
			stop(StopReason.REPLACED);
		}
	}

	private void checkLimits(PublishMeter limited, long nanoTime) {
		if (limited.isOver(nanoTime)) {
			stop(StopReason.DURATION);
		}
		else if (limited.isTooFast(nanoTime)) {
			stop(StopReason.BITRATE);
		}
	}

	/**
	 * Return how long not to read because the client sends more than it was granted.
	 * @return the time in nanoseconds, 0 to read on
	 */
	long excess() {
		return (this.meter != null) ? this.meter.charge(System.nanoTime()) : 0;
	}

	/**
	 * Take a packet of the client.
	 * @param packet the packet
	 */
	public void packet(MediaPacket packet) {
		this.sending = true;
		if (this.meter != null) {
			this.meter.add(packet.size());
		}
		source().enqueue(packet);
	}

	/**
	 * End this connection's part: it publishes no more. Doing it again does nothing.
	 * @param reason why
	 */
	public void end(StopReason reason) {
		FeedOwner told = this.owner;
		if (release() && told != null) {
			told.left(reason);
			this.over.complete(null);
		}
	}

	/**
	 * End this connection's part without an end of the publish.
	 */
	void detach() {
		if (release()) {
			this.over.complete(null);
		}
	}

	private boolean release() {
		if (this.state == State.OVER) {
			return false;
		}
		this.state = State.OVER;
		brake(false);
		if (this.cancelReconnectDeadline != null && !this.link.isOpen()) {
			// A connection that is still open has to leave, even if it publishes no more
			this.cancelReconnectDeadline.run();
		}
		return true;
	}

	/**
	 * Return whether this connection publishes no more.
	 */
	boolean isOver() {
		return this.state == State.OVER;
	}

	@Override
	public void pause() {
		onThread(() -> brake(true));
	}

	@Override
	public void resume() {
		onThread(() -> brake(false));
	}

	private void onThread(Runnable task) {
		// At once if possible: a later pause must not be undone by an earlier resume
		if (this.link.isCurrentThread()) {
			task.run();
			return;
		}
		try {
			this.link.executor().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The server has ended, and the connection with it
			return;
		}
	}

	private void brake(boolean wanted) {
		boolean now = wanted && this.state != State.OVER;
		if (now != this.full) {
			this.full = now;
			if (now) {
				this.link.pause();
			}
			else {
				this.link.resume();
			}
		}
	}

	@Override
	public void stop(StopReason reason) {
		FeedOwner told = this.owner;
		if (isOver() && told != null) {
			told.abandon(reason);
		}
		else {
			this.link.end(reason, null);
		}
	}

	@Override
	public boolean requestReconnect(@Nullable String tcUrl, Duration deadline) {
		return requestReconnect(tcUrl, deadline, StopReason.DISCONNECTED);
	}

	/**
	 * Ask the client to publish from a new connection and serve it on until it leaves. A
	 * later request replaces the deadline of an earlier one.
	 * @param tcUrl where to or {@code null} to stay with its own
	 * @param deadline how long it may take
	 * @param reason the reason if it takes longer
	 * @return whether it was asked
	 */
	boolean requestReconnect(@Nullable String tcUrl, Duration deadline, StopReason reason) {
		if (!this.request.capabilities().supportsReconnect() || isOver()) {
			return false;
		}
		long nanos = TimeUnit.NANOSECONDS.convert(deadline);
		onThread(() -> askToReconnect(tcUrl, nanos, reason));
		return true;
	}

	private void askToReconnect(@Nullable String tcUrl, long nanos, StopReason reason) {
		if (this.state == State.OVER) {
			// It has stopped publishing meanwhile: what is left is a connection
			missed(reason);
			return;
		}
		boolean first = this.state == State.FEEDING;
		// Before the client hears of it, as its new connection may be faster than this
		// one
		this.state = State.LEAVING;
		if (tcUrl != null || first) {
			// Without a target, one that was named before would be taken back
			this.link.say((session) -> session.requestReconnect(tcUrl, "Please publish from a new connection."));
		}
		if (this.cancelReconnectDeadline != null) {
			this.cancelReconnectDeadline.run();
		}
		this.cancelReconnectDeadline = this.link.schedule(() -> missed(reason), nanos);
	}

	private void missed(StopReason reason) {
		// Back on its old connection with another publish, it did not leave either
		if (!isOver() || reason == StopReason.SERVER_SHUTDOWN) {
			this.link.end(reason, null);
		}
	}

	/**
	 * Return whether another connection may take over. May be called from any thread.
	 */
	boolean isLeaving() {
		return this.state == State.LEAVING;
	}

	/**
	 * Return whether another feed is the same encoder's. May be called from any thread.
	 * @param other the other feed
	 */
	boolean isFollowedBy(Feed other) {
		return other.link != this.link && other.request.streamKey().equals(this.request.streamKey());
	}

	/**
	 * Let another connection follow, which ends this one's part if the encoder has left
	 * it without a word. May be called from any thread.
	 * @param next the feed of that connection
	 * @return completes when this part is over and the name is free, unless the publish
	 * waits for that very encoder
	 */
	CompletableFuture<Void> awaitEnd(Feed next) {
		this.successor = next;
		return this.over;
	}

	/**
	 * Return what waits to follow.
	 * @return the feed or {@code null} if there is none or its connection is gone
	 */
	@Nullable Feed successor() {
		Feed next = this.successor;
		return (next != null && next.link.isOpen()) ? next : null;
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return (isOver()) ? CompletableFuture.failedFuture(new IOException("There is no publisher at present"))
				: this.link.ping();
	}

	@Override
	public void tell(LiveStream.Notice notice) {
		int event = switch (notice) {
			case DRY -> UserControl.STREAM_DRY;
			case RECORDED -> UserControl.STREAM_IS_RECORDED;
		};
		if (!isOver()) {
			this.link.say((session) -> session.tell(this.streamId, event));
		}
	}

}
