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

import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpRecordingAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import dev.rtmpkit.spring.boot.metrics.RtmpRecordingMetrics;
import dev.rtmpkit.spring.boot.metrics.RtmpServerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.netty.buffer.PooledByteBufAllocator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link AutoConfiguration Auto-configuration} of the meters of the RTMP server.
 */
@AutoConfiguration(after = { RtmpServerAutoConfiguration.class, RtmpRecordingAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ MeterRegistry.class, RtmpServer.class })
@ConditionalOnBean({ MeterRegistry.class, RtmpServer.class })
public final class RtmpMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RtmpServerMetrics rtmpServerMetrics(RtmpServer server) {
		return new RtmpServerMetrics(server.statistics());
	}

	@Bean
	@ConditionalOnBean(FlvRecorder.class)
	@ConditionalOnMissingBean
	RtmpRecordingMetrics rtmpRecordingMetrics(ObjectProvider<FlvRecorder> recorders) {
		return new RtmpRecordingMetrics(recorders.stream().toList());
	}

	/**
	 * The meters of Netty's memory.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ NettyAllocatorMetrics.class, PooledByteBufAllocator.class })
	static class NettyConfiguration {

		@Bean
		@ConditionalOnMissingBean
		NettyAllocatorMetrics rtmpNettyAllocatorMetrics() {
			// The one of the whole application, which the server uses too
			return new NettyAllocatorMetrics(PooledByteBufAllocator.DEFAULT);
		}

	}

}
