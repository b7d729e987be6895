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

package dev.rtmpkit.server.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Gives each healthy publisher's packets to its {@link Delivery}, and handles the streams
 * of attackers as badly as their names say.
 */
public final class ChaosHandler implements StreamHandler {

	static final String STALLING = "stall-";

	static final String FAILING = "fail-";

	static final String FAILING_LATER = "fail-later-";

	private final CountDownLatch never = new CountDownLatch(1);

	private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();

	/**
	 * Expect a healthy publisher.
	 * @param name the name of its stream
	 * @param delivery what gets its packets
	 */
	public void expect(String name, Delivery delivery) {
		this.deliveries.put(name, delivery);
	}

	@Override
	public void handle(LiveStream stream) {
		Delivery delivery = this.deliveries.get(stream.name());
		if (delivery != null) {
			stream.subscribe(SubscriptionOptions.lossless(), delivery);
		}
		else if (stream.name().startsWith(FAILING_LATER)) {
			stream.subscribe(SubscriptionOptions.lossless(), fail());
		}
		else if (stream.name().startsWith(FAILING)) {
			throw new IllegalStateException("No handling");
		}
		else if (stream.name().startsWith(STALLING)) {
			stream.subscribe(SubscriptionOptions.lossless().queueBytes(10_000).stallDeadline(Duration.ofSeconds(5)),
					stallOnce());
		}
		else {
			stream.subscribe(SubscriptionOptions.lossless(), MediaPacket::toString);
			stream.subscribe(SubscriptionOptions.live(), MediaPacket::payload);
		}
	}

	private static PacketConsumer fail() {
		return (packet) -> {
			throw new IllegalStateException("No consumption");
		};
	}

	private PacketConsumer stallOnce() {
		return (packet) -> {
			if (packet.timestamp() == 0) {
				this.never.await(1, TimeUnit.SECONDS);
			}
		};
	}

}
