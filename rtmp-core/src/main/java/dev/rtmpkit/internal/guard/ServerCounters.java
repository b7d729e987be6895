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

package dev.rtmpkit.internal.guard;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The server's counters.
 */
public final class ServerCounters {

	public final LongAdder openConnections = new LongAdder();

	public final LongAdder connections = new LongAdder();

	public final LongAdder acceptFailures = new LongAdder();

	public final LongAdder livePublishes = new LongAdder();

	public final LongAdder publishes = new LongAdder();

	public final LongAdder failedAuthentications = new LongAdder();

	public final LongAdder delayedRefusals = new LongAdder();

	public final LongAdder ignored = new LongAdder();

	public final LongAdder dropped = new LongAdder();

	public final SubscriptionCounters subscriptions = new SubscriptionCounters();

	private final Map<StopReason, LongAdder> stopped = adders(StopReason.class);

	private final Map<RejectReason, LongAdder> rejected = adders(RejectReason.class);

	private final Map<ConnectionRejection, LongAdder> rejections = adders(ConnectionRejection.class);

	private final Map<ProtocolError, LongAdder> errors = adders(ProtocolError.class);

	private final Map<Deadline, LongAdder> deadlines = adders(Deadline.class);

	private final Map<TrafficKind, LongAdder> bytes = adders(TrafficKind.class);

	private final Map<HandshakeOutcome, LongAdder> handshakes = adders(HandshakeOutcome.class);

	private final Map<HandshakeOutcome, LongAdder> handshakeNanos = adders(HandshakeOutcome.class);

	private volatile int ioThreads;

	private volatile LongSupplier pendingIoTasks = () -> 0;

	private volatile @Nullable ByteLedger memory;

	private volatile ToLongFunction<DeliveryMode> queues = (mode) -> 0;

	private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
		Map<E, LongAdder> adders = new EnumMap<>(type);
		for (E constant : type.getEnumConstants()) {
			adders.put(constant, new LongAdder());
		}
		return adders;
	}

	private static <E> LongAdder get(Map<E, LongAdder> adders, E constant) {
		LongAdder adder = adders.get(constant);
		if (adder == null) {
			throw new IllegalStateException("No counter for " + constant);
		}
		return adder;
	}

	public LongAdder stopped(StopReason reason) {
		return get(this.stopped, reason);
	}

	public LongAdder rejected(RejectReason reason) {
		return get(this.rejected, reason);
	}

	public LongAdder rejected(ConnectionRejection reason) {
		return get(this.rejections, reason);
	}

	public LongAdder error(ProtocolError error) {
		return get(this.errors, error);
	}

	public LongAdder deadline(Deadline deadline) {
		return get(this.deadlines, deadline);
	}

	public LongAdder bytes(TrafficKind kind) {
		return get(this.bytes, kind);
	}

	/**
	 * Set what to ask of the I/O threads.
	 * @param threads how many there are
	 * @param pendingTasks counts the tasks that wait for them
	 */
	public void ioThreads(int threads, LongSupplier pendingTasks) {
		this.ioThreads = threads;
		this.pendingIoTasks = pendingTasks;
	}

	public int ioThreads() {
		return this.ioThreads;
	}

	public long pendingIoTasks() {
		return this.pendingIoTasks.getAsLong();
	}

	/**
	 * Set what to ask of the queues of subscriptions.
	 * @param bytes tells what waits in those of a mode
	 */
	public void queues(ToLongFunction<DeliveryMode> bytes) {
		this.queues = bytes;
	}

	public long queuedBytes(DeliveryMode mode) {
		return this.queues.applyAsLong(mode);
	}

	public void memory(ByteLedger memory) {
		this.memory = memory;
	}

	public long memoryUsed() {
		ByteLedger ledger = this.memory;
		return (ledger != null) ? ledger.held() : 0;
	}

	public long memoryLimit() {
		ByteLedger ledger = this.memory;
		return (ledger != null) ? ledger.capacity() : 0;
	}

	public long handshakes(HandshakeOutcome outcome) {
		return get(this.handshakes, outcome).sum();
	}

	public Duration handshakeTime(HandshakeOutcome outcome) {
		return Duration.ofNanos(get(this.handshakeNanos, outcome).sum());
	}

	public long activeConnections() {
		return this.openConnections.sum();
	}

	public long acceptedConnections() {
		return this.connections.sum();
	}

	public long acceptFailures() {
		return this.acceptFailures.sum();
	}

	public long rejectedConnections(ConnectionRejection reason) {
		return rejected(reason).sum();
	}

	public long activePublishers() {
		return this.livePublishes.sum();
	}

	public long startedPublishes() {
		return this.publishes.sum();
	}

	public long stoppedPublishes(StopReason reason) {
		return stopped(reason).sum();
	}

	public long rejectedPublishes(RejectReason reason) {
		return rejected(reason).sum();
	}

	public long failedAuthentications() {
		return this.failedAuthentications.sum();
	}

	public long delayedRefusals() {
		return this.delayedRefusals.sum();
	}

	public long protocolErrors(ProtocolError error) {
		return error(error).sum();
	}

	public long missedDeadlines(Deadline deadline) {
		return deadline(deadline).sum();
	}

	public long ignoredMessages() {
		return this.ignored.sum();
	}

	public long droppedMessages() {
		return this.dropped.sum();
	}

	public long receivedBytes(TrafficKind kind) {
		return bytes(kind).sum();
	}

	/**
	 * The handshake of one connection, which ends once. Lives on the connection's event
	 * loop.
	 */
	public static final class HandshakeTimer {

		private final ServerCounters counters;

		private final long accepted;

		private boolean ended;

		/**
		 * Begin.
		 * @param counters where to count
		 * @param accepted when the connection was accepted, as {@link System#nanoTime()}
		 */
		public HandshakeTimer(ServerCounters counters, long accepted) {
			this.counters = counters;
			this.accepted = accepted;
		}

		/**
		 * Note how the handshake ended, unless it has ended before.
		 * @param outcome how
		 */
		public void ended(HandshakeOutcome outcome) {
			if (!this.ended) {
				this.ended = true;
				get(this.counters.handshakes, outcome).increment();
				get(this.counters.handshakeNanos, outcome).add(System.nanoTime() - this.accepted);
			}
		}

	}

	/**
	 * The bytes of one connection since they were last added to the server's counters,
	 * which are shared and therefore not touched for each message.
	 */
	public static final class ReceivedBytes {

		private static final TrafficKind[] KINDS = TrafficKind.values();

		private final long[] bytes = new long[KINDS.length];

		public void add(TrafficKind kind, long count) {
			this.bytes[kind.ordinal()] += count;
		}

		/**
		 * Count bytes for a kind that were counted as control before their message was
		 * known.
		 * @param kind the kind
		 * @param count the bytes
		 */
		public void reassign(TrafficKind kind, long count) {
			add(kind, count);
			add(TrafficKind.CONTROL, -count);
		}

		public void flush(ServerCounters counters) {
			for (TrafficKind kind : KINDS) {
				long count = this.bytes[kind.ordinal()];
				if (count != 0) {
					counters.bytes(kind).add(count);
					this.bytes[kind.ordinal()] = 0;
				}
			}
		}

	}

}
