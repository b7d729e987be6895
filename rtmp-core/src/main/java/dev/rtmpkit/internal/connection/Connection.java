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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.session.SessionListener;
import dev.rtmpkit.internal.session.SessionState;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.server.Disconnection;
import dev.rtmpkit.server.RtmpServerStatistics.Deadline;
import dev.rtmpkit.server.RtmpServerStatistics.HandshakeOutcome;
import dev.rtmpkit.stream.StopReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: ties bytes, session, publishes and deadlines together. Lives
 * on its event loop; only {@link #stop}, {@link #gone}, {@link #isOpen} and {@link #say}
 * may be called from elsewhere.
 */
final class Connection implements SessionListener {

	/** How long no media comes before the client is pinged, once with each tick. */
	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

	/** The number in pings that nobody waits for. */
	private static final int KEEP_ALIVE = 0;

	private final String id;

	private final RunningServer server;

	private final Channel channel;

	private final Peer peer;

	private final ConnectionAdmission.Ticket ticket;

	private final ReadBufferSizer sizer;

	private final BiConsumer<Connection, Throwable> failures;

	private final ServerSession session;

	private final InputGate gate;

	private final ConnectionInput input;

	private final ConnectionOutput output;

	private final ByteLedger.Account account;

	private final AtomicBoolean memoryChanged = new AtomicBoolean();

	private final ConnectionDeadlines deadlines;

	private final Pings pings;

	private final Publishes publishes = new Publishes();

	private final PublishSteps steps;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private volatile String farewell = Disconnection.DEFAULT.reason();

	private @Nullable ScheduledFuture<?> ticks;

	Connection(RunningServer server, Channel channel, Peer peer, ConnectionAdmission.Ticket ticket,
			ReadBufferSizer sizer, BiConsumer<Connection, Throwable> failures) {
		RtmpServerLimits limits = server.settings().limits();
		this.id = server.nextId();
		this.server = server;
		this.channel = channel;
		this.peer = peer;
		this.ticket = ticket;
		this.sizer = sizer;
		this.failures = failures;
		this.session = new ServerSession(server.settings().session(), this.id, peer.address(), peer.encrypted(), this);
		this.gate = new InputGate(channel, () -> step(this::process));
		this.steps = new PublishSteps(server, this, this.session, this.publishes);
		this.pings = new Pings(server.consumers());
		this.output = new ConnectionOutput(channel, limits.rates());
		this.account = server.memory().ledger().open();
		this.deadlines = new ConnectionDeadlines(limits.timeouts(), peer.encrypted(), peer.accepted());
		this.input = new ConnectionInput(this.gate, this.output, this.session, server.counters(), limits,
				peer.accepted(), this.deadlines::handshakeDone);
	}

	String id() {
		return this.id;
	}

	/**
	 * Return where the client is, not a proxy that it comes through.
	 */
	InetSocketAddress remoteAddress() {
		return this.peer.address();
	}

	/**
	 * Return whether the client is there. May be called from any thread.
	 */
	boolean isOpen() {
		return this.channel.isActive();
	}

	EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	/**
	 * The client and the server have agreed on encryption.
	 */
	void encrypted() {
		this.deadlines.encrypted();
	}

	void open() {
		scheduleTick(System.nanoTime());
		this.server.opened(this);
		checkMemory();
	}

	void read(ByteBuf bytes) {
		this.input.read(bytes);
		processed();
	}

	/**
	 * The event loop has read what there was, or as much as it reads at a time.
	 */
	void readComplete() {
		this.input.turnEnded();
	}

	/**
	 * Go on with what was read already.
	 */
	private void process() {
		this.input.process();
		processed();
		this.channel.flush();
	}

	private void processed() {
		this.publishes.flush();
		accountMemory();
		long excess = this.publishes.excess();
		if (excess > 0) {
			this.gate.throttle(excess);
		}
	}

	private void accountMemory() {
		this.server.memory().update(this.account, this.input.heldBytes(), this.publishes);
		checkMemory();
	}

	/**
	 * Look whether the server holds too much, or no longer does. May be called from any
	 * thread.
	 */
	void memoryChanged() {
		if (this.memoryChanged.compareAndSet(false, true)) {
			try {
				eventLoop().execute(() -> {
					// First, so that the next change is not missed
					this.memoryChanged.set(false);
					checkMemory();
				});
			}
			catch (RejectedExecutionException ex) {
				// The event loop has ended, and nothing is read any more
				return;
			}
		}
	}

	private void checkMemory() {
		if (!this.output.isClosing()) {
			this.gate.memoryFull(this.server.memory().ledger().isFull());
		}
	}

	/**
	 * Return what is held for the client, in bytes. May be called from any thread.
	 */
	long heldBytes() {
		return this.account.held();
	}

	/**
	 * The channel is closed: whatever still lives ends here, exactly once.
	 */
	void closed() {
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
		this.input.close();
		this.pings.close();
		endPublishes(StopReason.CONNECTION_LOST);
		this.account.close();
		this.server.closed(this);
		this.gone.complete(null);
	}

	private void scheduleTick(long now) {
		this.ticks = eventLoop().schedule(this::tick, this.deadlines.untilNextLook(now), TimeUnit.NANOSECONDS);
	}

	private void tick() {
		long now = System.nanoTime();
		Deadline missed = this.deadlines.check(now, this.gate.isReading(), this.channel.isWritable());
		if (missed != null && !this.output.isClosing()) {
			this.server.counters().deadline(missed).increment();
			this.input.handshakeEnded(HandshakeOutcome.TIMEOUT);
			stopNow(StopStatus.reason(missed));
		}
		for (ActivePublish publish : this.publishes.all()) {
			publish.tick(now, this.gate.isReading());
		}
		accountMemory();
		pingIfSilent(now);
		scheduleTick(now);
	}

	/**
	 * Make the client's host acknowledge something: if it is gone, that is found out long
	 * before its time to send media is over.
	 */
	private void pingIfSilent(long now) {
		if (this.deadlines.silence(now) > SILENCE_NANOS && !this.output.isClosing()) {
			this.session.ping(KEEP_ALIVE);
			this.channel.flush();
		}
	}

	/**
	 * End the connection, telling the client why. May be called from any thread.
	 * @param reason the reason
	 * @return completes when the connection is closed
	 */
	CompletableFuture<Void> stop(StopReason reason) {
		if (eventLoop().inEventLoop()) {
			stopNow(reason);
		}
		else {
			eventLoop().execute(() -> stopNow(reason));
		}
		return this.gone;
	}

	/**
	 * Say something to the client. May be called from any thread.
	 * @param words what to say
	 */
	void say(Consumer<ServerSession> words) {
		eventLoop().execute(() -> step(() -> {
			words.accept(this.session);
			this.channel.flush();
		}));
	}

	ConnectionAdmission.Ticket ticket() {
		return this.ticket;
	}

	Pings pings() {
		return this.pings;
	}

	/**
	 * Return when the connection is closed.
	 * @return completes then
	 */
	CompletableFuture<Void> gone() {
		return this.gone;
	}

	/**
	 * Set what the client is told if it is disconnected. May be called from any thread.
	 * @param text the text
	 */
	void farewell(String text) {
		this.farewell = text;
	}

	private void stopNow(StopReason reason) {
		if (reason == StopReason.CONNECTION_LOST || !this.input.isDialogue()) {
			this.input.handshakeEnded(StopStatus.handshake(reason));
			this.channel.close();
			return;
		}
		// First, as the connection may be closed by the time the farewell is said
		endPublishes(reason);
		this.session.end(StopStatus.code(reason),
				(reason == StopReason.DISCONNECTED) ? this.farewell : StopStatus.description(reason));
	}

	private void endPublishes(StopReason reason) {
		this.publishes.all().forEach((publish) -> end(publish, reason));
	}

	private void end(ActivePublish publish, StopReason reason) {
		this.publishes.remove(publish);
		publish.end(reason);
		consumersChanged();
		if (this.publishes.isEmpty()) {
			this.deadlines.unpublished(System.nanoTime());
		}
	}

	/**
	 * Forget a publish that another connection goes on with.
	 */
	void release(ActivePublish publish) {
		this.publishes.remove(publish);
		consumersChanged();
	}

	@Override
	public void send(List<RtmpMessage> messages) {
		if (this.session.state() == SessionState.CLOSED && !this.channel.isWritable()) {
			// Who does not read gets no farewell, which is no reason not to part
			return;
		}
		this.output.write(messages);
	}

	@Override
	public void closing() {
		this.gate.deciding(false);
		this.input.close();
		this.output.closeAfterWrites();
	}

	@Override
	public void pong(int data) {
		this.pings.answered(data, System.nanoTime());
	}

	@Override
	public void ignored() {
		this.server.counters().ignored.increment();
	}

	@Override
	public void packetReceived(int streamId, MediaPacket packet) {
		ActivePublish publish = this.publishes.find(streamId);
		if (publish != null) {
			this.deadlines.media();
			this.input.charge(packet);
			publish.packet(packet);
		}
	}

	@Override
	public void unpublished(int streamId) {
		ActivePublish publish = this.publishes.find(streamId);
		if (publish != null) {
			end(publish, StopReason.UNPUBLISHED);
		}
	}

	@Override
	public void authenticationRequested(PublisherLogin login) {
		this.gate.deciding(true);
		this.steps.authenticate(login);
	}

	@Override
	public void publishRequested(int streamId, PublishRequest request) {
		this.gate.deciding(true);
		this.steps.publish(streamId, request);
	}

	/**
	 * Take a step that no read led to, unless the client is gone meanwhile: its failure
	 * would otherwise be nobody's.
	 */
	void step(Runnable step) {
		if (this.output.isClosing() || !this.channel.isActive()) {
			return;
		}
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			fail(ex);
		}
	}

	void fail(Throwable failure) {
		this.failures.accept(this, failure);
	}

	/**
	 * Media may come now, or soon.
	 */
	void publishing() {
		this.ticket.authenticated();
		this.deadlines.publishing(System.nanoTime());
		this.output.unreadBytes(this.server.settings().limits().memory().unreadBytes());
		this.sizer.publishing();
		this.input.publishing();
	}

	/**
	 * Return how long the client may take until its publish is accepted.
	 * @return the time in nanoseconds
	 */
	long untilPublishDeadline() {
		return this.deadlines.untilPublish(System.nanoTime());
	}

	void flush() {
		this.channel.flush();
	}

	/**
	 * Read on after a decision, unless it was the last.
	 */
	void resume() {
		if (this.output.isClosing()) {
			return;
		}
		this.channel.flush();
		this.gate.deciding(false);
		process();
	}

	/**
	 * Stop or go on reading: the consumers of a publish are full or have room again. The
	 * socket is that of all publishes, so that any one can hold it.
	 */
	void consumersChanged() {
		this.gate.consumersFull(this.publishes.isFull());
	}

	/**
	 * Who is at the other end.
	 *
	 * @param address where the client is, not a proxy that it comes through
	 * @param encrypted whether it speaks TLS
	 * @param accepted when the connection was accepted, as {@link System#nanoTime()}
	 */
	record Peer(InetSocketAddress address, boolean encrypted, long accepted) {

	}

}
