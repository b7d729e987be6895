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

package dev.rtmpkit.internal.text;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameRules}.
 */
@Tag("A12")
class NameRulesTests {

	private static final int LONGEST = NameRules.DEFAULT_LONGEST_KEY;

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\u202eb", "a\u2028b", "a\ud800b", "a\0", "\ufeffa", "${jndi:x}" })
	void whenTextIsNotPlainItIsNoName(String text) {
		assertThat(NameRules.isApplication(text)).isFalse();
		assertThat(NameRules.isStreamKey(text, LONGEST)).isFalse();
		assertThat(NameRules.isStreamName(text)).isFalse();
		assertThat(NameRules.isUser(text)).isFalse();
		assertThat(NameRules.areParameters(Map.of(text, "value"), LONGEST)).isFalse();
		assertThat(NameRules.areParameters(Map.of("name", text), LONGEST)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "..", "a/..", "../a", "a/../b", "a/./b", "a//b", "./a", "a/.", "//a" })
	@Tag("D19")
	void whenPathHasDotsOrNothingBetweenSlashesItIsNoName(String path) {
		assertThat(NameRules.isApplication(path)).isFalse();
		assertThat(NameRules.isStreamKey(path, LONGEST)).isFalse();
		assertThat(NameRules.isStreamName(path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "live", "a/b/c", "a.b", "...", "..a", "a..", "cam 1", "größe", "日本語", "\uD83D\uDE00",
			"Zm9v/YmFy+cXV4", "user@example.org", "a%2e%2e", "$1", "a=b&c" })
	void whenTextIsPlainItIsAName(String text) {
		assertThat(NameRules.isApplication(text)).isTrue();
		assertThat(NameRules.isStreamKey(text, LONGEST)).isTrue();
		assertThat(NameRules.isStreamName(text)).isTrue();
	}

	@Test
	void onlyAnApplicationHasNoOuterSlashes() {
		assertThat(NameRules.isApplication("live/")).isFalse();
		assertThat(NameRules.isApplication("/live")).isFalse();
		assertThat(NameRules.isStreamKey("Zm9vYmFy/", LONGEST)).isTrue();
		assertThat(NameRules.isStreamName("Zm9vYmFy/")).isTrue();
	}

	@Test
	void onlyAnApplicationMayHaveNoName() {
		assertThat(NameRules.isApplication("")).isTrue();
		assertThat(NameRules.isStreamKey(" ", LONGEST)).isFalse();
		assertThat(NameRules.isStreamName("")).isFalse();
		assertThat(NameRules.isUser("")).isFalse();
		assertThat(NameRules.areParameters(Map.of("token", ""), LONGEST)).isTrue();
	}

	@Test
	@Tag("D13")
	void whenKeysMayBeLongerParametersMayBeToo() {
		assertThat(NameRules.areParameters(Map.of("token", "a".repeat(5000)), 5000)).isTrue();
		assertThat(NameRules.areParameters(Map.of("token", "a".repeat(5001)), 5000)).isFalse();
		assertThat(NameRules.areParameters(Map.of("token", "a".repeat(4096)), 1)).isTrue();
	}

	@Test
	void thereIsRoomForAnyApplicationAndKeyInAName() {
		String key = "k".repeat(NameRules.LONGEST_KEY);
		assertThat(NameRules.isStreamName("a".repeat(NameRules.LONGEST_APPLICATION) + "/" + key)).isTrue();
	}

	@Test
	void lengthsAreLimited() {
		assertThat(NameRules.isApplication("\uD83D\uDE00".repeat(256))).isTrue();
		assertThat(NameRules.isApplication("a".repeat(257))).isFalse();
		assertThat(NameRules.isStreamKey("a".repeat(4096), LONGEST)).isTrue();
		assertThat(NameRules.isStreamKey("ä".repeat(2049), LONGEST)).isFalse();
		assertThat(NameRules.isStreamName("ä".repeat(9216))).isTrue();
		assertThat(NameRules.isStreamName("ä".repeat(9217))).isFalse();
		assertThat(NameRules.isUser("ä".repeat(128))).isTrue();
		assertThat(NameRules.isUser("ä".repeat(129))).isFalse();
		assertThat(NameRules.areParameters(Map.of("token", "a".repeat(4096)), LONGEST)).isTrue();
		assertThat(NameRules.areParameters(Map.of("token", "a".repeat(4097)), LONGEST)).isFalse();
		assertThat(NameRules.areParameters(Map.of("a".repeat(4097), ""), LONGEST)).isFalse();
	}

}
