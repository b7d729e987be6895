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

package dev.rtmpkit.internal.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailurePenalties}.
 */
@Tag("V3")
class FailurePenaltiesTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final InetAddress ADDRESS = address("192.0.2.1");

	private final FailurePenalties penalties = new FailurePenalties(3, 100);

	@Test
	void whenFailuresFollowOneAnotherTheDelayDoublesAfterThreeFreeOnes() {
		long[] millis = { 0, 0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000, 8000 };
		for (long expected : millis) {
			assertThat(delayMillis(ADDRESS, 0)).isEqualTo(expected);
		}
	}

	@Test
	void whenThreeFailAMinuteItIsForgiven() {
		for (int i = 0; i < 1000; i++) {
			assertThat(delayMillis(ADDRESS, i * 20 * SECOND)).isZero();
		}
	}

	@Test
	void whenTimePassesItForgivesOneByOneAndAllAfterElevenMinutes() {
		for (int i = 0; i < 100_000; i++) {
			this.penalties.failed(ADDRESS, 0);
		}
		assertThat(delayMillis(ADDRESS, 60 * SECOND)).isEqualTo(8000);
		assertThat(delayMillis(ADDRESS, 12 * 60 * SECOND)).isZero();
		for (int i = 0; i < 4; i++) {
			this.penalties.failed(ADDRESS, 2000 * SECOND);
		}
		assertThat(delayMillis(ADDRESS, 2020 * SECOND)).as("five, one of them forgiven").isEqualTo(250);
	}

	@Test
	void whenClockIsAboutToOverflowItGoesOn() {
		long[] millis = { 0, 0, 0, 250, 500 };
		for (long expected : millis) {
			assertThat(delayMillis(ADDRESS, Long.MAX_VALUE - 1)).isEqualTo(expected);
		}
		assertThat(delayMillis(ADDRESS, Long.MIN_VALUE)).isEqualTo(1000);
	}

	@Test
	void whenAddressIsAnotherItIsNotPunished() {
		for (int i = 0; i < 10; i++) {
			this.penalties.failed(ADDRESS, 0);
			this.penalties.failed(address("2001:db8:0:1::1"), 0);
		}
		assertThat(delayMillis(address("192.0.2.2"), 0)).isZero();
		assertThat(delayMillis(address("2001:db8:0:2::1"), 0)).isZero();
		assertThat(delayMillis(address("2001:db8:0:1:ffff::2"), 0)).as("same network").isEqualTo(8000);
		assertThat(delayMillis(address("::ffff:192.0.2.1"), 0)).as("mapped").isEqualTo(8000);
	}

	@Test
	void whenNobodyWaitsForTheAnswersTheAddressIsExhaustedUntilTheyWouldBeGiven() {
		int attempts = 0;
		while (!this.penalties.isExhausted(ADDRESS, 0)) {
			this.penalties.failed(ADDRESS, 0);
			attempts++;
		}
		assertThat(attempts).isBetween(128, 145);
		assertThat(this.penalties.isExhausted(address("192.0.2.2"), 0)).isFalse();
		assertThat(this.penalties.isExhausted(ADDRESS, SECOND)).isFalse();
		int inAMinute = 0;
		for (long time = 0; time < 60 * SECOND; time += SECOND / 100) {
			if (!this.penalties.isExhausted(ADDRESS, time)) {
				this.penalties.failed(ADDRESS, time);
				inAMinute++;
			}
		}
		assertThat(inAMinute).as("16 a second").isBetween(900, 1000);
	}

	@Test
	@Tag("I12")
	void when128WaitForTheirAnswersTheAddressIsNotExhausted() {
		long[] due = new long[128];
		for (long time = 0; time < 600 * SECOND; time += SECOND / 4) {
			for (int i = 0; i < due.length; i++) {
				if (due[i] <= time) {
					assertThat(this.penalties.isExhausted(ADDRESS, time)).isFalse();
					due[i] = time + this.penalties.failed(ADDRESS, time);
				}
			}
		}
	}

	@Test
	void reportsNoMoreThanEveryTenSeconds() {
		assertThat(this.penalties.report(0)).isZero();
		fail(4, 0);
		assertThat(this.penalties.report(0)).isOne();
		fail(5, 0);
		assertThat(this.penalties.report(10 * SECOND - 1)).isZero();
		assertThat(this.penalties.report(10 * SECOND)).isEqualTo(5);
		assertThat(this.penalties.report(30 * SECOND)).isZero();
	}

	@Test
	@Tag("D3")
	void whenThereAreAMillionAddressesOnlyTheLatestAreRememberedAndTheyTakeLittle() throws Exception {
		FailurePenalties full = new FailurePenalties(3, FailurePenalties.CAPACITY);
		long before = used();
		byte[] bytes = new byte[16];
		for (int i = 0; i < 1_000_000; i++) {
			full.failed(InetAddress.getByAddress(ByteBuffer.wrap(bytes).putInt(0x20010db8).putInt(i).array()), 0);
		}
		assertThat(full.size()).isEqualTo(FailurePenalties.CAPACITY);
		assertThat(used() - before).isLessThan(16 << 20);
		assertThat(full.isExhausted(ADDRESS, 0)).isFalse();
	}

	private void fail(int times, long nanoTime) {
		for (int i = 0; i < times; i++) {
			this.penalties.failed(ADDRESS, nanoTime);
		}
	}

	private long delayMillis(InetAddress address, long nanoTime) {
		return TimeUnit.NANOSECONDS.toMillis(this.penalties.failed(address, nanoTime));
	}

	private static long used() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return least;
	}

	private static InetAddress address(String literal) {
		try {
			return InetAddress.getByName(literal);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
