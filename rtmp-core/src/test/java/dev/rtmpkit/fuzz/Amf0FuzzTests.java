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

package dev.rtmpkit.fuzz;

import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Decoder;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.amf.AmfLimits;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link Amf0Decoder}: any bytes are values or malformed, and values survive being
 * encoded.
 */
@Tag("Z1")
class Amf0FuzzTests {

	/** Encoding spells out what were references, and replaced characters are longer. */
	private static final AmfLimits WIDE = new AmfLimits(256, 1 << 24, 0xFFFF, 1 << 28);

	@FuzzTest
	void decode(byte[] bytes) {
		List<AmfValue> values = new ArrayList<>();
		Network.deliver(bytes, (input) -> values.addAll(new Amf0Decoder(AmfLimits.DEFAULT).decodeAll(input)));
		List<AmfValue> decoded = decoded(values);
		// What marker 11 brings in from AMF3 comes back as the next best of AMF0
		assertThat(decoded(decoded)).isEqualTo(decoded);
		if (!contains(bytes, 0x11)) {
			assertThat(decoded).isEqualTo(values);
		}
	}

	private static List<AmfValue> decoded(List<AmfValue> values) {
		return new Amf0Decoder(WIDE).decodeAll(Amf0Encoder.encode(values));
	}

	private static boolean contains(byte[] bytes, int value) {
		for (byte other : bytes) {
			if (other == value) {
				return true;
			}
		}
		return false;
	}

}
