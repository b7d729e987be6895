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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import dev.rtmpkit.internal.guard.ConnectionLimits;
import dev.rtmpkit.internal.guard.DecisionLimits;
import dev.rtmpkit.internal.guard.MemoryLimits;
import dev.rtmpkit.internal.guard.MessageLimits;
import dev.rtmpkit.internal.guard.RateLimits;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertiesRtmpServerLimitsTests {

	@Test
	void whenNothingIsSetTheLimitsAreThoseOfTheServer() {
		assertThat(limits(Map.of())).isEqualTo(RtmpServerLimits.DEFAULT);
	}

	@Test
	void everyTimeoutIsApplied() {
		assertThat(limits(Map.of("timeouts.handshake", "1", "timeouts.publish", "2s", "timeouts.validator", "3m",
				"timeouts.first-media", "4ms", "timeouts.idle", "5", "timeouts.write", "6", "timeouts.drain", "7"))
			.timeouts())
			.isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(3),
					Duration.ofMillis(4), Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(7)));
	}

	@Test
	void everyLimitOfConnectionsIsApplied() {
		assertThat(limits(Map.of("limits.connections", "1", "limits.unauthenticated-connections", "2",
				"limits.connections-per-address", "3", "limits.unauthenticated-connections-per-address", "4",
				"limits.accepts-per-second", "5"))
			.connections()).isEqualTo(new ConnectionLimits(1, 2, 3, 4, 5));
	}

	@Test
	void everyLimitOfMessagesIsApplied() {
		assertThat(limits(Map.of("limits.media-message-size", "1MB", "limits.message-size", "2KB",
				"limits.chunk-streams", "3", "limits.smallest-chunk-size", "4", "limits.message-streams", "5",
				"limits.publish-attempts", "6"))
			.messages()).isEqualTo(new MessageLimits(1 << 20, 2 << 10, 3, 4, 5, 6));
	}

	@Test
	void everyRateIsApplied() {
		assertThat(limits(Map.of("limits.chunks-per-second", "1", "limits.commands-per-second", "2",
				"limits.data-messages-per-second", "3", "limits.pongs-per-second", "4"))
			.rates()).isEqualTo(new RateLimits(1, 2, 3, 4));
	}

	@Test
	void everyLimitOfMemoryIsApplied() {
		assertThat(limits(
				Map.of("limits.memory", "3GB", "limits.unpublished-memory", "2KB", "limits.unread-output", "3KB"))
			.memory()).isEqualTo(new MemoryLimits(3L << 30, 2 << 10, 3 << 10));
	}

	@Test
	void everyLimitOfDecisionsIsApplied() {
		assertThat(limits(Map.of("limits.unanswered-decisions", "1", "limits.failures-per-minute", "2")).decisions())
			.isEqualTo(new DecisionLimits(1, 2));
	}

	@ParameterizedTest
	@CsvSource({ "timeouts.first-media,0", "timeouts.write,-1", "timeouts.drain,0", "limits.connections,0",
			"limits.unauthenticated-connections,-1", "limits.connections-per-address,0",
			"limits.unauthenticated-connections-per-address,0", "limits.accepts-per-second,0",
			"limits.media-message-size,16MB", "limits.message-size,3GB", "limits.chunk-streams,0",
			"limits.smallest-chunk-size,0", "limits.message-streams,0", "limits.publish-attempts,0",
			"limits.chunks-per-second,0", "limits.commands-per-second,0", "limits.data-messages-per-second,0",
			"limits.pongs-per-second,0", "limits.memory,0", "limits.unpublished-memory,0", "limits.unread-output,0",
			"limits.unanswered-decisions,0", "limits.failures-per-minute,0" })
	void whenAValueIsInvalidTheFailureNamesTheProperty(String name, String value) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> limits(Map.of(name, value)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("rtmp.server." + name))
			.satisfies((ex) -> assertThat(ex.getReason()).isNotBlank());
	}

	private static RtmpServerLimits limits(Map<String, String> values) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		values.forEach((name, value) -> source.put("rtmp.server." + name, value));
		RtmpServerProperties properties = new Binder(source).bindOrCreate("rtmp.server",
				Bindable.of(RtmpServerProperties.class));
		return new PropertiesRtmpServerLimits(properties).apply(RtmpServerLimits.DEFAULT);
	}

}
