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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogText}.
 */
class LogTextTests {

	@Test
	@Tag("L1")
	void whenTextCouldBreakALineEscapesIt() {
		assertThat(LogText.safe("a\r\nb")).isEqualTo("a\\u000d\\u000ab");
		assertThat(LogText.safe("\u001b[2J\u0000")).isEqualTo("\\u001b[2J\\u0000");
		assertThat(LogText.safe("\u202eevil\u2028\u2029")).isEqualTo("\\u202eevil\\u2028\\u2029");
		assertThat(LogText.safe("\ud800")).isEqualTo("\\ud800");
	}

	@Test
	@Tag("L1")
	void whenTextIsLongCutsIt() {
		assertThat(LogText.safe("x".repeat(4096))).hasSize(128);
	}

	@Test
	void whenTextIsHarmlessKeepsIt() {
		assertThat(LogText.safe("größe %n {} ${x}")).isEqualTo("größe %n {} ${x}");
	}

}
