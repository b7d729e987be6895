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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogThrottle}.
 */
class LogThrottleTests {

	private static final long INTERVAL = LogThrottle.INTERVAL_NANOS;

	/** The clock overflows meanwhile. */
	private static final long START = Long.MAX_VALUE - INTERVAL / 2;

	private final LogThrottle throttle = new LogThrottle();

	@Test
	@Tag("L4")
	void whenReasonComesAgainSoonSuppressesAndCountsIt() {
		assertThat(this.throttle.admit("TLS", START)).isZero();
		assertThat(this.throttle.admit("TLS", START)).isEqualTo(LogThrottle.SUPPRESSED);
		assertThat(this.throttle.admit("HTTP", START + 1)).isZero();
		assertThat(this.throttle.admit("TLS", START + INTERVAL - 1)).isEqualTo(LogThrottle.SUPPRESSED);
		assertThat(this.throttle.admit("TLS", START + INTERVAL)).isEqualTo(2);
		assertThat(this.throttle.admit("TLS", START + INTERVAL + 1)).isEqualTo(LogThrottle.SUPPRESSED);
		assertThat(this.throttle.admit("TLS", START + 2 * INTERVAL)).isEqualTo(1);
	}

	@Test
	@Tag("L4")
	void whenReasonsAreManyThoseBeyondShareOneLine() {
		for (int i = 0; i < LogThrottle.MOST_REASONS; i++) {
			assertThat(this.throttle.admit("reason " + i, START)).isZero();
		}
		assertThat(this.throttle.admit("first too many", START)).isZero();
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.throttle.admit("too many " + i, START)).isEqualTo(LogThrottle.SUPPRESSED);
		}
		assertThat(this.throttle.admit("reason 1", START)).isEqualTo(LogThrottle.SUPPRESSED);
		assertThat(this.throttle.admit("any", START + INTERVAL)).isEqualTo(10_000);
		assertThat(this.throttle.admit("reason 1", START + INTERVAL)).isEqualTo(1);
	}

}
