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

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MaskedText}.
 */
@Tag("L2")
class MaskedTextTests {

	@Test
	void ofAnApplicationOnlyTheFirstSegmentIsSeen() {
		assertThat(MaskedText.ofApplication("live")).isEqualTo("live");
		assertThat(MaskedText.ofApplication("live/s3cret")).isEqualTo("live/***");
		assertThat(MaskedText.ofApplication("live?token=s3cret")).isEqualTo("live/***");
		assertThat(MaskedText.ofApplication("")).isEmpty();
	}

	@Test
	void whenOneSecretIsPartOfAnotherNothingIsLeftOfTheLonger() {
		assertThat(MaskedText.of("is s3cret-and-more here", List.of("s3cret", "s3cret-and-more")))
			.isEqualTo("is *** here");
	}

	@Test
	void whenSecretIsShortKeepsText() {
		assertThat(MaskedText.of("live and live5", List.of("live", "live5"))).isEqualTo("live and ***");
	}

}
