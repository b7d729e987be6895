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

package dev.rtmpkit.testkit;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Hex}.
 */
class HexTests {

	@Test
	void readsSpacedHexWithComments() {
		assertThat(Hex.bytes("""
				03 00 00 00   // basic header, and a decoy: 0xFF
				0aFf
				// a line of its own
				""")).containsExactly(3, 0, 0, 0, 10, 0xff);
	}

	@Test
	void whenDigitsAreOddFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> Hex.bytes("03 0"));
	}

	@Test
	void dumpReadsBack() {
		byte[] bytes = new byte[100];
		new Random(1).nextBytes(bytes);
		assertThat(Hex.bytes(Hex.dump(bytes))).isEqualTo(bytes);
	}

	@Test
	void dumpShowsOffsets() {
		assertThat(Hex.dump(new byte[17]).lines()).hasSize(2).last().asString().startsWith("00 ").endsWith("// 000010");
	}

}
