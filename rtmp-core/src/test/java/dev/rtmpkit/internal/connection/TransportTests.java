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

package dev.rtmpkit.internal.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.testkit.Stubborn;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class TransportTests {

	private final Transport transport = new Transport(2, new Warnings());

	@AfterEach
	void close() {
		this.transport.close().join();
	}

	@Test
	void countsTheAcceptorAndTheWorkers() {
		assertThat(this.transport.threads()).isEqualTo(3);
	}

	@Test
	void whenAThreadIsBusyCountsTheTasksThatWaitForIt() throws Exception {
		EventLoop worker = worker();
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		worker.execute(() -> {
			busy.countDown();
			Stubborn.await(release);
		});
		busy.await();
		for (int i = 0; i < 10; i++) {
			worker.execute(() -> {
			});
		}
		assertThat(this.transport.pendingTasks()).isEqualTo(10);
		release.countDown();
		worker.submit(() -> {
		}).sync();
		assertThat(this.transport.pendingTasks()).isZero();
	}

	private EventLoop worker() {
		return this.transport.bootstrap(new ChannelInboundHandlerAdapter(), Duration.ofSeconds(1))
			.config()
			.childGroup()
			.next();
	}

}
