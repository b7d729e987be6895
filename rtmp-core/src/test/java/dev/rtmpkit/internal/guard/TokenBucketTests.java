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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final TokenBucket bucket = new TokenBucket(4, 0);

	@Test
	void givesWhatIsInItAndWhatComesBack() {
		for (int i = 0; i < 4; i++) {
			assertThat(this.bucket.tryTake(0)).isTrue();
		}
		assertThat(this.bucket.tryTake(0)).isFalse();
		assertThat(this.bucket.tryTake(SECOND / 4)).isTrue();
		assertThat(this.bucket.tryTake(SECOND / 4)).isFalse();
	}

	@Test
	void whenNothingIsTakenForLongItHoldsNoMoreThanBefore() {
		for (int i = 0; i < 4; i++) {
			assertThat(this.bucket.tryTake(100 * SECOND)).isTrue();
		}
		assertThat(this.bucket.tryTake(100 * SECOND)).isFalse();
	}

	@Test
	void whenMoreHappenedThanItHoldsTellsWhenTheDebtIsPaid() {
		assertThat(this.bucket.take(4, 0)).isZero();
		assertThat(this.bucket.take(1, 0)).isEqualTo(SECOND / 4);
		assertThat(this.bucket.take(0, SECOND / 4)).isZero();
		assertThat(this.bucket.take(2, SECOND / 4)).isEqualTo(SECOND / 2);
	}

	@Test
	void whenFarMoreHappenedTheDebtIsASecond() {
		assertThat(this.bucket.take(1_000_000, 0)).isEqualTo(SECOND);
		assertThat(this.bucket.take(0, SECOND)).isZero();
		assertThat(this.bucket.tryTake(SECOND)).isFalse();
	}

}
