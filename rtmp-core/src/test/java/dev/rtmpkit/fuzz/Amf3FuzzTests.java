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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Decoder;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.amf.Amf3Decoder;
import dev.rtmpkit.internal.amf.Amf3Encoder;
import dev.rtmpkit.internal.amf.AmfLimits;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link Amf3Decoder}: any bytes are values or malformed, and values survive being
 * encoded as AMF3, and as AMF0 as far as that goes.
 */
@Tag("Z1")
class Amf3FuzzTests {

	/** Encoding spells out what were references, and replaced characters are longer. */
	private static final AmfLimits WIDE = new AmfLimits(256, 1 << 24, 0xFFFF, 1 << 28);

	@FuzzTest
	void decode(byte[] bytes) {
		List<AmfValue> values = new ArrayList<>();
		Network.deliver(bytes, (input) -> values.addAll(new Amf3Decoder(AmfLimits.DEFAULT).decodeAll(input)));
		ByteBuffer encoded = Amf3Encoder.encode(values);
		assertThat(new Amf3Decoder(WIDE).decodeAll(encoded)).isEqualTo(values);
		List<AmfValue> nextBest = inAmf0(values);
		assertThat(inAmf0(nextBest)).isEqualTo(nextBest);
	}

	private static List<AmfValue> inAmf0(List<AmfValue> values) {
		return new Amf0Decoder(WIDE).decodeAll(Amf0Encoder.encode(values));
	}

}
