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

import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TestLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertiesRtmpServerCustomizerTests {

	@Test
	@Tag("I12")
	void whenNothingIsSetTheLimitsAreThoseOfTheServer() {
		assertThat(limits(Map.of())).isEqualTo(TestLimits.DEFAULT);
	}

	@Test
	void everyTimeoutIsApplied() {
		assertThat(limits(Map.of("timeouts.handshake", "1", "timeouts.publish", "2s", "timeouts.validator", "3m",
				"timeouts.first-media", "4ms", "timeouts.media", "1h", "timeouts.idle", "5")))
			.isEqualTo(TestLimits.of(RtmpServer.builder()
				.handshakeTimeout(Duration.ofSeconds(1))
				.publishTimeout(Duration.ofSeconds(2))
				.validatorTimeout(Duration.ofMinutes(3))
				.firstMediaTimeout(Duration.ofMillis(4))
				.mediaTimeout(Duration.ofHours(1))
				.idleTimeout(Duration.ofSeconds(5))));
	}

	@Test
	void everyLimitIsApplied() {
		assertThat(limits(Map.of("limits.connections", "1", "limits.unauthenticated-connections", "2",
				"limits.connections-per-address", "3", "limits.unauthenticated-connections-per-address", "4",
				"limits.media-message-size", "5MB", "limits.memory", "6GB", "limits.failures-per-minute", "7",
				"limits.stream-key-size", "8KB")))
			.isEqualTo(TestLimits.of(RtmpServer.builder()
				.maxConnections(1)
				.maxUnauthenticatedConnections(2)
				.maxConnectionsPerAddress(3)
				.maxUnauthenticatedConnectionsPerAddress(4)
				.maxMediaMessageSize(5 << 20)
				.maxMemory(6L << 30)
				.failuresPerMinute(7)
				.maxStreamKeySize(8 << 10)));
	}

	@ParameterizedTest
	@CsvSource({ "timeouts.handshake,0", "timeouts.publish,-1", "timeouts.validator,0", "timeouts.first-media,0",
			"timeouts.media,0", "timeouts.idle,0", "limits.connections,0", "limits.unauthenticated-connections,-1",
			"limits.connections-per-address,0", "limits.unauthenticated-connections-per-address,0",
			"limits.media-message-size,16MB", "limits.media-message-size,3GB", "limits.memory,0",
			"limits.failures-per-minute,0", "limits.stream-key-size,0", "limits.stream-key-size,8193B" })
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
		RtmpServerBuilder builder = RtmpServer.builder();
		new PropertiesRtmpServerCustomizer(properties).customize(builder);
		return TestLimits.of(builder);
	}

}
