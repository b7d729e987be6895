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

package dev.rtmpkit.internal.amf;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfUnsupported;
import dev.rtmpkit.amf.AmfValue;

/**
 * Encodes AMF3, never with references. Thread-safe.
 * <p>
 * A number is written as an integer where that loses nothing. What AMF3 does not have is
 * written as what comes next to it: {@link AmfUnsupported} as undefined, a date without
 * its time zone, an {@link AmfEcmaArray} as an array with named elements only, or, if a
 * name is empty, as an object. A class name or array that is empty reads back as none and
 * as an {@link AmfStrictArray}.
 */
public final class Amf3Encoder {

	private Amf3Encoder() {
	}

	/**
	 * Encode values one after the other.
	 * @param values the values
	 * @return the bytes, big-endian, from position 0 to the limit
	 * @throws IllegalArgumentException if something is longer than 2^28 - 1 bytes
	 */
	public static ByteBuffer encode(AmfValue... values) {
		return encode(List.of(values));
	}

	/**
	 * Encode values one after the other.
	 * @param values the values
	 * @return the bytes, big-endian, from position 0 to the limit
	 * @throws IllegalArgumentException if something is longer than 2^28 - 1 bytes
	 */
	public static ByteBuffer encode(List<? extends AmfValue> values) {
		Amf3Writer writer = new Amf3Writer();
		values.forEach(writer::value);
		return writer.finish();
	}

}
