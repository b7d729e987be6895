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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.publish.AttemptLink;
import dev.rtmpkit.internal.publish.Feed;
import dev.rtmpkit.internal.publish.Feeds;
import dev.rtmpkit.internal.publish.StopStatus;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.stream.StopReason;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its publishes, its attempts and those who look after all connections
 * see it.
 */
final class ChannelLink implements AttemptLink, OpenConnection {

	private final Peer peer;

	private final Channel channel;

	private final ServerSession session;

	private final Feeds feeds;

	private final InputGate gate;

	private final ConnectionOutput output;

	private final ConnectionDeadlines deadlines;

	private final ConnectionAdmission.Ticket ticket;

	private final Pings pings;

	private final ByteLedger ledger;

	private final ByteLedger.Account account;

	private final AtomicBoolean memoryChanged = new AtomicBoolean();

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private boolean dialogue;

	ChannelLink(Peer peer, Channel channel, ServerSession session, Feeds feeds, InputGate gate, ConnectionOutput output,
			ConnectionDeadlines deadlines, ConnectionAdmission.Ticket ticket, Pings pings, ByteLedger ledger) {
		this.peer = peer;
		this.channel = channel;
		this.session = session;
		this.feeds = feeds;
		this.gate = gate;
		this.output = output;
		this.deadlines = deadlines;
		this.ticket = ticket;
		this.pings = pings;
		this.ledger = ledger;
		this.account = ledger.open();
	}

	@Override
	public String id() {
		return this.peer.id();
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return this.peer.address();
	}

	@Override
	public boolean isOpen() {
		return this.channel.isActive();
	}

	@Override
	public CompletableFuture<Void> closed() {
		return this.closed;
	}

	@Override
	public Executor executor() {
		return this.channel.eventLoop();
	}

	@Override
	public boolean isCurrentThread() {
		return this.channel.eventLoop().inEventLoop();
	}

	@Override
	public Runnable schedule(Runnable task, long nanos) {
		ScheduledFuture<?> scheduled = this.channel.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
		return () -> scheduled.cancel(false);
	}

	@Override
	public void pause() {
		this.gate.pause();
	}

	@Override
	public void resume() {
		this.gate.resume();
	}

	@Override
	public void step(Runnable step) {
		onThread(() -> {
			if (!this.output.isClosing() && this.channel.isActive()) {
				runStep(step);
			}
		});
	}

	private void runStep(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			// No read led here, so that Netty would not see it
			this.channel.pipeline().fireExceptionCaught(ex);
		}
	}

	private void onThread(Runnable task) {
		if (isCurrentThread()) {
			task.run();
			return;
		}
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The server has ended, and the connection with it
			return;
		}
	}

	@Override
	public void say(Consumer<ServerSession> words) {
		step(() -> {
			words.accept(this.session);
			this.channel.flush();
		});
	}

	@Override
	public CompletableFuture<Duration> ping() {
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		if (!isOpen()) {
			answer.completeExceptionally(new IOException("The connection is closed"));
			return answer;
		}
		onThread(() -> {
			this.pings.send(this.session::ping, System.nanoTime(), answer);
			this.channel.flush();
		});
		return answer;
	}

	@Override
	public void granted() {
		this.ticket.authenticated();
		this.channel.pipeline().fireUserEventTriggered(ConnectionEvent.PUBLISHING);
	}

	@Override
	public void refused() {
		this.ticket.refused();
	}

	@Override
	public void refusing() {
		this.ticket.answered();
	}

	@Override
	public void answered() {
		if (!this.output.isClosing()) {
			this.channel.flush();
			this.gate.decided();
			this.channel.flush();
		}
	}

	@Override
	public void flush() {
		this.channel.flush();
	}

	@Override
	public long patience() {
		return this.deadlines.untilPublish(System.nanoTime());
	}

	@Override
	public void end(StopReason reason, @Nullable String text) {
		StopStatus status = StopStatus.of(reason);
		onThread(() -> endNow(reason, (reason == StopReason.CONNECTION_LOST) ? null
				: new StopStatus(status.code(), (text != null) ? text : status.description())));
	}

	/**
	 * End what the connection does because the client has missed a deadline, and close
	 * it. Called by the thread of the connection.
	 * @param deadline the deadline
	 */
	void missed(Deadline deadline) {
		endNow(StopStatus.reason(deadline), StopStatus.of(deadline));
	}

	private void endNow(StopReason reason, @Nullable StopStatus told) {
		this.channel.pipeline().fireUserEventTriggered(new ConnectionEnding(reason));
		if (told == null || !this.dialogue) {
			this.channel.close();
			return;
		}
		// First, as the connection may be closed by the time the client is told
		endFeeds(reason);
		this.session.end(told.code(), told.description());
	}

	private void endFeeds(StopReason reason) {
		for (Feed feed : this.feeds.all()) {
			this.feeds.remove(feed);
			feed.end(reason);
		}
	}

	/**
	 * Note that the client understands messages.
	 */
	void dialogueBegun() {
		this.dialogue = true;
	}

	/**
	 * Note that the channel is closed: what still lives ends here.
	 */
	void channelClosed() {
		try {
			this.pings.close();
			endFeeds(StopReason.CONNECTION_LOST);
		}
		finally {
			this.account.close();
			this.closed.complete(null);
		}
	}

	/**
	 * Note what is held of the client's input. Called by the thread of the connection.
	 * @param bytes the bytes
	 */
	void hold(long bytes) {
		this.account.hold(bytes);
		checkMemory();
	}

	@Override
	public long heldBytes() {
		return this.account.held();
	}

	@Override
	public void memoryChanged() {
		if (this.memoryChanged.compareAndSet(false, true)) {
			try {
				this.channel.eventLoop().execute(() -> {
					// First, so that the next change is not missed
					this.memoryChanged.set(false);
					checkMemory();
				});
			}
			catch (RejectedExecutionException ex) {
				// The server has ended, and nothing is read any more
				return;
			}
		}
	}

	/**
	 * Read nothing while the server holds too much. Called by the thread of the
	 * connection.
	 */
	void checkMemory() {
		if (!this.output.isClosing()) {
			this.gate.memoryFull(this.ledger.isFull());
		}
	}

}
