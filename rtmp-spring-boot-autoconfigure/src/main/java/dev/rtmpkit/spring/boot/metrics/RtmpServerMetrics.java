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

package dev.rtmpkit.spring.boot.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StreamState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.util.Assert;

/**
 * {@link MeterBinder} of an RTMP server. Every tag value comes from a closed set, none
 * from a client. Counts are read from the server; a publish is timed while it runs, and
 * recorded when it ends.
 */
public final class RtmpServerMetrics
		implements MeterBinder, ApplicationListener<PayloadApplicationEvent<? extends RtmpStreamEvent>> {

	/** A stream that has ended is none of the server's any more. */
	private static final Set<StreamState> LIVE_STATES = EnumSet.complementOf(EnumSet.of(StreamState.ENDED));

	private static final String PUBLISHERS = "publishers";

	private static final String OUTCOME = "outcome";

	private static final String REASON = "reason";

	private static final String ERRORS = "rtmp.server.errors";

	private static final String ERRORS_DESCRIPTION = "Connections closed for breaking the protocol, a limit or a deadline";

	private final RtmpServerStatistics statistics;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final RunningPublishes running = new RunningPublishes();

	/**
	 * Create a binder.
	 * @param statistics the server's counters
	 */
	public RtmpServerMetrics(RtmpServerStatistics statistics) {
		Assert.notNull(statistics, "'statistics' must not be null");
		this.statistics = statistics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindConnections(registry);
		bindPublishers(registry);
		bindStreams(registry);
		bindMemory(registry);
		bindThreads(registry);
		for (TrafficKind kind : TrafficKind.values()) {
			counter("rtmp.server.data.received", (statistics) -> statistics.receivedBytes(kind))
				.description("Payload received")
				.baseUnit(BaseUnits.BYTES)
				.tag("media", tag(kind))
				.register(registry);
		}
		counter("rtmp.server.messages.ignored", RtmpServerStatistics::ignoredMessages)
			.description("Messages that were not understood")
			.baseUnit(BaseUnits.MESSAGES)
			.register(registry);
		counter("rtmp.server.messages.dropped", RtmpServerStatistics::droppedMessages)
			.description("Messages that were longer than allowed and dropped")
			.baseUnit(BaseUnits.MESSAGES)
			.register(registry);
		RunningPublishes.timer(registry);
		this.registries.add(registry);
	}

	private void bindConnections(MeterRegistry registry) {
		Gauge.builder("rtmp.server.connections.active", this.statistics, RtmpServerStatistics::activeConnections)
			.description("Open connections")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		counter("rtmp.server.connections.accepted", RtmpServerStatistics::acceptedConnections)
			.description("Connections accepted")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		counter("rtmp.server.accept.failures", RtmpServerStatistics::acceptFailures)
			.description("Times that no connection could be accepted, for want of file descriptors or memory")
			.register(registry);
		for (ConnectionRejection reason : ConnectionRejection.values()) {
			counter("rtmp.server.connections.rejected", (statistics) -> statistics.rejectedConnections(reason))
				.description("Connections closed as soon as they were there")
				.baseUnit(BaseUnits.CONNECTIONS)
				.tag(REASON, reason.tag())
				.register(registry);
		}
		for (HandshakeOutcome outcome : HandshakeOutcome.values()) {
			FunctionTimer
				.builder("rtmp.server.handshake", this.statistics, (statistics) -> statistics.handshakes(outcome),
						(statistics) -> statistics.handshakeTime(outcome).toNanos(), TimeUnit.NANOSECONDS)
				.description("Time from the acceptance of connections until their handshake was over")
				.tag(OUTCOME, outcome.tag())
				.register(registry);
		}
		counter("rtmp.server.authentications.failed", RtmpServerStatistics::failedAuthentications)
			.description("Clients refused for their password")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		counter("rtmp.server.refusals.delayed", RtmpServerStatistics::delayedRefusals)
			.description("Clients with a wrong key or password that were refused with a delay")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		for (ProtocolError error : ProtocolError.values()) {
			counter(ERRORS, (statistics) -> statistics.protocolErrors(error)).description(ERRORS_DESCRIPTION)
				.baseUnit(BaseUnits.CONNECTIONS)
				.tag(REASON, error.tag())
				.register(registry);
		}
		for (Deadline deadline : Deadline.values()) {
			counter(ERRORS, (statistics) -> statistics.missedDeadlines(deadline)).description(ERRORS_DESCRIPTION)
				.baseUnit(BaseUnits.CONNECTIONS)
				.tag(REASON, deadline.tag())
				.register(registry);
		}
	}

	private void bindPublishers(MeterRegistry registry) {
		Gauge.builder("rtmp.server.publishers.active", this.statistics, RtmpServerStatistics::activePublishers)
			.description("Streams being published")
			.baseUnit(PUBLISHERS)
			.register(registry);
		for (RejectReason reason : RejectReason.values()) {
			counter("rtmp.server.publish.rejected", (statistics) -> statistics.rejectedPublishes(reason))
				.description("Publishes refused")
				.baseUnit(PUBLISHERS)
				.tag(REASON, reason.tag())
				.register(registry);
		}
	}

	private void bindStreams(MeterRegistry registry) {
		for (StreamState state : LIVE_STATES) {
			Gauge.builder("rtmp.server.streams", this.statistics, (statistics) -> statistics.streams(state))
				.description("Streams by whether media flows")
				.baseUnit("streams")
				.tag("state", state.tag())
				.register(registry);
		}
		for (DeliveryMode mode : DeliveryMode.values()) {
			Gauge
				.builder("rtmp.server.subscriptions.queued", this.statistics,
						(statistics) -> statistics.queuedBytes(mode))
				.description("Payload that waits for consumers")
				.baseUnit(BaseUnits.BYTES)
				.tag("mode", tag(mode))
				.register(registry);
		}
		for (StallPolicy action : StallPolicy.values()) {
			counter("rtmp.server.subscriptions.stalled", (statistics) -> statistics.stalledSubscriptions(action))
				.description("Lossless subscriptions that did not drain in time")
				.baseUnit("subscriptions")
				.tag("action", tag(action))
				.register(registry);
		}
		counter("rtmp.server.packets.dropped", RtmpServerStatistics::droppedPackets)
			.description("Packets that live subscriptions had no room for")
			.baseUnit("packets")
			.register(registry);
	}

	private void bindThreads(MeterRegistry registry) {
		Gauge.builder("rtmp.server.io.threads", this.statistics, RtmpServerStatistics::ioThreads)
			.description("I/O threads")
			.register(registry);
		Gauge.builder("rtmp.server.io.tasks.pending", this.statistics, RtmpServerStatistics::pendingIoTasks)
			.description("Tasks that wait for an I/O thread")
			.register(registry);
	}

	private void bindMemory(MeterRegistry registry) {
		Gauge.builder("rtmp.server.memory.used", this.statistics, RtmpServerStatistics::memoryUsed)
			.description("Memory held for clients and consumers")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Gauge.builder("rtmp.server.memory.limit", this.statistics, RtmpServerStatistics::memoryLimit)
			.description("Memory that may be held for clients and consumers")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

	private FunctionCounter.Builder<RtmpServerStatistics> counter(String name,
			ToLongFunction<RtmpServerStatistics> value) {
		return FunctionCounter.builder(name, this.statistics, value::applyAsLong);
	}

	private static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<? extends RtmpStreamEvent> event) {
		RtmpStreamEvent payload = event.getPayload();
		if (payload instanceof RtmpPublishStartedEvent started) {
			this.running.started(started.sessionId(), this.registries);
		}
		else if (payload instanceof RtmpPublishStoppedEvent stopped) {
			this.running.stopped(stopped.sessionId());
			record(stopped);
		}
	}

	private void record(RtmpPublishStoppedEvent stopped) {
		for (MeterRegistry registry : this.registries) {
			Timer.builder("rtmp.server.publish")
				.description("Time that streams were published, recorded at their end")
				.tag(OUTCOME, stopped.reason().tag())
				.register(registry)
				.record(stopped.duration());
		}
	}

}
