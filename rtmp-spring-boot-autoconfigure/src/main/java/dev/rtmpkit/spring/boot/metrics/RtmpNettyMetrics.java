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

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.spring.boot.context.RtmpServerStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStoppedEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.util.Assert;

/**
 * {@link MeterBinder} of what an RTMP server has from Netty: the memory of its buffers,
 * for as long as the registry lives, and the event loops, from each start of the server
 * until it stops.
 */
public final class RtmpNettyMetrics implements MeterBinder, SmartApplicationListener {

	private final RtmpServerStatistics statistics;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private List<EventExecutor> eventLoops = List.of();

	private List<Meter.Id> bound = List.of();

	/**
	 * Create a binder.
	 * @param statistics the statistics of the server, which tell its event loops
	 */
	public RtmpNettyMetrics(RtmpServerStatistics statistics) {
		Assert.notNull(statistics, "'statistics' must not be null");
		this.statistics = statistics;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		// The same one for the whole application, whoever else uses it
		new NettyAllocatorMetrics(PooledByteBufAllocator.DEFAULT).bindTo(registry);
		this.registries.add(registry);
		if (!this.eventLoops.isEmpty()) {
			new NettyEventExecutorMetrics(this.eventLoops).bindTo(registry);
		}
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
		return RtmpServerStartedEvent.class.isAssignableFrom(type)
				|| RtmpServerStoppedEvent.class.isAssignableFrom(type);
	}

	@Override
	public synchronized void onApplicationEvent(ApplicationEvent event) {
		if (((RtmpServer) event.getSource()).statistics() == this.statistics) {
			unbind();
			bind();
		}
	}

	private void bind() {
		this.eventLoops = this.statistics.eventLoops()
			.stream()
			.filter(EventExecutor.class::isInstance)
			.map(EventExecutor.class::cast)
			.toList();
		if (this.eventLoops.isEmpty()) {
			return;
		}
		NettyEventExecutorMetrics metrics = new NettyEventExecutorMetrics(this.eventLoops);
		this.bound = ids(metrics);
		this.registries.forEach(metrics::bindTo);
	}

	private void unbind() {
		for (MeterRegistry registry : this.registries) {
			this.bound.forEach(registry::removeByPreFilterId);
		}
		this.bound = List.of();
		this.eventLoops = List.of();
	}

	/**
	 * Return what a binder calls its meters before any filter of a registry sees them.
	 */
	private static List<Meter.Id> ids(MeterBinder binder) {
		MeterRegistry registry = new SimpleMeterRegistry();
		binder.bindTo(registry);
		return registry.getMeters().stream().map(Meter::getId).toList();
	}

}
