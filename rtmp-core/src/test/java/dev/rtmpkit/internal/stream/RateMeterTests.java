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
		assertThat(rate()).isEqualTo(new RateMeter.Rate(0, 0));
	}

	@Test
	void measuresFramesAndBitsPerSecond() {
		add(1000, 4000, 40, 1000);
		assertThat(rate().packetsPerSecond()).isCloseTo(25, within(0.001));
		assertThat(rate().bitsPerSecond()).isCloseTo(200_000, within(0.001));
	}

	@Test
	void followsAChange() {
		add(0, 4000, 40, 1000);
		add(4000, 8100, 20, 500);
		assertThat(rate().packetsPerSecond()).isCloseTo(50, within(0.001));
	}

	@Test
	@Tag("F4")
	void whenTimestampsWrapGoesOn() {
		for (long time = 0xFFFFFFFFL - 1000; time < 0x100000000L + 4000; time += 40) {
			this.meter.add(time & 0xFFFFFFFFL, 1000);
		}
		assertThat(rate().packetsPerSecond()).isCloseTo(25, within(0.001));
	}

	@Test
	@Tag("F4")
	void whenTimestampsJumpForgetsTheWindowAndKeepsTheRate() {
		add(0, 4000, 40, 1000);
		for (long jump : new long[] { 0x80000000L, 3_600_000, 0, 0xFFFFFFFFL, 20_000 }) {
			this.meter.add(jump, 1000);
			this.meter.add(jump + 40, 1000);
			assertThat(rate().packetsPerSecond()).isCloseTo(25, within(0.001));
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
		assertThat(rate()).isEqualTo(new RateMeter.Rate(0, 0));
	}

	@Test
	@Tag("E6")
	void whenPacketsStopRateDecaysToZeroWithinThreeSeconds() {
		add(0, 4000, 40, 1000);
		this.meter.arrived(seconds(100));
		assertThat(rate(100).packetsPerSecond()).isCloseTo(25, within(0.001));
		assertThat(rate(102).packetsPerSecond()).isCloseTo(25, within(0.001));
		assertThat(rate(102.5).packetsPerSecond()).isCloseTo(12.5, within(0.001));
		assertThat(rate(102.5).bitsPerSecond()).isCloseTo(100_000, within(0.001));
		assertThat(rate(103)).isEqualTo(new RateMeter.Rate(0, 0));
		assertThat(rate(1_000_000)).isEqualTo(new RateMeter.Rate(0, 0));
	}

	@Test
	@Tag("E6")
	void whileFewPacketsComeRateStays() {
		for (int second = 0; second <= 20; second += 2) {
			this.meter.add(second * 1000L, 1000);
			this.meter.arrived(seconds(second));
		}
		assertThat(rate(20).packetsPerSecond()).isCloseTo(0.5, within(0.001));
		assertThat(rate(22).packetsPerSecond()).isCloseTo(0.5, within(0.001));
	}

	@Test
	@Tag("E6")
	void whenPacketsComeAfterSilenceRateIsMeasuredAnew() {
		add(0, 4000, 40, 1000);
		this.meter.arrived(0);
		// its timestamps went on, so that it looks like one packet in 6 seconds
		this.meter.add(10_000, 1000);
		this.meter.arrived(seconds(6));
		assertThat(rate(6)).isEqualTo(new RateMeter.Rate(0, 0));
		add(10_040, 12_040, 20, 500);
		this.meter.arrived(seconds(8));
		assertThat(rate(8).packetsPerSecond()).isCloseTo(50, within(0.001));
	}

	@Test
	@Tag("E6")
	void whenTimestampsStandStillRateIsForgotten() {
		add(0, 4000, 40, 1000);
		this.meter.arrived(0);
		for (int second = 1; second <= 16; second++) {
			assertThat(rate(second - 1).packetsPerSecond()).isCloseTo(25, within(0.001));
			this.meter.add(4000, 1000);
			this.meter.arrived(seconds(second));
		}
		assertThat(rate(16)).isEqualTo(new RateMeter.Rate(0, 0));
		add(5000, 7000, 40, 1000);
		this.meter.arrived(seconds(17));
		assertThat(rate(17).packetsPerSecond()).isCloseTo(25, within(0.001));
	}

	@Test
	@Tag("E6")
	void whenNothingWasAddedArrivalChangesNothing() {
		add(0, 4000, 40, 1000);
		this.meter.arrived(0);
		this.meter.arrived(seconds(3));
		assertThat(rate(3)).isEqualTo(new RateMeter.Rate(0, 0));
	}

	@Test
	@Tag("E6")
	void whenReaderAskedClockBeforeArrivalRateIsWhole() {
		add(0, 4000, 40, 1000);
		this.meter.arrived(Long.MAX_VALUE);
		assertThat(this.meter.rate(Long.MAX_VALUE - 1).packetsPerSecond()).isCloseTo(25, within(0.001));
		// the clock wraps, and one second passes
		assertThat(this.meter.rate(Long.MIN_VALUE + seconds(1)).packetsPerSecond()).isCloseTo(25, within(0.001));
	}

	/** Return the rate at the time of the newest arrival. */
	private RateMeter.Rate rate() {
		this.meter.arrived(0);
		return this.meter.rate(0);
	}

	private RateMeter.Rate rate(double seconds) {
		return this.meter.rate(seconds(seconds));
	}

	private static long seconds(double seconds) {
		return Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
	}

	private void add(long from, long to, int step, int size) {
		for (long time = from; time <= to; time += step) {
			this.meter.add(time, size);
		}
	}

}
