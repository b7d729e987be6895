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

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BlockingWatch}.
 */
class BlockingWatchTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final BlockingWatch watch = new BlockingWatch();

	private long now = -5 * MILLI;

	@Test
	void whenCallsAreShortTheyNeverAddUp() {
		for (int i = 0; i < 10_000; i++) {
			assertThat(call(10)).isFalse();
		}
	}

	@Test
	void whenOneCallIsTooLongItBlocks() {
		assertThat(call(401)).isTrue();
	}

	@Test
	void whenCallsAreLongAgainAndAgainTheyBlock() {
		assertThat(call(200)).isFalse();
		pass(2000);
		assertThat(call(200)).isFalse();
		pass(2000);
		assertThat(call(200)).isTrue();
	}

	@Test
	void whenThePausesBetweenLongCallsAreLongEnoughTheyAreForgiven() {
		for (int i = 0; i < 100; i++) {
			assertThat(call(150)).isFalse();
			pass(15_000);
		}
	}

	private boolean call(long millis) {
		long start = this.now;
		pass(millis);
		return this.watch.called(start, this.now);
	}

	private void pass(long millis) {
		this.now += millis * MILLI;
	}

}
