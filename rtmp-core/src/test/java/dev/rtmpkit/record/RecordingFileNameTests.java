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

package dev.rtmpkit.record;

import java.time.Instant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordingFileName}.
 */
class RecordingFileNameTests {

	private static final Instant TIME = Instant.parse("2026-11-23T01:38:15.007Z");

	@Test
	void consistsOfNameAndTime() {
		assertThat(name("demo")).isEqualTo("demo-20261123T013815.007Z.flv");
		assertThat(name("Cam_1.front-door")).isEqualTo("Cam_1.front-door-20261123T013815.007Z.flv");
	}

	@Test
	void whenTakenCountsOn() {
		RecordingFileName name = new RecordingFileName("demo", TIME);
		assertThat(name.get(1)).isEqualTo("demo-20261123T013815.007Z-2.flv");
		assertThat(name.get(2)).isEqualTo("demo-20261123T013815.007Z-3.flv");
	}

	@ParameterizedTest
	@Tag("N1")
	@ValueSource(strings = { "", ".", "..", "../x", "..\\x", "%2e%2e%2f", "%252e", "/etc/passwd", "C:\\x",
			"\\\\host\\x", "CON", "con.x", "LPT1.x", "x.", "a\0b", "a\r\nb", "-rf", ".hidden", "a/b", "\u202Etxt",
			"\uD800", "$(x)", "a;b", "stream with spaces", "\u00E9t\u00E9", "~", "*" })
	void whateverTheNameTheFileNameIsHarmless(String streamName) {
		assertThat(name(streamName)).matches("[A-Za-z0-9_][A-Za-z0-9._-]{1,127}")
			.doesNotMatch("(?i)(con|prn|aux|nul|com\\d|lpt\\d)\\..*")
			.endsWith("-20261123T013815.007Z.flv");
	}

	@Test
	@Tag("N1")
	void whenNameIsLongItIsCut() {
		RecordingFileName name = new RecordingFileName("x".repeat(5000), TIME);
		assertThat(name.get(0)).hasSizeLessThanOrEqualTo(128).startsWith("xxxx");
		assertThat(name.get(999_998)).hasSizeLessThanOrEqualTo(128);
		assertThat(name("y".repeat(96))).startsWith("y".repeat(96) + "-2026").hasSizeLessThanOrEqualTo(128);
	}

	@Test
	@Tag("N1")
	void whenNamesLookTheSameTheirFilesDoNot() {
		assertThat(name("a/b")).isNotEqualTo(name("a_b")).isNotEqualTo(name("a\\b"));
		assertThat(name("x".repeat(200))).isNotEqualTo(name("x".repeat(201)));
	}

	private static String name(String streamName) {
		return new RecordingFileName(streamName, TIME).get(0);
	}

}
