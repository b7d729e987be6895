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

import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainText}.
 */
@Tag("A12")
class PlainTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "\r\n", "\0", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u00ad", "\u061c", "\u200b",
			"\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2028", "\u2029", "\u2066", "\u2069", "\ufeff",
			"\ud800", "\udc00", "\ue000", "\uffff", "\udb40\udc41" })
	void whenCharactersAreUnfitReplacesThemByOneSpace(String unfit) {
		assertThat(PlainText.isPlain("a" + unfit + "b")).isFalse();
		assertThat(PlainText.of("a" + unfit + unfit + "b" + unfit)).isEqualTo("a b");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "live", "a b", "größe %n {} $x", "\uD83D\uDE00", "日本語", "עברית", "a\u00a0b", "{$", "$" })
	void whenTextIsPlainKeepsIt(String text) {
		assertThat(PlainText.isPlain(text)).isTrue();
		assertThat(PlainText.of(text)).isSameAs(text);
	}

	@Test
	void whenTextCouldBeLookedUpTakesTheDollarSign() {
		assertThat(PlainText.isPlain("${jndi:x}")).isFalse();
		assertThat(PlainText.of("a ${jndi:x} $x")).isEqualTo("a  {jndi:x} $x");
	}

	@Test
	void whenTextIsLongCutsIt() {
		assertThat(PlainText.of("x".repeat(129), 128)).isEqualTo("x".repeat(125) + "...");
		assertThat(PlainText.of("x".repeat(128), 128)).isEqualTo("x".repeat(128));
		assertThat(PlainText.of("\uD83D\uDE00".repeat(5), 8)).isEqualTo("\uD83D\uDE00\uD83D\uDE00...");
	}

	@Test
	void whenAnythingComesIsPlainAfterwards() {
		Random random = new Random(20261128);
		for (int i = 0; i < 20_000; i++) {
			String text = random.ints(random.nextInt(200), 0, 0x10000)
				.map((character) -> (random.nextBoolean()) ? character : character % 128)
				.collect(StringBuilder::new, (to, character) -> to.append((char) character), StringBuilder::append)
				.toString();
			assertThat(PlainText.of(text, 128)).hasSizeLessThanOrEqualTo(128)
				.matches(PlainText::isPlain)
				.doesNotContainPattern("[\\p{C}\\u2028\\u2029]|\\$\\{");
		}
	}

}
