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

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;

/**
 * Counters of a server since it was built; they only grow, across restarts too, unless
 * they are said to be of now. Every call reads the current value and may come from any
 * thread.
 */
public final class RtmpServerStatistics {

	private final ServerCounters counters;

	private final Supplier<Collection<LiveStream>> streams;

	RtmpServerStatistics(ServerCounters counters, Supplier<Collection<LiveStream>> streams) {
		this.counters = counters;
		this.streams = streams;
	}

	/**
	 * Return how many connections are open.
	 * @return the connections
	 */
	public long activeConnections() {
		return this.counters.activeConnections();
	}

	/**
	 * Return how many connections were accepted.
	 * @return the connections
	 */
	public long acceptedConnections() {
		return this.counters.acceptedConnections();
	}

	/**
	 * Return how often no connection could be accepted, as the process has no file
	 * descriptor or no memory for another. Each time the server waits for a second; then
	 * it accepts those that wait.
	 * @return the failures
	 */
	public long acceptFailures() {
		return this.counters.acceptFailures();
	}

	/**
	 * Return how many connections were closed as there were too many, or for their
	 * address: as soon as they were there, or to make room for others before they had a
	 * publish accepted.
	 * @param reason the reason
	 * @return the connections; only the latter are part of {@link #acceptedConnections()}
	 */
	public long rejectedConnections(ConnectionRejection reason) {
		return this.counters.rejectedConnections(reason);
	}

	/**
	 * Return how many handshakes, those of TLS included, ended in a way. Connections that
	 * were rejected, or that a proxy did not introduce, never began one.
	 * @param outcome the way
	 * @return the handshakes
	 */
	public long handshakes(HandshakeOutcome outcome) {
		return this.counters.handshakes(outcome);
	}

	/**
	 * Return how long the handshakes that ended in a way took together.
	 * @param outcome the way
	 * @return the time from the acceptance of the connections
	 */
	public Duration handshakeTime(HandshakeOutcome outcome) {
		return this.counters.handshakeTime(outcome);
	}

	/**
	 * Return how many streams are being published.
	 * @return the streams
	 */
	public long activePublishers() {
		return this.counters.activePublishers();
	}

	/**
	 * Return how many streams are in a state now.
	 * @param state the state
	 * @return the streams, none for {@link StreamState#ENDED}
	 */
	public long streams(StreamState state) {
		return this.streams.get().stream().filter((stream) -> stream.state() == state).count();
	}

	/**
	 * Return the bit rate of the audio and the video of all streams together, now. It
	 * decays to 0 within 3 seconds without media.
	 * @return the bits per second
	 */
	public double bitRate() {
		return this.streams.get().stream().mapToDouble((stream) -> stream.statistics().bitRate()).sum();
	}

	/**
	 * Return how many packets live subscriptions have dropped, as their consumers were
	 * too slow.
	 * @return the packets
	 */
	public long droppedPackets() {
		return this.counters.subscriptions.droppedPackets();
	}

	/**
	 * Return how many lossless subscriptions did not drain within their deadline.
	 * @param action what was done about it
	 * @return the subscriptions
	 */
	public long stalledSubscriptions(StallPolicy action) {
		return this.counters.subscriptions.stalledSubscriptions(action);
	}

	/**
	 * Return the payload bytes that wait for consumers now, those of streams that have
	 * ended included.
	 * @param mode the mode of the subscriptions
	 * @return the bytes
	 */
	public long queuedBytes(DeliveryMode mode) {
		return this.counters.queuedBytes(mode);
	}

	/**
	 * Return how many publishes were accepted.
	 * @return the publishes
	 */
	public long startedPublishes() {
		return this.counters.startedPublishes();
	}

	/**
	 * Return how many publishes ended for a reason.
	 * @param reason the reason
	 * @return the publishes
	 */
	public long stoppedPublishes(StopReason reason) {
		return this.counters.stoppedPublishes(reason);
	}

	/**
	 * Return how many publishes were refused for a reason.
	 * @param reason the reason
	 * @return the refusals
	 */
	public long rejectedPublishes(RejectReason reason) {
		return this.counters.rejectedPublishes(reason);
	}

	/**
	 * Return how many clients answered a challenge and were refused, as they do not know
	 * the user's password or it could not be looked up.
	 * @return the refusals
	 */
	public long failedAuthentications() {
		return this.counters.failedAuthentications();
	}

	/**
	 * Return how many clients with a wrong key or password got their answer later, as
	 * others from their address had failed before.
	 * @return the refusals
	 */
	public long delayedRefusals() {
		return this.counters.delayedRefusals();
	}

	/**
	 * Return how many connections were closed for breaking the protocol or a limit.
	 * @param error the way in which it was broken
	 * @return the connections
	 */
	public long protocolErrors(ProtocolError error) {
		return this.counters.protocolErrors(error);
	}

	/**
	 * Return how many connections were closed because a deadline passed.
	 * @param deadline the deadline
	 * @return the connections
	 */
	public long missedDeadlines(Deadline deadline) {
		return this.counters.missedDeadlines(deadline);
	}

	/**
	 * Return how many messages were longer than allowed and dropped.
	 * @return the messages since the server was created
	 */
	public long droppedMessages() {
		return this.counters.droppedMessages();
	}

	/**
	 * Return how many messages were not understood and ignored.
	 * @return the messages
	 */
	public long ignoredMessages() {
		return this.counters.ignoredMessages();
	}

	/**
	 * Return the payload bytes received in messages of a kind.
	 * @param kind the kind
	 * @return the bytes
	 */
	public long receivedBytes(TrafficKind kind) {
		return this.counters.receivedBytes(kind);
	}

	/**
	 * Return what is held in memory for all clients: unfinished messages, cached pictures
	 * and packets that wait for subscriptions, those of streams that have ended included.
	 * @return the bytes, about
	 */
	public long memoryUsed() {
		return this.counters.memoryUsed();
	}

	/**
	 * Return what may be held in memory for all clients. No connection is accepted when
	 * nine tenths of it are used; above nineteen twentieths connections are not read, and
	 * what holds most is let go of.
	 * @return the bytes, 0 before the first start
	 */
	public long memoryLimit() {
		return this.counters.memoryLimit();
	}

	/**
	 * Return how many tasks wait for the I/O threads.
	 * @return the tasks, 0 if the server is not running
	 */
	public long pendingIoTasks() {
		return this.counters.pendingIoTasks();
	}

	/**
	 * Return how many I/O threads there are.
	 * @return the threads, 0 if the server is not running
	 */
	public int ioThreads() {
		return this.counters.ioThreads();
	}

}
