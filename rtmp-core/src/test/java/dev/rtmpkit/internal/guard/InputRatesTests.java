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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InputRatesTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final InputRates rates = new InputRates(new RateLimits(100, 10, 20, 1), 0);

	@Test
	@Tag("K6")
	void whenChunksAreTooManyTheConnectionWaits() {
		assertThat(this.rates.charge(100, 0)).isZero();
		assertThat(this.rates.charge(150, 0)).isEqualTo(SECOND / 2);
		assertThat(this.rates.charge(150, SECOND / 2)).isZero();
		assertThat(this.rates.charge(1_000_000, SECOND)).isEqualTo(SECOND);
	}

	@Test
	@Tag("M4")
	@Tag("K7")
	void whenCommandsAreTooManyTheConnectionWaits() {
		for (int i = 0; i < 11; i++) {
			this.rates.command();
		}
		assertThat(this.rates.charge(0, 0)).isEqualTo(SECOND / 10);
		assertThat(this.rates.charge(0, SECOND / 10)).isZero();
	}

	@Test
	@Tag("I8")
	void whenABucketIsEmptyWhatCameHasToBeChargedFirst() {
		for (int i = 0; i < 20; i++) {
			this.rates.data(0);
		}
		assertThat(this.rates.isExhausted(100)).isFalse();
		assertThat(this.rates.isExhausted(101)).isTrue();
		this.rates.data(0);
		assertThat(this.rates.isExhausted(0)).isTrue();
		assertThat(this.rates.charge(0, 0)).isEqualTo(SECOND / 20);
		assertThat(this.rates.charge(0, SECOND)).isZero();
		assertThat(this.rates.isExhausted(0)).isFalse();
		for (int i = 0; i < 11; i++) {
			this.rates.command();
		}
		assertThat(this.rates.isExhausted(0)).isTrue();
	}

	@Test
	@Tag("A6")
	void whenDataMessagesAreTooManyTheConnectionWaits() {
		for (int i = 0; i < 30; i++) {
			this.rates.data(0);
		}
		assertThat(this.rates.charge(0, 0)).isEqualTo(SECOND / 2);
	}

	@Test
	@Tag("D16")
	void whenDataMessagesAreLongTheyCountAsSeveral() {
		this.rates.data((64 << 10) - 1);
		for (int i = 0; i < 3; i++) {
			this.rates.data(512 << 10);
		}
		assertThat(this.rates.charge(0, 0)).as("28 of 20").isEqualTo(SECOND / 20 * 8);
	}

}
