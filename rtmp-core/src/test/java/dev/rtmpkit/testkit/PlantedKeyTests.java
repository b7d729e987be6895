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

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link PlantedKey}.
 */
class PlantedKeyTests {

	@ParameterizedTest
	@MethodSource("disguises")
	@Tag("L2")
	void whenKeyOrPartOfItIsThereFails(String disguise) {
		assertThatThrownBy(() -> PlantedKey.assertAbsent("a log", "before " + disguise + " after"))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining("a log");
	}

	static String[] disguises() {
		String key = PlantedKey.KEY;
		return new String[] { key, key.substring(0, 5), key.substring(key.length() - 5), key.substring(7, 12),
				URLEncoder.encode(key, StandardCharsets.UTF_8),
				Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)),
				Base64.getEncoder().encodeToString(("user:" + key).getBytes(StandardCharsets.UTF_8)) };
	}

	@Test
	@Tag("L2")
	void whenKeyIsNotThereIsSilent() {
		assertThatCode(() -> PlantedKey.assertAbsent("a log",
				"Zq7x and 2mJ in " + ByteBuffer.allocate(4) + " of java.lang.Object@1b2c3d"))
			.doesNotThrowAnyException();
	}

}
