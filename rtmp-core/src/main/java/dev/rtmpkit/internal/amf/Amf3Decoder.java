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
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfValue;

/**
 * Decodes AMF3. Any bytes give values or an {@link dev.rtmpkit.RtmpProtocolException}, in
 * a time and with memory bounded by the bytes and the limits. Thread-safe.
 * <p>
 * The values are those of {@link Amf0Decoder}, so that callers need not ask for the
 * encoding: integers and doubles are {@link AmfNumber}; an array is an
 * {@link AmfStrictArray}, or with named elements an {@link AmfEcmaArray} in which the
 * others are named {@code "0"}, {@code "1"} and so on; sealed and dynamic members of an
 * object are its properties, the first of several with the same name being kept. Text
 * that is not UTF-8 is decoded with replacement characters. An externalizable object is
 * malformed, as only its class knows how it ends.
 * <p>
 * The values of one call share the tables of strings, objects and traits (AMF3, 2.2). A
 * reference gives the very value it points to, or an empty object while that is not
 * complete; it counts for the limits as a copy would.
 * <p>
 * Message bodies are read with {@link AmfBodyReader}.
 */
public final class Amf3Decoder {

	private final AmfLimits limits;

	/**
	 * Create a decoder.
	 * @param limits what to accept in one call
	 */
	public Amf3Decoder(AmfLimits limits) {
		this.limits = limits;
	}

	/**
	 * Decode one value.
	 * @param buffer big-endian bytes, consumed up to the end of the value
	 * @return the value
	 * @throws dev.rtmpkit.RtmpProtocolException if there is no complete and valid value
	 */
	public AmfValue decode(ByteBuffer buffer) {
		return new Amf3Reader(new AmfInput(buffer, this.limits)).value();
	}

	/**
	 * Decode all values.
	 * @param buffer big-endian bytes, consumed to their limit
	 * @return the values
	 * @throws dev.rtmpkit.RtmpProtocolException if something is not a complete and valid
	 * value
	 */
	public List<AmfValue> decodeAll(ByteBuffer buffer) {
		Amf3Reader reader = new Amf3Reader(new AmfInput(buffer, this.limits));
		List<AmfValue> values = new ArrayList<>();
		while (buffer.hasRemaining()) {
			values.add(reader.value());
		}
		return values;
	}

}
