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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link RateMeter}.
 */
class RateMeterTests {

	private final RateMeter meter = new RateMeter();

	@Test
	void whileLessThanTwoSecondsHavePassedIsUnknown() {
		add(0, 1999, 40, 1000);
		assertThat(this.meter.rate()).isEqualTo(new RateMeter.Rate(0, 0));
	}

	@Test
	void measuresFramesAndBitsPerSecond() {
		add(1000, 4000, 40, 1000);
		assertThat(this.meter.rate().packetsPerSecond()).isCloseTo(25, within(0.001));
		assertThat(this.meter.rate().bitsPerSecond()).isCloseTo(200_000, within(0.001));
	}

	@Test
	void followsAChange() {
		add(0, 4000, 40, 1000);
		add(4000, 8100, 20, 500);
		assertThat(this.meter.rate().packetsPerSecond()).isCloseTo(50, within(0.001));
	}

	@Test
	@Tag("F4")
	void whenTimestampsWrapGoesOn() {
		for (long time = 0xFFFFFFFFL - 1000; time < 0x100000000L + 4000; time += 40) {
			this.meter.add(time & 0xFFFFFFFFL, 1000);
		}
		assertThat(this.meter.rate().packetsPerSecond()).isCloseTo(25, within(0.001));
	}

	@Test
	@Tag("F4")
	void whenTimestampsJumpForgetsTheWindowAndKeepsTheRate() {
		add(0, 4000, 40, 1000);
		for (long jump : new long[] { 0x80000000L, 3_600_000, 0, 0xFFFFFFFFL, 20_000 }) {
			this.meter.add(jump, 1000);
			this.meter.add(jump + 40, 1000);
			assertThat(this.meter.rate().packetsPerSecond()).isCloseTo(25, within(0.001));
		}
	}

	@Test
	@Tag("F4")
	void whenTimestampsStandStillOrGoBackStaysUnknown() {
		for (int i = 0; i < 10_000; i++) {
			this.meter.add(5000, 1);
		}
		for (int i = 5000; i > 0; i--) {
			this.meter.add(i, 1);
		}
		assertThat(this.meter.rate()).isEqualTo(new RateMeter.Rate(0, 0));
	}

	private void add(long from, long to, int step, int size) {
		for (long time = from; time <= to; time += step) {
			this.meter.add(time, size);
		}
	}

}
