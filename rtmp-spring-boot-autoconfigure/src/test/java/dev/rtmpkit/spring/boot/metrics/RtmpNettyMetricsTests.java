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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.context.RtmpServerStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStoppedEvent;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpNettyMetricsTests {

	private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

	private final RtmpServer server = RtmpServer.builder()
		.address(InetAddress.getLoopbackAddress())
		.port(0)
		.ioThreads(2)
		.validator((request) -> PublishDecision.acceptKeyAsName())
		.build();

	private final RtmpNettyMetrics metrics = new RtmpNettyMetrics(this.server.statistics());

	private final SimpleMeterRegistry child = new SimpleMeterRegistry();

	private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

	@BeforeEach
	void bind() {
		this.child.config().meterFilter(MeterFilter.commonTags(List.of(Tag.of("application", "test"))));
		this.registry.add(this.child);
		this.metrics.bindTo(this.registry);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenServerWasNotStartedThereIsTheAllocatorAlone() {
		assertThat(names()).isNotEmpty().allMatch((name) -> name.startsWith("netty.allocator."));
	}

	@Test
	void whenServerRunsEachThreadIsMeasured() {
		start();
		assertThat(threads(this.child)).hasSize(3).allMatch((name) -> name.startsWith("rtmp-server-"));
		assertThat(this.child.get("netty.eventexecutor.workers").gauge().value()).isEqualTo(3);
		assertThat(this.child.get("netty.eventexecutor.tasks.pending").gauges())
			.allSatisfy((gauge) -> assertThat(gauge.value()).isNotNegative());
	}

	@Test
	void whenServerTakesConnectionsItsBuffersAreMeasured() {
		start();
		try (RawRtmpClient client = RawRtmpClient.publishing(this.server.port(), "live", "key")) {
			assertThat(this.child.get("netty.allocator.memory.used").gauges().stream().mapToDouble(Gauge::value).sum())
				.isPositive();
		}
	}

	@Test
	void whenServerIsStoppedNoThreadIsMeasured() {
		Set<String> before = names();
		start();
		assertThat(names()).isNotEqualTo(before);
		stopped();
		assertThat(names()).isEqualTo(before);
		assertThat(threads(this.registry)).isEmpty();
	}

	@Test
	void whenServerIsStartedAgainItsNewThreadsAreMeasured() {
		start();
		Set<String> first = threads(this.child);
		stopped();
		start();
		assertThat(threads(this.child)).hasSize(3).doesNotContainAnyElementsOf(first);
		assertThat(this.child.get("netty.eventexecutor.workers").gauge().value()).isEqualTo(3);
	}

	@Test
	void whenRegistryComesLaterItHasTheSameMetersUntilTheServerStops() {
		start();
		MeterRegistry late = new SimpleMeterRegistry();
		this.metrics.bindTo(late);
		assertThat(threads(late)).isEqualTo(threads(this.child));
		stopped();
		assertThat(threads(late)).isEmpty();
	}

	@Test
	void whenAnotherServerStartsNothingChanges() {
		try (RtmpServer other = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build()) {
			other.start();
			this.metrics.onApplicationEvent(new RtmpServerStartedEvent(other, ADDRESS));
			assertThat(threads(this.child)).isEmpty();
		}
	}

	private void start() {
		this.server.start();
		this.metrics.onApplicationEvent(new RtmpServerStartedEvent(this.server, ADDRESS));
	}

	private void stopped() {
		this.server.close();
		this.metrics.onApplicationEvent(new RtmpServerStoppedEvent(this.server, ADDRESS));
	}

	private Set<String> names() {
		return this.child.getMeters().stream().map((meter) -> meter.getId().getName()).collect(Collectors.toSet());
	}

	private static Set<String> threads(MeterRegistry registry) {
		return registry.find("netty.eventexecutor.tasks.pending")
			.meters()
			.stream()
			.map(Meter::getId)
			.map((id) -> String.valueOf(id.getTag("name")))
			.collect(Collectors.toSet());
	}

}
