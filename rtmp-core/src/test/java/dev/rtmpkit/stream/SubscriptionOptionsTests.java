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

package dev.rtmpkit.stream;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SubscriptionOptions}.
 */
class SubscriptionOptionsTests {

	@Test
	void changesOneThingAtATime() {
		assertThat(SubscriptionOptions.lossless()
			.queueBytes(1)
			.startAtCachedGop(false)
			.stallDeadline(Duration.ofSeconds(3))
			.onStall(StallPolicy.STOP_PUBLISHER)
			.callbackThread(CallbackThread.EVENT_LOOP))
			.isEqualTo(new SubscriptionOptions(DeliveryMode.LOSSLESS, 1, false, Duration.ofSeconds(3),
					StallPolicy.STOP_PUBLISHER, CallbackThread.EVENT_LOOP));
		assertThat(SubscriptionOptions.lossless().callbackThread()).isEqualTo(CallbackThread.MEDIA);
		assertThat(SubscriptionOptions.live().queueBytes(7).mode()).isEqualTo(DeliveryMode.LIVE);
	}

	@Test
	void whenBoundsMakeNoSenseFails() {
		SubscriptionOptions options = SubscriptionOptions.live();
		assertThatIllegalArgumentException().isThrownBy(() -> options.queueBytes(0));
		assertThatIllegalArgumentException().isThrownBy(() -> options.stallDeadline(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> options.stallDeadline(Duration.ofSeconds(-1)));
	}

}
