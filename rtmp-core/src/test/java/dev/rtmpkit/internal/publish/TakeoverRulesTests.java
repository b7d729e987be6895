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

package dev.rtmpkit.internal.publish;

import java.time.Duration;

import dev.rtmpkit.internal.publish.TakeoverRules.Outcome;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who may take over, and as what.
 */
class TakeoverRulesTests {

	@ParameterizedTest
	@CsvSource({ "REPLACE_SAME_KEY, true, REPLACED", "REPLACE_SAME_KEY, false, REFUSED", "REJECT, true, REFUSED",
			"REJECT, false, REFUSED", "REPLACE, true, REPLACED", "REPLACE, false, REPLACED" })
	@Tag("V5")
	void whenThereIsNoGraceNothingIsContinued(DuplicatePublisherPolicy policy, boolean same, Outcome outcome) {
		assertThat(TakeoverRules.DEFAULT.withPolicy(policy).decide(same, false)).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource({ "REPLACE_SAME_KEY, true, false, CONTINUED", "REPLACE_SAME_KEY, true, true, CONTINUED",
			"REPLACE_SAME_KEY, false, false, REFUSED", "REPLACE_SAME_KEY, false, true, REPLACED",
			"REJECT, true, false, REFUSED", "REJECT, false, false, REFUSED", "REJECT, true, true, CONTINUED",
			"REJECT, false, true, REPLACED", "REPLACE, true, false, CONTINUED", "REPLACE, true, true, CONTINUED",
			"REPLACE, false, false, REPLACED", "REPLACE, false, true, REPLACED" })
	@Tag("V5")
	@Tag("V7")
	@Tag("D11")
	void whenThereIsAGraceTheSameOneContinues(DuplicatePublisherPolicy policy, boolean same, boolean gone,
			Outcome outcome) {
		TakeoverRules rules = TakeoverRules.DEFAULT.withPolicy(policy).withReconnectGrace(Duration.ofMillis(1));
		assertThat(rules.decide(same, gone)).isEqualTo(outcome);
	}

	@Test
	void whenGraceIsNegativeItIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TakeoverRules.DEFAULT.withReconnectGrace(Duration.ofNanos(-1)))
			.withMessageContaining("negative");
	}

	@Test
	@Tag("V6")
	void whenTakenOverTooOftenItHasToWait() {
		long start = Long.MAX_VALUE - 1;
		TakeoverRate rate = new TakeoverRate(start);
		for (int i = 0; i < TakeoverRate.BURST; i++) {
			assertThat(rate.permits(start)).isTrue();
		}
		assertThat(rate.permits(start)).isFalse();
		assertThat(rate.permits(start + Duration.ofMillis(900).toNanos())).isFalse();
		assertThat(rate.permits(start + Duration.ofMillis(1100).toNanos())).isTrue();
		assertThat(rate.permits(start + Duration.ofMillis(1200).toNanos())).isFalse();
	}

}
