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

package dev.rtmpkit.mp4;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Mp4Options}.
 */
class Mp4OptionsTests {

	@Test
	void allTracksAreTakenUnlessSaidOtherwise() {
		Mp4Options options = Mp4Options.onKeyFrames(Duration.ofSeconds(2));
		assertThat(options).isEqualTo(new Mp4Options(Mp4Options.Cut.KEY_FRAME, Duration.ofSeconds(2),
				Mp4Options.Tracks.ALL, Duration.ofSeconds(1)));
		assertThat(options.withTracks(Mp4Options.Tracks.DEFAULT).tracks()).isEqualTo(Mp4Options.Tracks.DEFAULT);
		assertThat(options.withHeaderDelay(Duration.ZERO).headerDelay()).isZero();
		assertThat(Mp4Options.eachFrame()).isEqualTo(Mp4Options.every(Duration.ZERO));
	}

	@Test
	void whenDurationIsOutOfRangeFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> Mp4Options.every(Duration.ofMillis(-1)))
			.withMessage("duration must be between 0 and one hour: PT-0.001S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Mp4Options.eachFrame().withHeaderDelay(Duration.ofHours(2)))
			.withMessage("headerDelay must be between 0 and one hour: PT2H");
	}

}
