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

package dev.rtmpkit.spring.boot.autoconfigure.metrics;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.metrics.RtmpRecordingMetrics;
import dev.rtmpkit.spring.boot.metrics.RtmpServerMetrics;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = RtmpContextRunner.create()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void countsWhatServerCounts() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			try (RawRtmpClient client = RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live",
					"demo-key")) {
				assertThat(registry.get("rtmp.server.publishers.active").gauge().value()).isEqualTo(1);
				assertThat(registry.get("rtmp.server.connections.active").gauge().value()).isEqualTo(1);
				assertThat(registry.get("rtmp.server.publish.active").longTaskTimer().activeTasks()).isEqualTo(1);
				assertThat(registry.get("rtmp.server.handshake").tag("outcome", "completed").functionTimer().count())
					.isEqualTo(1);
				assertThat(registry.get("rtmp.server.connections.accepted").functionCounter().count()).isEqualTo(1);
			}
			context.stop();
			assertThat(registry.get("rtmp.server.publish").timer().count()).isEqualTo(1);
			assertThat(registry.get("rtmp.server.publish.active").longTaskTimer().activeTasks()).isZero();
			assertThat(registry.get("rtmp.server.publishers.active").gauge().value()).isZero();
		});
	}

	@Test
	@Tag("L3")
	void whenNamesAreManyMetersAreNot() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			StreamStatistics none = new StreamStatistics(new StreamStatistics.Audio(0, 0, List.of(), 0),
					new StreamStatistics.Video(0, 0, 0, List.of(), 0, 0), new StreamStatistics.Data(0, 0), 0, null, 0);
			for (StopReason reason : StopReason.values()) {
				context.publishEvent(stopped("demo", reason, none));
			}
			int meters = registry.getMeters().size();
			StopReason[] reasons = StopReason.values();
			for (int i = 0; i < 10_000; i++) {
				context.publishEvent(stopped("name-" + i, reasons[i % reasons.length], none));
			}
			int port = context.getBean(RtmpServer.class).port();
			for (int i = 0; i < 5; i++) {
				try (RawRtmpClient client = RawRtmpClient.connected(port, "app-" + i)) {
					client.publish(1, "demo-key");
					client.awaitStatus("NetStream.Publish.Start");
					client.video(0, HexFormat.of().parseHex("90" + "%08x".formatted(0x7A000000 + i)));
					client.deleteStream(1);
					client.awaitStatus("NetStream.Unpublish.Success");
				}
			}
			assertThat(registry.get("rtmp.server.data.received").tag("media", "video").functionCounter().count())
				.isEqualTo(25);
			assertThat(registry.getMeters()).hasSize(meters);
		});
	}

	private static RtmpPublishStoppedEvent stopped(String name, StopReason reason, StreamStatistics statistics) {
		return new RtmpPublishStoppedEvent(name, new PublisherInfo(name, name, new InetSocketAddress("127.0.0.1", 1),
				name, false, Instant.EPOCH, Map.of()), Instant.EPOCH, reason, Duration.ofSeconds(1), statistics);
	}

	@Test
	void whenContextIsStoppedAndStartedIoThreadsAreThoseThatRun() {
		this.runner.withPropertyValues("rtmp.server.io-threads=2").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (int i = 0; i < 2; i++) {
				assertThat(registry.get("rtmp.server.io.threads").gauge().value()).isEqualTo(3);
				assertThat(registry.get("rtmp.server.io.tasks.pending").gauge().value()).isNotNegative();
				context.stop();
				assertThat(registry.get("rtmp.server.io.threads").gauge().value()).isZero();
				assertThat(registry.get("rtmp.server.io.tasks.pending").gauge().value()).isZero();
				context.start();
			}
		});
	}

	@Test
	@Tag("E6")
	void whenStreamIsRecordedTheRecordingIsCounted(@TempDir Path directory) {
		this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				try (RawRtmpClient client = RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live",
						"demo-key")) {
					assertThat(registry.get("rtmp.server.streams").tag("state", "starting").gauge().value())
						.isEqualTo(1);
					client.video(0, HexFormat.of().parseHex("1200"));
					Awaitility.await().until(() -> registry.get("rtmp.recordings.active").gauge().value() == 1);
				}
				context.stop();
				assertThat(registry.get("rtmp.recordings.active").gauge().value()).isZero();
				assertThat(registry.get("rtmp.recordings.ended").tag("outcome", "completed").functionCounter().count())
					.isEqualTo(1);
			});
	}

	@Test
	void whenNothingIsRecordedThereAreNoMetersOfRecording() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(RtmpRecordingMetrics.class));
	}

	@Test
	@Tag("E6")
	void whenRecorderIsTheApplicationsItsRecordingsAreCounted(@TempDir Path directory) {
		this.runner.withBean("ownRecorder", FlvRecorder.class, () -> new FlvRecorder(RecordingSettings.of(directory)))
			.run((context) -> assertThat(context).hasSingleBean(RtmpRecordingMetrics.class));
	}

	@Test
	void whenRecordingMetricsBeanIsDefinedBacksOff(@TempDir Path directory) {
		this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory)
			.withBean("ownMetrics", RtmpRecordingMetrics.class, () -> new RtmpRecordingMetrics(List.of()))
			.run((context) -> assertThat(context).hasSingleBean(RtmpRecordingMetrics.class).hasBean("ownMetrics"));
	}

	@Test
	void whenServerTakesConnectionsItsBuffersAreMeasured() {
		this.runner.run((context) -> {
			try (RawRtmpClient client = RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live",
					"demo-key")) {
				assertThat(context.getBean(MeterRegistry.class).get("netty.allocator.memory.used").gauges())
					.anySatisfy((gauge) -> assertThat(gauge.value()).isPositive());
			}
		});
	}

	@Test
	void whenNettyMetricsBeanIsDefinedBacksOff() {
		this.runner
			.withBean("ownMetrics", NettyAllocatorMetrics.class,
					() -> new NettyAllocatorMetrics(UnpooledByteBufAllocator.DEFAULT))
			.run((context) -> assertThat(context).hasSingleBean(NettyAllocatorMetrics.class).hasBean("ownMetrics"));
	}

	@Test
	void whenBinderForNettyIsAbsentTheOthersAreBound() {
		this.runner.withClassLoader(new FilteredClassLoader(NettyAllocatorMetrics.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RtmpServerMetrics.class)
				.doesNotHaveBean("rtmpNettyAllocatorMetrics"));
	}

	@Test
	void whenPrefixIsDisabledThereAreNoMeters() {
		this.runner.withPropertyValues("management.metrics.enable.rtmp=false")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("rtmp")));
	}

	@Test
	void whenMetricsBeanIsDefinedBacksOff() {
		this.runner
			.withBean("ownMetrics", RtmpServerMetrics.class,
					() -> new RtmpServerMetrics(RtmpServer.builder().validator((request) -> null).build().statistics()))
			.run((context) -> assertThat(context).hasSingleBean(RtmpServerMetrics.class).hasBean("ownMetrics"));
	}

	@Test
	void whenThereIsNoRegistryBacksOff() {
		RtmpContextRunner.create()
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RtmpServerMetrics.class));
	}

	@Test
	void whenAutoConfigurationOfMetricsIsAbsentStillBinds() {
		RtmpContextRunner.create()
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.micrometer"))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RtmpServerMetrics.class));
	}

}
