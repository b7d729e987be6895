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

package dev.rtmpkit.server;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Disconnection}.
 */
class DisconnectionValueTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	void aBanNeedsATime() {
		Disconnection disconnection = Disconnection.because("Go \n away");
		assertThat(disconnection.reason()).doesNotContain("\n");
		assertThat(disconnection.target()).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> disconnection.andBan(BanTarget.KEY, Duration.ZERO));
		assertThat(disconnection.andBan(BanTarget.KEY, MINUTE).time()).isEqualTo(MINUTE);
	}

}
