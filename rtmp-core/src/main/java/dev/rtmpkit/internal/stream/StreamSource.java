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

package dev.rtmpkit.internal.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.stream.SubscriptionStalledException;
import org.jspecify.annotations.Nullable;

/**
 * The publisher's end of a stream, got from {@link StreamRegistry#register}. Everything
 * that changes it runs on the publisher's thread, so that a packet passes without a lock
 * and a subscription begins between two packets: none is lost there and none comes twice.
 */
public final class StreamSource {

	private final DefaultLiveStream stream;

	private final StreamRegistry registry;

	private final FanOut fanOut;

	private final StreamListener listener;

	private final StreamCounters counters;

	private final GopCache gop;

	private final ContinuousTimeline timeline = new ContinuousTimeline();

	private StreamHeaders headers = StreamHeaders.NONE;

	private StreamHeaders accounted = StreamHeaders.NONE;

	private long accountedBytes;

	private CompletableFuture<Void> drained = new CompletableFuture<>();

	private volatile @Nullable StreamMetadata metadata;

	private volatile boolean interrupted;

	private volatile @Nullable StopReason stopReason;

	/** What was seen until the end: rates decay as time goes by. */
	private volatile @Nullable StreamStatistics ended;

	/**
	 * Create a stream.
	 * @param registry the registry that it is removed from at its end
	 * @param name the public name
	 * @param info who publishes
	 * @param control what the stream can ask of the publisher's connection
	 * @param publisherThread the publisher's thread
	 * @param consumers where callbacks run
	 * @param listener hears what happens inside the stream
	 */
	StreamSource(StreamRegistry registry, String name, PublisherInfo info, PublisherControl control,
			Executor publisherThread, Executor consumers, StreamListener listener) {
		this.registry = registry;
		this.listener = listener;
		this.fanOut = new FanOut(control, publisherThread, new Reports(), registry.counters());
		this.counters = new StreamCounters(registry.clock());
		this.gop = new GopCache(registry.settings());
		this.stream = new DefaultLiveStream(name, info, consumers, this);
	}

	/**
	 * Return the stream as its consumers see it. May be called by any thread.
	 * @return the stream
	 */
	public LiveStream stream() {
		return this.stream;
	}

	/**
	 * Return what the stream can ask of the connection that feeds it, or did so last. May
	 * be called by any thread.
	 * @return the control
	 */
	public PublisherControl control() {
		return this.fanOut.control();
	}

	/**
	 * Run a task on the publisher's thread, whichever that is by then. May be called by
	 * any thread.
	 * @param task the task
	 * @throws RejectedExecutionException if that thread takes no more tasks
	 */
	public void execute(Runnable task) {
		if (!this.fanOut.execute(task)) {
			throw new RejectedExecutionException("The publisher's thread has ended");
		}
	}

	/**
	 * Hand a packet to every subscription and wake the consumers up. Called by the
	 * publisher's thread; never blocks. A packet that comes after
	 * {@link PublisherControl#pause()} or cannot be avoided any more is taken like any
	 * other, one that comes after the end is ignored. Timestamps go on where they were
	 * when the publisher has come back.
	 * @param packet the packet
	 */
	public void publish(MediaPacket packet) {
		enqueue(packet);
		flush();
	}

	/**
	 * Hand a packet to every subscription without waking consumers up. A caller that
	 * reads several packets at a time saves a wake-up for each of them, and has to
	 * {@link #flush()} after the last. Called by the publisher's thread; never blocks.
	 * @param received the packet
	 */
	public void enqueue(MediaPacket received) {
		if (this.stopReason != null) {
			return;
		}
		MediaPacket packet = this.timeline.place(received);
		this.counters.count(packet);
		StreamHeaders current = this.headers.with(packet);
		if (current.metadata() != this.headers.metadata()) {
			changeMetadata(current.metadata());
		}
		this.headers = current;
		this.gop.add(packet, current);
		this.fanOut.deliver(packet, current);
	}

	private void changeMetadata(@Nullable DataPacket packet) {
		StreamMetadata before = this.metadata;
		StreamMetadata changed = (packet != null) ? packet.metadata() : null;
		this.metadata = changed;
		if (changed != null && MetadataChanges.isNews(before, changed)) {
			this.listener.metadataChanged(this.stream);
		}
	}

	/**
	 * Wake up the consumers of what was enqueued, and note when it came. Called by the
	 * publisher's thread.
	 */
	public void flush() {
		this.counters.arrived();
		this.fanOut.flush();
	}

	/**
	 * Tell the stream's account what the stream holds by now: its headers, the cached GOP
	 * and the queues of its subscriptions. Called by the publisher's thread after what it
	 * has read; while nothing is published, and after the end, subscriptions see to it.
	 */
	public void accountMemory() {
		if (this.headers != this.accounted) {
			this.accounted = this.headers;
			this.accountedBytes = this.headers.packets().stream().mapToLong(Backlog::cost).sum();
		}
		memory().cached(this.accountedBytes, this.gop.cost());
	}

	/**
	 * Forget the cached GOP, until the next one begins: a consumer that subscribes
	 * meanwhile waits for a key frame. Called by the publisher's thread.
	 */
	public void dropCachedGop() {
		this.gop.clear();
		accountMemory();
	}

	/**
	 * Return what {@link #dropCachedGop()} would free. May be called by any thread.
	 * @return the bytes as of the last accounting
	 */
	public long cachedGopBytes() {
		return memory().cachedGopBytes();
	}

	/**
	 * Return the payload bytes that wait for consumers, also after the end of the stream.
	 * May be called by any thread.
	 * @param mode the mode of the subscriptions that count
	 * @return the bytes
	 */
	public long queuedBytes(DeliveryMode mode) {
		return memory().queuedBytes(mode);
	}

	/**
	 * Return what subscriptions hold that have ended and whose consumers have not come to
	 * the end yet; all of them once the stream has ended. May be called by any thread.
	 * @return the bytes
	 */
	public long endedBytes() {
		return memory().endedBytes();
	}

	/**
	 * Return a number that stays the same while no consumer takes anything. May be called
	 * by any thread.
	 * @return the number, of any origin
	 */
	public long consumerProgress() {
		return memory().progress();
	}

	/**
	 * Discard what is queued for subscriptions that have ended. Their consumers are told
	 * that it is lost, as soon as they listen. What a consumer works on stays. May be
	 * called by any thread.
	 */
	public void discardEnded() {
		memory().discardEnded(outOfMemory());
	}

	private static SubscriptionStalledException outOfMemory() {
		return new SubscriptionStalledException(
				"The server held too much: what the consumer had not taken was discarded");
	}

	/**
	 * Look for lossless subscriptions that keep the publisher waiting for too long.
	 * Called by the publisher's thread about once a second, which is also how exact the
	 * deadlines are.
	 * @param nanoTime the time in nanoseconds, of any origin that stays
	 */
	public void checkStalls(long nanoTime) {
		this.fanOut.checkStalls(nanoTime);
	}

	/**
	 * The publisher is gone and may come back: the stream and its subscriptions stay.
	 * Called by the publisher's thread.
	 */
	public void interrupt() {
		this.interrupted = true;
		accountMemory();
		memory().unattended(true);
	}

	/**
	 * The same publisher is back on another connection, which takes over next. Called by
	 * the publisher's thread.
	 * @param info who publishes over the new connection
	 */
	public void publisherReturned(PublisherInfo info) {
		this.interrupted = false;
		this.stream.publisher(over(info));
	}

	/**
	 * Go on with the same publisher on another connection, whose first packets are its
	 * headers and a key frame, as at every begin. Called by the publisher's thread, which
	 * must not touch this object from then on: the new thread is the publisher's now.
	 * @param control what the stream can ask of the new connection
	 * @param publisherThread the thread of the new connection
	 */
	public void handOver(PublisherControl control, Executor publisherThread) {
		this.timeline.publisherReturned();
		this.headers = StreamHeaders.NONE;
		this.gop.clear();
		memory().unattended(false);
		this.fanOut.handOver(control, publisherThread);
	}

	/**
	 * Return who publishes after the publisher came back: what belongs to the connection
	 * is that of the new one, what belongs to the publish stays.
	 */
	private PublisherInfo over(PublisherInfo connection) {
		PublisherInfo first = this.stream.publisher();
		return new PublisherInfo(first.sessionId(), first.app(), connection.remoteAddress(), connection.encoder(),
				connection.secure(), first.startedAt(), first.attributes());
	}

	/**
	 * End the stream: its name is free at once, every subscription ends after what it has
	 * queued, or at once if the reason is {@link StopReason#MEMORY}. Called by the
	 * publisher's thread; ending twice does nothing.
	 * @param reason the reason
	 * @return completes when every subscription has taken what it had queued, has failed
	 * or was closed
	 */
	public CompletableFuture<Void> end(StopReason reason) {
		if (this.stopReason != null) {
			return this.drained;
		}
		this.ended = this.counters.snapshot(this.fanOut.size());
		this.stopReason = reason;
		this.interrupted = false;
		this.registry.remove(this.stream.name(), this);
		this.headers = StreamHeaders.NONE;
		this.gop.clear();
		accountMemory();
		this.drained = this.fanOut.end((reason == StopReason.MEMORY) ? outOfMemory() : null);
		return this.drained;
	}

	void attach(QueuedSubscription subscription) {
		if (!this.fanOut.execute(() -> begin(subscription))) {
			// the publisher's thread is gone, and the stream with it
			subscription.end(null);
		}
	}

	private void begin(QueuedSubscription subscription) {
		if (this.stopReason != null) {
			subscription.end(null);
			return;
		}
		if (subscription.options().startAtCachedGop()
				&& (subscription.options().mode() == DeliveryMode.LIVE || !this.counters.isWithoutMedia())) {
			this.gop.want();
		}
		boolean cached = subscription.options().startAtCachedGop() && !this.gop.isEmpty();
		List<MediaPacket> replay = cached ? this.gop.replay() : this.headers.packets();
		subscription.begin(replay, this.headers, cached);
		this.fanOut.attach(subscription);
	}

	StreamMemory memory() {
		return this.fanOut.memory();
	}

	FanOut fanOut() {
		return this.fanOut;
	}

	@Nullable StreamMetadata metadata() {
		return this.metadata;
	}

	boolean isInterrupted() {
		return this.interrupted;
	}

	StreamState state() {
		if (this.stopReason != null) {
			return StreamState.ENDED;
		}
		if (this.interrupted) {
			return StreamState.INTERRUPTED;
		}
		if (this.counters.isSilent()) {
			return (this.fanOut.isPaused()) ? StreamState.CONSUMER_STALLED : StreamState.STALLED;
		}
		return (this.counters.isWithoutMedia()) ? StreamState.STARTING : StreamState.LIVE;
	}

	@Nullable StopReason stopReason() {
		return this.stopReason;
	}

	StreamStatistics statistics() {
		StreamStatistics last = this.ended;
		int subscriptions = this.fanOut.size();
		return (last != null) ? new StreamStatistics(last.audio(), last.video(), last.data(), last.lastTimestamp(),
				last.lastMediaAt(), subscriptions) : this.counters.snapshot(subscriptions);
	}

	/**
	 * Passes on what the subscriptions report.
	 */
	private final class Reports implements FanOut.Reports {

		@Override
		public void failed(Throwable failure) {
			StreamSource.this.listener.subscriptionFailed(StreamSource.this.stream, failure);
		}

		@Override
		public void blocked(Duration last) {
			StreamSource.this.listener.subscriptionBlocked(StreamSource.this.stream, last);
		}

	}

}
