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

package dev.rtmpkit.publish;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PublishDecision}.
 */
class PublishDecisionTests {

	@ParameterizedTest
	@ValueSource(strings = { " ", "a\nb", "a\u202eb", "a\u2028b", "a\ud800b", "a\0b", "${jndi:x}", "..", "a/../b",
			"a//b", "./a" })
	@Tag("A12")
	@Tag("D19")
	void whenNameIsNotPlainItIsNotAccepted(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> PublishDecision.accept(name))
			.withMessageStartingWith("streamName must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> PublishDecision.accept(name, Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> PublishDecision.accept(name, PublishLimits.NONE));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PublishDecision.accept(name, Map.of(), PublishLimits.NONE));
	}

	@Test
	@Tag("A12")
	void whenNameIsTooLongItIsNotAccepted() {
		assertThatIllegalArgumentException().isThrownBy(() -> PublishDecision.accept("n".repeat(9217)))
			.withMessageContaining("9216 characters")
			.withMessageNotContaining("nnn");
	}

	@Test
	@Tag("D17")
	void whenNameIsMadeOfTheLongestApplicationAndKeyItIsAccepted() {
		String name = "a".repeat(256) + "/" + "k".repeat(8192);
		assertThat(PublishDecision.accept(name)).isEqualTo(PublishDecision.accept(name, Map.of()));
	}

	@Test
	@Tag("E10")
	void attributesThatAreNullAreLeftOut() {
		Map<String, @Nullable Object> attributes = new HashMap<>();
		attributes.put("tenant", "t1");
		attributes.put("owner", null);
		assertThat(PublishDecision.accept("name", attributes)).isInstanceOfSatisfying(PublishDecision.Accepted.class,
				(accepted) -> assertThat(accepted.attributes()).isEqualTo(Map.of("tenant", "t1")));
	}

	@Test
	@Tag("E10")
	void limitsAreTakenWithoutAttributes() {
		PublishLimits limits = PublishLimits.NONE.withBitRate(1_000_000);
		assertThat(PublishDecision.accept("name", limits)).isEqualTo(PublishDecision.accept("name", Map.of(), limits));
	}

	@Test
	@Tag("A12")
	void whenReasonIsNotPlainItIsMadePlain() {
		assertThat(PublishDecision.reject("No.\r\nNot you\u202e!")).isEqualTo(PublishDecision.reject("No. Not you !"));
	}

}
