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
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.Timeouts;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/**
 * Applies the {@code rtmp.server.timeouts} and {@code rtmp.server.limits} properties.
 */
final class PropertiesRtmpServerLimits {

	private final RtmpServerProperties properties;

	private RtmpServerLimits limits = RtmpServerLimits.DEFAULT;

	PropertiesRtmpServerLimits(RtmpServerProperties properties) {
		this.properties = properties;
	}

	RtmpServerLimits apply(RtmpServerLimits defaults) {
		this.limits = defaults;
		PropertyMapper map = PropertyMapper.get();
		applyTimeouts(map, this.properties.getTimeouts());
		applyConnections(map, this.properties.getLimits());
		applyMessages(map, this.properties.getLimits());
		applyRates(map, this.properties.getLimits());
		applyMemory(map, this.properties.getLimits());
		applyDecisions(map, this.properties.getLimits());
		return this.limits;
	}

	private void applyTimeouts(PropertyMapper map, RtmpTimeoutProperties timeouts) {
		map.from(timeouts::getHandshake).to(timeout("handshake", Timeouts::withHandshake));
		map.from(timeouts::getPublish).to(timeout("publish", Timeouts::withPublish));
		map.from(timeouts::getValidator).to(timeout("validator", Timeouts::withValidator));
		map.from(timeouts::getFirstMedia).to(timeout("first-media", Timeouts::withFirstMedia));
		map.from(timeouts::getIdle).to(timeout("idle", Timeouts::withIdle));
		map.from(timeouts::getWrite).to(timeout("write", Timeouts::withWrite));
		map.from(timeouts::getDrain).to(timeout("drain", Timeouts::withDrain));
	}

	private void applyConnections(PropertyMapper map, RtmpLimitProperties properties) {
		map.from(properties::getConnections)
			.to(this.<Integer>limit("connections",
					(limits, value) -> limits.withConnections((all) -> all.withTotal(value))));
		map.from(properties::getUnauthenticatedConnections)
			.to(this.<Integer>limit("unauthenticated-connections",
					(limits, value) -> limits.withConnections((all) -> all.withUnauthenticated(value))));
		map.from(properties::getConnectionsPerAddress)
			.to(this.<Integer>limit("connections-per-address",
					(limits, value) -> limits.withConnections((all) -> all.withPerAddress(value))));
		map.from(properties::getUnauthenticatedConnectionsPerAddress)
			.to(this.<Integer>limit("unauthenticated-connections-per-address",
					(limits, value) -> limits.withConnections((all) -> all.withUnauthenticatedPerAddress(value))));
		map.from(properties::getAcceptsPerSecond)
			.to(this.<Integer>limit("accepts-per-second",
					(limits, value) -> limits.withConnections((all) -> all.withAcceptsPerSecond(value))));
	}

	private void applyMessages(PropertyMapper map, RtmpLimitProperties properties) {
		map.from(properties::getMediaMessageSize)
			.to(size("media-message-size", (limits, value) -> limits.withMessages((all) -> all.withMediaBytes(value))));
		map.from(properties::getMessageSize)
			.to(size("message-size", (limits, value) -> limits.withMessages((all) -> all.withOtherBytes(value))));
		map.from(properties::getChunkStreams)
			.to(this.<Integer>limit("chunk-streams",
					(limits, value) -> limits.withMessages((all) -> all.withChunkStreams(value))));
		map.from(properties::getSmallestChunkSize)
			.to(size("smallest-chunk-size",
					(limits, value) -> limits.withMessages((all) -> all.withSmallestChunkSize(value))));
		map.from(properties::getMessageStreams)
			.to(this.<Integer>limit("message-streams",
					(limits, value) -> limits.withMessages((all) -> all.withMessageStreams(value))));
		map.from(properties::getPublishAttempts)
			.to(this.<Integer>limit("publish-attempts",
					(limits, value) -> limits.withMessages((all) -> all.withPublishAttempts(value))));
	}

	private void applyRates(PropertyMapper map, RtmpLimitProperties properties) {
		map.from(properties::getChunksPerSecond)
			.to(this.<Integer>limit("chunks-per-second",
					(limits, value) -> limits.withRates((all) -> all.withChunks(value))));
		map.from(properties::getCommandsPerSecond)
			.to(this.<Integer>limit("commands-per-second",
					(limits, value) -> limits.withRates((all) -> all.withCommands(value))));
		map.from(properties::getDataMessagesPerSecond)
			.to(this.<Integer>limit("data-messages-per-second",
					(limits, value) -> limits.withRates((all) -> all.withData(value))));
		map.from(properties::getPongsPerSecond)
			.to(this.<Integer>limit("pongs-per-second",
					(limits, value) -> limits.withRates((all) -> all.withPongs(value))));
	}

	private void applyMemory(PropertyMapper map, RtmpLimitProperties properties) {
		map.from(properties::getMemory)
			.to(this.<DataSize>limit("memory",
					(limits, value) -> limits.withMemory((all) -> all.withTotalBytes(total(value)))));
		map.from(properties::getUnpublishedMemory)
			.to(size("unpublished-memory",
					(limits, value) -> limits.withMemory((all) -> all.withUnpublishedBytes(value))));
		map.from(properties::getUnreadOutput)
			.to(size("unread-output", (limits, value) -> limits.withMemory((all) -> all.withUnreadBytes(value))));
	}

	private void applyDecisions(PropertyMapper map, RtmpLimitProperties properties) {
		map.from(properties::getUnansweredDecisions)
			.to(this.<Integer>limit("unanswered-decisions",
					(limits, value) -> limits.withDecisions((all) -> all.withUnanswered(value))));
		map.from(properties::getFailuresPerMinute)
			.to(this.<Integer>limit("failures-per-minute",
					(limits, value) -> limits.withDecisions((all) -> all.withFailuresPerMinute(value))));
	}

	private Consumer<Duration> timeout(String name, BiFunction<Timeouts, Duration, Timeouts> change) {
		return set("timeouts." + name,
				(limits, value) -> limits.withTimeouts((timeouts) -> change.apply(timeouts, value)));
	}

	private <T> Consumer<T> limit(String name, BiFunction<RtmpServerLimits, T, RtmpServerLimits> change) {
		return set("limits." + name, change);
	}

	private <T> Consumer<T> set(String name, BiFunction<RtmpServerLimits, T, RtmpServerLimits> change) {
		return PropertiesRtmpServerCustomizer.valid(name, (value) -> this.limits = change.apply(this.limits, value));
	}

	private Consumer<DataSize> size(String name, BiFunction<RtmpServerLimits, Integer, RtmpServerLimits> change) {
		return limit(name, (limits, value) -> change.apply(limits, bytes(value)));
	}

	private long total(DataSize memory) {
		DataSize message = this.properties.getLimits().getMediaMessageSize();
		if (memory.toBytes() > 0 && memory.compareTo(message) < 0) {
			throw new IllegalArgumentException("nobody could send the largest message: it must be at least "
					+ "'rtmp.server.limits.media-message-size', which is " + message);
		}
		return memory.toBytes();
	}

	private static Integer bytes(DataSize size) {
		if (size.toBytes() > Integer.MAX_VALUE) {
			throw new IllegalArgumentException("a size must be less than 2 GB");
		}
		return (int) size.toBytes();
	}

}
