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

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.message.AudioMessage;
import dev.rtmpkit.message.RtmpMessage;
import dev.rtmpkit.message.VideoMessage;
import dev.rtmpkit.server.TestServer.Started;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a publisher that writes a great many messages in one go does to another one on the
 * same event loop.
 */
@Timeout(60)
class EventLoopNeighbourTests {

	private static final int PACKETS = 20;

	private final BlockingQueue<MediaPacket> delivered = new LinkedBlockingQueue<>();

	@Test
	@Tag("I8")
	void whenSequenceHeadersComeInOneGoTheNeighbourGoesOn() throws Exception {
		List<RtmpMessage> headers = IntStream.range(0, 20_000)
			.<RtmpMessage>mapToObj((i) -> new VideoMessage(1, 60,
					ByteBuffer.wrap(new byte[] { (byte) 0x96, 0, 'a', 'v', '0', '1', (byte) i, 1 })))
			.toList();
		assertNeighbourGoesOn(headers);
	}

	@Test
	@Tag("I8")
	void whenMessagesOfOneByteComeInOneGoTheNeighbourGoesOn() throws Exception {
		assertNeighbourGoesOn(Collections.nCopies(150_000, new AudioMessage(1, 60, ByteBuffer.allocate(0))));
	}

	private void assertNeighbourGoesOn(List<RtmpMessage> flood) throws Exception {
		try (TestServer server = new TestServer((builder) -> builder.ioThreads(1).handler(this::watch));
				RawRtmpClient neighbour = RawRtmpClient.publishing(server.port(), "live", "neighbour")) {
			server.await(Started.class);
			try (RawRtmpClient attacker = RawRtmpClient.publishing(server.port(), "live", "attacker")) {
				LiveStream attacked = server.await(Started.class).stream();
				attacker.send(flood.toArray(RtmpMessage[]::new));
				while (attacked.statistics().packets() == 0) {
					Thread.onSpinWait();
				}
				for (int i = 0; i < PACKETS; i++) {
					neighbour.audio(20L * i, (byte) 0xAF, (byte) 1, (byte) i);
					assertThat(this.delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
				}
				assertThat(attacked.statistics().packets()).as("processed when the neighbour was served")
					.isLessThan(flood.size());
				assertThat(server.server().statistics().activePublishers()).isEqualTo(2);
			}
		}
	}

	private void watch(LiveStream stream) {
		if (stream.name().equals("public-neighbour")) {
			stream.subscribe(SubscriptionOptions.lossless(), this.delivered::add);
		}
	}

}
