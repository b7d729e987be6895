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

import java.util.concurrent.CountDownLatch;

import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.testkit.Stubborn;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsHandshakeGate}.
 */
@Tag("I10")
@Timeout(20)
class TlsHandshakeGateTests {

	private final ConnectionAdmission admission = new ConnectionAdmission(TestLimits.DEFAULT.connections());

	private final TlsHandshakes handshakes = new TlsHandshakes(10, this.admission);

	@Test
	void whileAHandshakeIsComputedTheClientIsNotRead() {
		EmbeddedChannel channel = new EmbeddedChannel();
		TlsHandshakeGate gate = gate(channel);
		channel.pipeline().addLast(gate);
		for (int i = 0; i < 3; i++) {
			CountDownLatch release = new CountDownLatch(1);
			CountDownLatch other = new CountDownLatch(1);
			gate.execute(() -> Stubborn.await(release));
			gate.execute(() -> Stubborn.await(other));
			assertThat(channel.config().isAutoRead()).isFalse();
			release.countDown();
			other.countDown();
			while (!channel.config().isAutoRead()) {
				channel.runPendingTasks();
			}
		}
		channel.finish();
		this.handshakes.close().join();
	}

	@Test
	void whenAClientIsGoneItsHandshakeIsForgotten() {
		CountDownLatch release = new CountDownLatch(1);
		for (int i = 0; i < 2; i++) {
			gate(new EmbeddedChannel()).execute(() -> Stubborn.await(release));
		}
		while (this.handshakes.waiting() > 0) {
			Thread.onSpinWait();
		}
		EmbeddedChannel channel = new EmbeddedChannel();
		TlsHandshakeGate gate = gate(channel);
		channel.pipeline().addLast(gate);
		gate.execute(() -> {
			throw new AssertionError("Computed for a client that is gone");
		});
		assertThat(this.handshakes.waiting()).isOne();
		channel.finish();
		assertThat(this.handshakes.waiting()).isZero();
		release.countDown();
		this.handshakes.close().join();
	}

	private TlsHandshakeGate gate(EmbeddedChannel channel) {
		return new TlsHandshakeGate(this.handshakes, this.admission.ticket((reason) -> {
		}), channel);
	}

}
