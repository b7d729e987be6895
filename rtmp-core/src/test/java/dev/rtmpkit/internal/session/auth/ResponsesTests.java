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

package dev.rtmpkit.internal.session.auth;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Responses}.
 */
class ResponsesTests {

	/** What FFmpeg and GStreamer send. */
	@Test
	@Tag("AU6")
	void respondsToAdobeChallenge() {
		assertThat(Responses.adobe("u", "c2FsdA==", "p", "b3Bh", "da2f8a4c")).isEqualTo("yhzpK6kp7dNeFFda+KYVMw==");
	}

	/** What FFmpeg sends. */
	@Test
	@Tag("AU7")
	void respondsToLlnwChallenge() {
		assertThat(Responses.llnw("u", "p", "live", "abc", "00000001", "9eab6483"))
			.isEqualTo("73e5d2a67b0a78aaae527ccc361b8b55");
	}

	@Test
	@Tag("AU7")
	void whenAppHasNoSlashDigestsTheDefaultInstance() {
		assertThat(Responses.llnw("u", "p", "live/_definst_", "abc", "00000001", "9eab6483"))
			.isEqualTo("73e5d2a67b0a78aaae527ccc361b8b55");
		assertThat(Responses.llnw("u", "p", "live/other", "abc", "00000001", "9eab6483"))
			.isNotEqualTo("73e5d2a67b0a78aaae527ccc361b8b55");
	}

}
