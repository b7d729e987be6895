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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.StreamStatistics;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class RtmpServerMetricsTests {

	private final RtmpServerStatistics statistics = mock(RtmpServerStatistics.class);

	private final RtmpServerMetrics metrics = new RtmpServerMetrics(this.statistics);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@BeforeEach
	void bind() {
		this.metrics.bindTo(this.registry);
	}

	@Test
	void readsCountersOfServer() {
		given(this.statistics.activeConnections()).willReturn(1L);
		given(this.statistics.acceptedConnections()).willReturn(2L);
		given(this.statistics.activePublishers()).willReturn(3L);
		given(this.statistics.ignoredMessages()).willReturn(4L);
		given(this.statistics.droppedMessages()).willReturn(16L);
		given(this.statistics.receivedBytes(TrafficKind.VIDEO)).willReturn(5L);
		given(this.statistics.protocolErrors(ProtocolError.AMF_DEPTH)).willReturn(6L);
		given(this.statistics.rejectedPublishes(RejectReason.DENIED)).willReturn(7L);
		given(this.statistics.missedDeadlines(Deadline.HANDSHAKE)).willReturn(8L);
		given(this.statistics.failedAuthentications()).willReturn(9L);
		given(this.statistics.delayedRefusals()).willReturn(11L);
		given(this.statistics.rejectedConnections(ConnectionRejection.PER_IP)).willReturn(10L);
		given(this.statistics.memoryUsed()).willReturn(12L);
		given(this.statistics.memoryLimit()).willReturn(13L);
		given(this.statistics.ioThreads()).willReturn(14);
		given(this.statistics.pendingIoTasks()).willReturn(15L);
		assertThat(this.registry.get("rtmp.server.memory.used").gauge().value()).isEqualTo(12);
		assertThat(this.registry.get("rtmp.server.memory.limit").gauge().value()).isEqualTo(13);
		assertThat(this.registry.get("rtmp.server.io.threads").gauge().value()).isEqualTo(14);
		assertThat(this.registry.get("rtmp.server.io.tasks.pending").gauge().value()).isEqualTo(15);
		assertThat(count("rtmp.server.connections.rejected", "reason", "per_ip")).isEqualTo(10);
		assertThat(count("rtmp.server.authentications.failed")).isEqualTo(9);
		assertThat(count("rtmp.server.refusals.delayed")).isEqualTo(11);
		assertThat(this.registry.get("rtmp.server.connections.active").gauge().value()).isEqualTo(1);
		assertThat(count("rtmp.server.connections.accepted")).isEqualTo(2);
		assertThat(this.registry.get("rtmp.server.publishers.active").gauge().value()).isEqualTo(3);
		assertThat(count("rtmp.server.messages.ignored")).isEqualTo(4);
		assertThat(count("rtmp.server.messages.dropped")).isEqualTo(16);
		assertThat(count("rtmp.server.data.received", "media", "video")).isEqualTo(5);
		assertThat(count("rtmp.server.data.received", "media", "audio")).isZero();
		assertThat(count("rtmp.server.errors", "reason", "amf_depth")).isEqualTo(6);
		assertThat(count("rtmp.server.publish.rejected", "reason", "denied")).isEqualTo(7);
		assertThat(count("rtmp.server.errors", "reason", "handshake_timeout")).isEqualTo(8);
	}

	@Test
	void everyValueOfTagsIsThereFromTheStart() {
		assertThat(this.registry.find("rtmp.server.errors").meters())
			.hasSize(ProtocolError.values().length + Deadline.values().length);
		assertThat(this.registry.find("rtmp.server.connections.rejected").meters())
			.hasSameSizeAs(ConnectionRejection.values());
		assertThat(this.registry.find("rtmp.server.publish.rejected").meters()).hasSameSizeAs(RejectReason.values());
		assertThat(this.registry.find("rtmp.server.data.received").meters()).hasSameSizeAs(TrafficKind.values());
		assertThat(this.registry.find("rtmp.server.subscriptions.queued").meters())
			.hasSameSizeAs(DeliveryMode.values());
		assertThat(this.registry.find("rtmp.server.subscriptions.stalled").meters())
			.hasSameSizeAs(StallPolicy.values());
		assertThat(this.registry.find("rtmp.server.streams").meters()).hasSize(StreamState.values().length - 1);
	}

	@Test
	void tellsOfEncodersAndConsumersInTrouble() {
		given(this.statistics.streams(StreamState.STALLED)).willReturn(1L);
		given(this.statistics.streams(StreamState.CONSUMER_STALLED)).willReturn(2L);
		given(this.statistics.droppedPackets()).willReturn(3L);
		given(this.statistics.queuedBytes(DeliveryMode.LOSSLESS)).willReturn(4L);
		given(this.statistics.queuedBytes(DeliveryMode.LIVE)).willReturn(5L);
		given(this.statistics.stalledSubscriptions(StallPolicy.CLOSE_SUBSCRIPTION)).willReturn(6L);
		given(this.statistics.stalledSubscriptions(StallPolicy.STOP_PUBLISHER)).willReturn(7L);
		assertThat(gauge("rtmp.server.streams", "state", "stalled")).isEqualTo(1);
		assertThat(gauge("rtmp.server.streams", "state", "consumer_stalled")).isEqualTo(2);
		assertThat(gauge("rtmp.server.streams", "state", "live")).isZero();
		assertThat(count("rtmp.server.packets.dropped")).isEqualTo(3);
		assertThat(gauge("rtmp.server.subscriptions.queued", "mode", "lossless")).isEqualTo(4);
		assertThat(gauge("rtmp.server.subscriptions.queued", "mode", "live")).isEqualTo(5);
		assertThat(count("rtmp.server.subscriptions.stalled", "action", "close_subscription")).isEqualTo(6);
		assertThat(count("rtmp.server.subscriptions.stalled", "action", "stop_publisher")).isEqualTo(7);
	}

	@Test
	void recordsTimeOfPublishAtItsEnd() {
		this.metrics.onApplicationEvent(stopped(StopReason.UNPUBLISHED, Duration.ofSeconds(3)));
		this.metrics.onApplicationEvent(stopped(StopReason.IDLE, Duration.ofSeconds(2)));
		assertThat(this.registry.get("rtmp.server.publish")
			.tag("outcome", "unpublished")
			.timer()
			.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
		assertThat(this.registry.get("rtmp.server.publish").tag("outcome", "idle").timer().count()).isEqualTo(1);
	}

	@Test
	void timesHandshakesByOutcome() {
		given(this.statistics.handshakes(HandshakeOutcome.COMPLETED)).willReturn(4L);
		given(this.statistics.handshakeTime(HandshakeOutcome.COMPLETED)).willReturn(Duration.ofMillis(20));
		FunctionTimer timer = this.registry.get("rtmp.server.handshake").tag("outcome", "completed").functionTimer();
		assertThat(timer.count()).isEqualTo(4);
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
		assertThat(this.registry.find("rtmp.server.handshake").meters()).hasSameSizeAs(HandshakeOutcome.values());
	}

	@Test
	void timesPublishWhileItRuns() {
		LongTaskTimer timer = this.registry.get("rtmp.server.publish.active").longTaskTimer();
		assertThat(timer.activeTasks()).isZero();
		this.metrics.onApplicationEvent(started("client-1"));
		this.metrics.onApplicationEvent(started("client-2"));
		assertThat(timer.activeTasks()).isEqualTo(2);
		assertThat(timer.duration(TimeUnit.NANOSECONDS)).isPositive();
		this.metrics.onApplicationEvent(stopped(StopReason.UNPUBLISHED, Duration.ofSeconds(3)));
		assertThat(timer.activeTasks()).isOne();
	}

	@Test
	void whenEndOfPublishIsToldBeforeItsStartItIsNotTimed() {
		this.metrics.onApplicationEvent(stopped(StopReason.UNPUBLISHED, Duration.ofSeconds(3)));
		this.metrics.onApplicationEvent(started("client-1"));
		assertThat(this.registry.get("rtmp.server.publish.active").longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void whenEndsAreToldWithoutStartsOnlySoManyAreRemembered() {
		RunningPublishes running = new RunningPublishes();
		for (int i = 0; i <= RunningPublishes.MOST_EARLY_ENDS; i++) {
			running.stopped("session-" + i);
		}
		running.started("session-0", List.of(this.registry));
		running.started("session-1", List.of(this.registry));
		assertThat(this.registry.get("rtmp.server.publish.active").longTaskTimer().activeTasks()).isOne();
	}

	@Test
	void everyMeterHasDescription() {
		this.metrics.onApplicationEvent(stopped(StopReason.UNPUBLISHED, Duration.ofSeconds(3)));
		assertThat(this.registry.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank());
	}

	@Test
	void noTagComesFromClient() {
		this.metrics.onApplicationEvent(stopped(StopReason.UNPUBLISHED, Duration.ofSeconds(3)));
		for (Meter meter : this.registry.getMeters()) {
			List<Tag> tags = meter.getId().getTags();
			assertThat(tags).allMatch(
					(tag) -> List.of("reason", "media", "outcome", "state", "mode", "action").contains(tag.getKey()));
			assertThat(tags).noneMatch((tag) -> tag.getValue().contains("client-"));
		}
	}

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).functionCounter().count();
	}

	private PayloadApplicationEvent<RtmpPublishStartedEvent> started(String sessionId) {
		return new PayloadApplicationEvent<>(this,
				new RtmpPublishStartedEvent("client-stream", publisher(sessionId), Instant.EPOCH));
	}

	private static PublisherInfo publisher(String sessionId) {
		return new PublisherInfo(sessionId, "client-app", new InetSocketAddress("127.0.0.1", 1), "client", false,
				Instant.EPOCH, Map.of());
	}

	private PayloadApplicationEvent<RtmpPublishStoppedEvent> stopped(StopReason reason, Duration duration) {
		StreamStatistics none = new StreamStatistics(new StreamStatistics.Audio(0, 0, List.of(), 0),
				new StreamStatistics.Video(0, 0, 0, List.of(), 0, 0), new StreamStatistics.Data(0, 0), 0, null, 0);
		return new PayloadApplicationEvent<>(this, new RtmpPublishStoppedEvent("client-stream", publisher("client-1"),
				Instant.EPOCH, reason, duration, none));
	}

}
