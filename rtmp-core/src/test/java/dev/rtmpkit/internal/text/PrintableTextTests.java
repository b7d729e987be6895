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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrintableText}.
 */
class PrintableTextTests {

	@Test
	@Tag("L1")
	void whenTextCouldBreakALineEscapesIt() {
		assertThat(PrintableText.of("a\r\nb")).isEqualTo("a\\u000d\\u000ab");
		assertThat(PrintableText.of("\u001b[2J\u0000")).isEqualTo("\\u001b[2J\\u0000");
		assertThat(PrintableText.of("\u202eevil\u2028\u2029")).isEqualTo("\\u202eevil\\u2028\\u2029");
		assertThat(PrintableText.of("\ud800")).isEqualTo("\\ud800");
	}

	@Test
	@Tag("L1")
	void whenTextCouldBeLookedUpEscapesIt() {
		assertThat(PrintableText.of("${jndi:x} $x")).isEqualTo("\\u0024{jndi:x} $x");
	}

	@Test
	@Tag("L1")
	void whenTextIsLongCutsItWithoutCuttingAnEscape() {
		assertThat(PrintableText.of("x".repeat(4096))).isEqualTo("x".repeat(125) + "...");
		assertThat(PrintableText.of("x".repeat(128))).isEqualTo("x".repeat(128));
		assertThat(PrintableText.of("\0".repeat(4096))).isEqualTo("\\u0000".repeat(20) + "...");
		assertThat(PrintableText.of("\0".repeat(21))).isEqualTo("\\u0000".repeat(21));
	}

	@Test
	@Tag("L1")
	void whenAnythingComesStaysOnOneShortLine() {
		Random random = new Random(20261123);
		for (int i = 0; i < 20_000; i++) {
			String text = random.ints(random.nextInt(200), 0, 0x10000)
				.map((character) -> (random.nextBoolean()) ? character : character % 128)
				.collect(StringBuilder::new, (to, character) -> to.append((char) character), StringBuilder::append)
				.toString();
			assertThat(PrintableText.of(text)).hasSizeLessThanOrEqualTo(128)
				.doesNotContainPattern("[\\p{C}\\u2028\\u2029]");
		}
	}

	@Test
	void whenTextIsHarmlessKeepsIt() {
		assertThat(PrintableText.of("größe %n {} \uD83D\uDE00")).isEqualTo("größe %n {} \uD83D\uDE00");
		assertThat(PrintableText.of("")).isEmpty();
	}

}
