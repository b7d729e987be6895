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

package dev.rtmpkit.internal.guard;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RtmpServerLimitsTests {

	@Test
	void whenOneValueIsChangedTheOthersStay() {
		RtmpServerLimits limits = RtmpServerLimits.DEFAULT.withTimeouts((all) -> all.withIdle(Duration.ofDays(1)))
			.withConnections((all) -> all.withTotal(7))
			.withMessages((all) -> all.withMediaBytes(8))
			.withRates((all) -> all.withCommands(9))
			.withMemory((all) -> all.withTotalBytes(10))
			.withDecisions((all) -> all.withUnanswered(11));
		assertThat(limits.timeouts()).isEqualTo(new Timeouts(Timeouts.DEFAULT.handshake(), Timeouts.DEFAULT.publish(),
				Timeouts.DEFAULT.validator(), Timeouts.DEFAULT.firstMedia(), Duration.ofDays(1),
				Timeouts.DEFAULT.write(), Timeouts.DEFAULT.drain()));
		assertThat(limits.connections())
			.isEqualTo(new ConnectionLimits(7, 250, ConnectionLimits.UNLIMITED, 10, 20, 200));
		assertThat(limits.messages()).isEqualTo(new MessageLimits(8, 64 << 10, 32, 1, 4, 3));
		assertThat(limits.rates()).isEqualTo(new RateLimits(200_000, 9, 250, 5));
		assertThat(limits.memory()).isEqualTo(new MemoryLimits(10, 64 << 10, 64 << 10));
		assertThat(limits.decisions()).isEqualTo(new DecisionLimits(11, 3, 256));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void everyValueIsChangedByItsMethodAndMustBePositive(Change change) {
		RtmpServerLimits changed = change.with(6);
		assertThat(changed).isNotEqualTo(RtmpServerLimits.DEFAULT);
		assertThat(changed.toString()).contains(change.name() + "=").containsAnyOf("=6,", "=6]", "=PT6S");
		assertThatIllegalArgumentException().isThrownBy(() -> change.with(0)).withMessageContaining(change.name());
		assertThatIllegalArgumentException().isThrownBy(() -> change.with(-1)).withMessageContaining(change.name());
	}

	@Test
	void whenAMessageCannotBeThatLongFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageLimits.DEFAULT.withMediaBytes(1 << 24))
			.withMessage("mediaBytes must be at most 16777215");
		assertThatIllegalArgumentException().isThrownBy(() -> MessageLimits.DEFAULT.withOtherBytes(1 << 24))
			.withMessage("otherBytes must be at most 16777215");
	}

	static Stream<Change> changes() {
		return Stream.of(timeout("handshake", (value) -> (all) -> all.withHandshake(value)),
				timeout("publish", (value) -> (all) -> all.withPublish(value)),
				timeout("validator", (value) -> (all) -> all.withValidator(value)),
				timeout("firstMedia", (value) -> (all) -> all.withFirstMedia(value)),
				timeout("idle", (value) -> (all) -> all.withIdle(value)),
				timeout("write", (value) -> (all) -> all.withWrite(value)),
				timeout("drain", (value) -> (all) -> all.withDrain(value)),
				connections("total", (value) -> (all) -> all.withTotal(value)),
				connections("unauthenticated", (value) -> (all) -> all.withUnauthenticated(value)),
				connections("perAddress", (value) -> (all) -> all.withPerAddress(value)),
				connections("unauthenticatedPerAddress", (value) -> (all) -> all.withUnauthenticatedPerAddress(value)),
				connections("acceptsPerSecond", (value) -> (all) -> all.withAcceptsPerSecond(value)),
				connections("tlsHandshakesPerSecond", (value) -> (all) -> all.withTlsHandshakesPerSecond(value)),
				messages("mediaBytes", (value) -> (all) -> all.withMediaBytes(value)),
				messages("otherBytes", (value) -> (all) -> all.withOtherBytes(value)),
				messages("chunkStreams", (value) -> (all) -> all.withChunkStreams(value)),
				messages("smallestChunkSize", (value) -> (all) -> all.withSmallestChunkSize(value)),
				messages("messageStreams", (value) -> (all) -> all.withMessageStreams(value)),
				messages("publishAttempts", (value) -> (all) -> all.withPublishAttempts(value)),
				rates("chunks", (value) -> (all) -> all.withChunks(value)),
				rates("commands", (value) -> (all) -> all.withCommands(value)),
				rates("data", (value) -> (all) -> all.withData(value)),
				rates("pongs", (value) -> (all) -> all.withPongs(value)),
				memory("totalBytes", (value) -> (all) -> all.withTotalBytes(value)),
				memory("unpublishedBytes", (value) -> (all) -> all.withUnpublishedBytes(value)),
				memory("unreadBytes", (value) -> (all) -> all.withUnreadBytes(value)),
				decisions("unanswered", (value) -> (all) -> all.withUnanswered(value)),
				decisions("failuresPerMinute", (value) -> (all) -> all.withFailuresPerMinute(value)));
	}

	private static Change timeout(String name, Value<Duration, Timeouts> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT
			.withTimeouts((all) -> change.of(Duration.ofSeconds(value)).apply(all)));
	}

	private static Change connections(String name, Value<Integer, ConnectionLimits> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT.withConnections(change.of(value)));
	}

	private static Change messages(String name, Value<Integer, MessageLimits> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT.withMessages(change.of(value)));
	}

	private static Change rates(String name, Value<Integer, RateLimits> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT.withRates(change.of(value)));
	}

	private static Change memory(String name, Value<Integer, MemoryLimits> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT.withMemory(change.of(value)));
	}

	private static Change decisions(String name, Value<Integer, DecisionLimits> change) {
		return new Change(name, (value) -> RtmpServerLimits.DEFAULT.withDecisions(change.of(value)));
	}

	@FunctionalInterface
	private interface Value<V, L> {

		UnaryOperator<L> of(V value);

	}

	@FunctionalInterface
	private interface Limits {

		RtmpServerLimits of(int value);

	}

	record Change(String name, Limits limits) {

		RtmpServerLimits with(int value) {
			return this.limits.of(value);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
