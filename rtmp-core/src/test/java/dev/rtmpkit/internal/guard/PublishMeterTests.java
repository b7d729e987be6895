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

import java.time.Duration;

import dev.rtmpkit.publish.PublishLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("F6")
class PublishMeterTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	/** A million bytes per second. */
	private final PublishMeter meter = new PublishMeter(PublishLimits.NONE.withBitRate(8_000_000), 0);

	@Test
	void whenAKeyFrameIsLargeItIsNoBreach() {
		this.meter.add(4_000_000);
		assertThat(this.meter.charge(0)).isZero();
		for (int second = 1; second < 60; second++) {
			this.meter.add(900_000);
			assertThat(this.meter.charge(second * SECOND)).isZero();
			assertThat(this.meter.isTooFast(second * SECOND)).isFalse();
		}
	}

	@Test
	void whenTooMuchComesTheClientWaits() {
		this.meter.add(5_500_000);
		assertThat(this.meter.charge(0)).isEqualTo(SECOND / 2);
		assertThat(this.meter.charge(SECOND / 2)).isZero();
		this.meter.add(100_000_000);
		assertThat(this.meter.charge(SECOND)).isEqualTo(SECOND);
	}

	@Test
	void whenTheClientDoesNotSlowDownItIsTooFast() {
		for (int second = 0; second < 12; second++) {
			this.meter.add(5_000_000);
			this.meter.charge(second * SECOND);
			assertThat(this.meter.isTooFast(second * SECOND)).isEqualTo(second > 10);
		}
	}

	@Test
	void whenTheClientSlowsDownItIsForgiven() {
		for (int second = 0; second < 9; second++) {
			this.meter.add(5_000_000);
			assertThat(this.meter.isTooFast(second * SECOND)).isFalse();
		}
		assertThat(this.meter.isTooFast(12 * SECOND)).isFalse();
		this.meter.add(5_000_000);
		assertThat(this.meter.isTooFast(20 * SECOND)).isFalse();
	}

	@Test
	void whenTheTimeIsOverItIsOver() {
		PublishMeter limited = new PublishMeter(PublishLimits.NONE.withDuration(Duration.ofSeconds(3)), SECOND);
		limited.add(Integer.MAX_VALUE);
		assertThat(limited.charge(SECOND)).isZero();
		assertThat(limited.isOver(4 * SECOND - 1)).isFalse();
		assertThat(limited.isOver(4 * SECOND)).isTrue();
		assertThat(this.meter.isOver(Long.MAX_VALUE - 1)).isFalse();
	}

}
