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

import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InputGate}.
 */
class InputGateTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final InputGate gate = new InputGate(this.channel);

	private int processed;

	private int throttles;

	@BeforeEach
	void freezeTime() {
		this.channel.freezeTime();
	}

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	private void throttleEnded() {
		this.processed += this.gate.isOpen() ? 1 : 0;
		assertThat(this.channel.config().isAutoRead()).as("what was read comes first").isFalse();
		if (this.throttles > 0) {
			this.throttles--;
			this.gate.throttle(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	private void pass(long millis) {
		this.channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
		this.channel.runScheduledPendingTasks();
	}

	private boolean isReadingSocket() {
		return this.channel.config().isAutoRead();
	}

	@BeforeEach
	void processWhenOpened() {
		this.gate.whenOpened(this::throttleEnded);
	}

	@Test
	@Tag("I8")
	void whenThrottledNothingIsProcessedOrRead() {
		this.gate.throttle(TimeUnit.MILLISECONDS.toNanos(50));
		assertThat(this.gate.isOpen()).isFalse();
		assertThat(isReadingSocket()).isFalse();
		assertThat(this.gate.isReading()).as("no excuse for missing a deadline").isTrue();
		pass(49);
		assertThat(this.processed).isZero();
		assertThat(isReadingSocket()).isFalse();
		pass(1);
		assertThat(this.processed).isOne();
		assertThat(this.gate.isOpen()).isTrue();
		assertThat(isReadingSocket()).isTrue();
	}

	@Test
	@Tag("I8")
	void whenWhatWasHeldBackIsTooMuchAgainTheSocketIsNotReadYet() {
		this.throttles = 2;
		this.gate.throttle(TimeUnit.MILLISECONDS.toNanos(50));
		for (int i = 1; i <= 2; i++) {
			pass(50);
			assertThat(this.processed).isEqualTo(i);
			assertThat(isReadingSocket()).isFalse();
		}
		pass(50);
		assertThat(this.processed).isEqualTo(3);
		assertThat(isReadingSocket()).isTrue();
	}

	@Test
	@Tag("I8")
	void whenThrottledForNextToNothingOthersGetTheirTurn() {
		this.gate.throttle(0);
		pass(9);
		assertThat(this.gate.isOpen()).isFalse();
		pass(1);
		assertThat(this.gate.isOpen()).isTrue();
	}

	@Test
	@Tag("I8")
	void whenDecisionTakesLongerThanTheThrottleItIsStillWaitedFor() {
		this.gate.decide();
		this.gate.throttle(TimeUnit.MILLISECONDS.toNanos(50));
		pass(50);
		assertThat(this.processed).isZero();
		assertThat(this.gate.isOpen()).isFalse();
		assertThat(isReadingSocket()).isFalse();
		this.gate.decided();
		assertThat(this.gate.isOpen()).isTrue();
		assertThat(isReadingSocket()).isTrue();
	}

	@Test
	@Tag("I8")
	void whenThrottleTakesLongerThanTheDecisionItIsStillWaitedFor() {
		this.gate.decide();
		this.gate.throttle(TimeUnit.MILLISECONDS.toNanos(50));
		this.gate.decided();
		assertThat(this.gate.isOpen()).isFalse();
		assertThat(isReadingSocket()).isFalse();
		pass(50);
		assertThat(this.processed).isOne();
		assertThat(isReadingSocket()).isTrue();
	}

}
