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

package dev.rtmpkit.internal.wire.message;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcknowledgementWindow}.
 */
class AcknowledgementWindowTests {

	private final AcknowledgementWindow window = new AcknowledgementWindow();

	@Tag("PC6")
	@Test
	void acknowledgesEachWindowSinceTheLastAcknowledgement() {
		this.window.size(1000);
		this.window.add(999);
		assertThat(this.window.poll()).isNull();
		this.window.add(501);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(1500));
		this.window.add(999);
		assertThat(this.window.poll()).as("counts from 1500, not from 1000").isNull();
		this.window.add(1);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(2500));
	}

	@Tag("PC6")
	@Test
	void whenMoreThan4GibibytesCameTheNumberBeginsAnew() {
		this.window.size(1L << 31);
		this.window.add(0xFFFF_FFFFL);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(0xFFFF_FFFFL));
		this.window.add((1L << 31) + 1);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(1L << 31));
		this.window.add((1L << 31) + 7);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(7));
	}

	@Tag("PC7")
	@Test
	void whenSizeIsZeroItStaysAsItWas() {
		this.window.size(0);
		this.window.add(2_499_999);
		assertThat(this.window.poll()).isNull();
		this.window.add(1);
		assertThat(this.window.poll()).isEqualTo(new Acknowledgement(2_500_000));
		this.window.size(10);
		this.window.size(0);
		this.window.add(10);
		assertThat(this.window.poll()).isNotNull();
	}

}
