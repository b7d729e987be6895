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
import java.util.stream.Stream;

import dev.rtmpkit.internal.guard.ConnectionLimits;
import dev.rtmpkit.internal.guard.DecisionLimits;
import dev.rtmpkit.internal.guard.MemoryLimits;
import dev.rtmpkit.internal.guard.MessageLimits;
import dev.rtmpkit.internal.guard.RateLimits;
import dev.rtmpkit.internal.guard.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsBuilderTests {

	@Test
	void whenNothingIsSetEveryLimitHasItsDefault() {
		assertThat(TestLimits.DEFAULT.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10),
				Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(15),
				Duration.ofSeconds(10), Duration.ofSeconds(5)));
		assertThat(TestLimits.DEFAULT.connections())
			.isEqualTo(new ConnectionLimits(1000, 250, Integer.MAX_VALUE, 10, 20, 200));
		assertThat(TestLimits.DEFAULT.messages())
			.isEqualTo(new MessageLimits(8 << 20, 1 << 20, 64 << 10, 32, 1, 4, 3, 4096));
		assertThat(TestLimits.DEFAULT.rates()).isEqualTo(new RateLimits(200_000, 100, 250, 5));
		assertThat(TestLimits.DEFAULT.memory())
			.isEqualTo(new MemoryLimits(Runtime.getRuntime().maxMemory() / 4, 64 << 10, 64 << 10));
		assertThat(TestLimits.DEFAULT.decisions()).isEqualTo(new DecisionLimits(256, 3, 256));
	}

	@ParameterizedTest
	@MethodSource("limits")
	void everySetterSetsItsLimitAloneAndRefusesWhatIsNotPositive(Limit limit) {
		String changed = TestLimits.of(limit.set(RtmpServer.builder(), 6)).toString();
		assertThat(changed).contains(limit.component() + "=" + limit.shown(6));
		assertThat(changed.replaceFirst("\\b" + limit.component() + "=[^,\\]]+", ""))
			.isEqualTo(TestLimits.DEFAULT.toString().replaceFirst("\\b" + limit.component() + "=[^,\\]]+", ""));
		assertThatIllegalArgumentException().isThrownBy(() -> limit.set(RtmpServer.builder(), 0))
			.withMessage(limit.setter() + " must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> limit.set(RtmpServer.builder(), -1))
			.withMessage(limit.setter() + " must be positive");
	}

	@Test
	void everySetterIsTested() {
		assertThat(LimitsBuilder.class.getDeclaredMethods())
			.filteredOn((method) -> method.getReturnType() == RtmpServerBuilder.class && method.getParameterCount() > 0)
			.extracting("name")
			.containsExactlyInAnyOrderElementsOf(limits().map(Limit::setter).toList());
	}

	@Test
	void whenAMessageCannotBeThatLongFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpServer.builder().maxMediaMessageSize(1 << 24))
			.withMessage("maxMediaMessageSize must be at most 16777215");
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpServer.builder().maxDataMessageSize(1 << 24))
			.withMessage("maxDataMessageSize must be at most 16777215");
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpServer.builder().maxMessageSize(1 << 24))
			.withMessage("maxMessageSize must be at most 16777215");
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpServer.builder().maxStreamKeySize(8193))
			.withMessage("maxStreamKeySize must be at most 8192");
	}

	static Stream<Limit> limits() {
		return Stream.of(new Timeout("handshakeTimeout", "handshake", RtmpServerBuilder::handshakeTimeout),
				new Timeout("publishTimeout", "publish", RtmpServerBuilder::publishTimeout),
				new Timeout("validatorTimeout", "validator", RtmpServerBuilder::validatorTimeout),
				new Timeout("firstMediaTimeout", "firstMedia", RtmpServerBuilder::firstMediaTimeout),
				new Timeout("mediaTimeout", "media", RtmpServerBuilder::mediaTimeout),
				new Timeout("idleTimeout", "idle", RtmpServerBuilder::idleTimeout),
				new Timeout("writeTimeout", "write", RtmpServerBuilder::writeTimeout),
				new Timeout("drainTimeout", "drain", RtmpServerBuilder::drainTimeout),
				new Amount("maxConnections", "total", RtmpServerBuilder::maxConnections),
				new Amount("maxUnauthenticatedConnections", "unauthenticated",
						RtmpServerBuilder::maxUnauthenticatedConnections),
				new Amount("maxConnectionsPerAddress", "perAddress", RtmpServerBuilder::maxConnectionsPerAddress),
				new Amount("maxUnauthenticatedConnectionsPerAddress", "unauthenticatedPerAddress",
						RtmpServerBuilder::maxUnauthenticatedConnectionsPerAddress),
				new Amount("acceptsPerSecondPerAddress", "acceptsPerSecond",
						RtmpServerBuilder::acceptsPerSecondPerAddress),
				new Amount("tlsHandshakesPerSecond", "tlsHandshakesPerSecond",
						RtmpServerBuilder::tlsHandshakesPerSecond),
				new Amount("maxMediaMessageSize", "mediaBytes", RtmpServerBuilder::maxMediaMessageSize),
				new Amount("maxDataMessageSize", "dataBytes", RtmpServerBuilder::maxDataMessageSize),
				new Amount("maxStreamKeySize", "streamKeyBytes", RtmpServerBuilder::maxStreamKeySize),
				new Amount("maxMessageSize", "otherBytes", RtmpServerBuilder::maxMessageSize),
				new Amount("maxChunkStreams", "chunkStreams", RtmpServerBuilder::maxChunkStreams),
				new Amount("minChunkSize", "smallestChunkSize", RtmpServerBuilder::minChunkSize),
				new Amount("maxMessageStreams", "messageStreams", RtmpServerBuilder::maxMessageStreams),
				new Amount("maxPublishAttempts", "publishAttempts", RtmpServerBuilder::maxPublishAttempts),
				new Amount("chunksPerSecond", "chunks", RtmpServerBuilder::chunksPerSecond),
				new Amount("commandsPerSecond", "commands", RtmpServerBuilder::commandsPerSecond),
				new Amount("dataMessagesPerSecond", "data", RtmpServerBuilder::dataMessagesPerSecond),
				new Amount("pongsPerSecond", "pongs", RtmpServerBuilder::pongsPerSecond),
				new Amount("maxMemory", "totalBytes", RtmpServerBuilder::maxMemory),
				new Amount("maxUnpublishedMemory", "unpublishedBytes", RtmpServerBuilder::maxUnpublishedMemory),
				new Amount("maxUnreadOutput", "unreadBytes", RtmpServerBuilder::maxUnreadOutput),
				new Amount("maxUnansweredDecisions", "unanswered", RtmpServerBuilder::maxUnansweredDecisions),
				new Amount("failuresPerMinute", "failuresPerMinute", RtmpServerBuilder::failuresPerMinute),
				new Amount("maxUnfinishedStreams", "unfinishedStreams", RtmpServerBuilder::maxUnfinishedStreams));
	}

	/** A limit by its setter and by the name of what becomes of it. */
	interface Limit {

		String setter();

		String component();

		RtmpServerBuilder set(RtmpServerBuilder builder, int value);

		String shown(int value);

	}

	record Timeout(String setter, String component, Setter<Duration> method) implements Limit {

		@Override
		public RtmpServerBuilder set(RtmpServerBuilder builder, int value) {
			return this.method.set(builder, Duration.ofSeconds(value));
		}

		@Override
		public String shown(int value) {
			return "PT" + value + "S";
		}

		@Override
		public String toString() {
			return this.setter;
		}

	}

	record Amount(String setter, String component, Setter<Integer> method) implements Limit {

		@Override
		public RtmpServerBuilder set(RtmpServerBuilder builder, int value) {
			return this.method.set(builder, value);
		}

		@Override
		public String shown(int value) {
			return Integer.toString(value);
		}

		@Override
		public String toString() {
			return this.setter;
		}

	}

	@FunctionalInterface
	interface Setter<V> {

		RtmpServerBuilder set(RtmpServerBuilder builder, V value);

	}

}
