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

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfValue;

/**
 * Decodes AMF0. Any bytes give values or an {@link RtmpProtocolException}, in a time and
 * with memory bounded by the bytes and the limits. Thread-safe.
 * <p>
 * The values of one call share a table of references (AMF0, 2.9). A reference gives the
 * very value it points to, or an empty object while that is not complete; it counts for
 * the limits as a copy would. The first of several properties with the same name is kept.
 * Text that is not UTF-8 is decoded with replacement characters: cameras send titles in
 * other encodings. The types reserved by the specification are malformed. Marker
 * {@code 11} makes one value AMF3 (AMF0, 3.1), whose tables of references last for the
 * call as well; see {@link Amf3Decoder}. Message bodies are read with
 * {@link AmfBodyReader}.
 */
public final class Amf0Decoder {

	private final AmfLimits limits;

	/**
	 * Create a decoder.
	 * @param limits what to accept in one call
	 */
	public Amf0Decoder(AmfLimits limits) {
		this.limits = limits;
	}

	/**
	 * Decode one value.
	 * @param buffer big-endian bytes, consumed up to the end of the value
	 * @return the value
	 * @throws RtmpProtocolException if there is no complete and valid value
	 */
	public AmfValue decode(ByteBuffer buffer) {
		return AmfBodyReader.amf0(buffer, this.limits).next();
	}

	/**
	 * Decode all values.
	 * @param buffer big-endian bytes, consumed to their limit
	 * @return the values
	 * @throws RtmpProtocolException if something is not a complete and valid value
	 */
	public List<AmfValue> decodeAll(ByteBuffer buffer) {
		AmfBodyReader reader = AmfBodyReader.amf0(buffer, this.limits);
		List<AmfValue> values = new ArrayList<>();
		while (reader.hasNext()) {
			values.add(reader.next());
		}
		return values;
	}

}
