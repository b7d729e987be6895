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

import dev.rtmpkit.amf.AmfValue;

/**
 * Encodes AMF0, never with references. Thread-safe.
 * <p>
 * Types that only AMF3 has are written as the closest type of AMF0 and every reader of
 * AMF0 understands, not with the switch to AMF3: a vector and a byte array as a strict
 * array; a dictionary as an ECMA array, its keys as text, {@code [object]} for those that
 * have none; all XML as an XML document.
 */
public final class Amf0Encoder {

	private Amf0Encoder() {
	}

	/**
	 * Encode values one after the other.
	 * @param values the values
	 * @return the bytes, big-endian, from position 0 to the limit
	 * @throws IllegalArgumentException if a property or class name, or the key of a
	 * dictionary, is longer than 65535 bytes
	 */
	public static ByteBuffer encode(AmfValue... values) {
		return encode(List.of(values));
	}

	/**
	 * Encode values one after the other.
	 * @param values the values
	 * @return the bytes, big-endian, from position 0 to the limit
	 * @throws IllegalArgumentException if a property or class name, or the key of a
	 * dictionary, is longer than 65535 bytes
	 */
	public static ByteBuffer encode(List<? extends AmfValue> values) {
		Amf0Writer writer = new Amf0Writer();
		values.forEach(writer::value);
		return writer.finish();
	}

}
