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

package dev.rtmpkit.internal.stream;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what passing a packet allocates.
 */
class StreamAllocationTests {

	private static final int PACKETS = 100_000;

	/**
	 * The node that links a packet into a queue, and some room for the virtual machine's
	 * own.
	 */
	private static final long BYTES_PER_SUBSCRIPTION = 32;

	private final TestStream stream = new TestStream(StreamSettings.DEFAULT.gopCaching(GopCaching.NEVER));

	private final MediaPacket packet = Packets.frame(0, 1000);

	@Test
	void whenNobodySubscribesNothing() throws Exception {
		assertThat(bytesPerPacket()).isLessThan(8);
	}

	@Test
	void whenSubscribedANodePerSubscription() throws Exception {
		PacketReader[] readers = { this.stream.stream().openReader(SubscriptionOptions.lossless()),
				this.stream.stream().openReader(SubscriptionOptions.live()) };
		this.stream.publish(Packets.keyFrame(0, 10));
		readers[0].next();
		readers[1].next();
		assertThat(bytesPerPacket(readers)).isLessThan(readers.length * BYTES_PER_SUBSCRIPTION);
	}

	private long bytesPerPacket(PacketReader... readers) throws Exception {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		pass(readers);
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		pass(readers);
		return (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / PACKETS;
	}

	private void pass(PacketReader... readers) throws Exception {
		for (int i = 0; i < PACKETS; i++) {
			this.stream.source.publish(this.packet);
			for (PacketReader reader : readers) {
				if (reader.next() != this.packet) {
					throw new IllegalStateException("Not the packet that was published");
				}
			}
		}
	}

}
