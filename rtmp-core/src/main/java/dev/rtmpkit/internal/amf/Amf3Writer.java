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
import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.amf.AmfXml;

/**
 * Writes values as AMF3, never as references.
 */
final class Amf3Writer {

	private static final int LARGEST_LENGTH = (1 << 28) - 1;

	private static final int LARGEST_INTEGER = (1 << 28) - 1;

	private static final int SMALLEST_INTEGER = -(1 << 28);

	/** Inline traits of an inline object, without sealed members but dynamic. */
	private static final int DYNAMIC_OBJECT = 0x0B;

	/** Inline traits of an inline object, above which their number stands. */
	private static final int SEALED_OBJECT = 0x03;

	private final AmfOutput output = new AmfOutput();

	/**
	 * Return what was written.
	 * @return the bytes, from position 0 to the limit
	 */
	ByteBuffer finish() {
		return this.output.finish();
	}

	void value(AmfValue value) {
		if (value instanceof AmfNumber number) {
			number(number.value());
		}
		else if (value instanceof AmfBoolean bool) {
			marker((bool.value()) ? Amf3Marker.TRUE : Amf3Marker.FALSE);
		}
		else if (value instanceof AmfString text) {
			marker(Amf3Marker.STRING);
			text(text.value());
		}
		else if (value instanceof AmfProperties container) {
			container(container);
		}
		else if (value instanceof AmfStrictArray array) {
			marker(Amf3Marker.ARRAY);
			length(array.elements().size());
			text("");
			array.elements().forEach(this::value);
		}
		else if (value == AmfNull.INSTANCE) {
			marker(Amf3Marker.NULL);
		}
		else {
			other(value);
		}
	}

	private void other(AmfValue value) {
		if (value instanceof AmfDate date) {
			marker(Amf3Marker.DATE);
			length(0);
			this.output.room(Double.BYTES).putDouble(date.epochMillis());
		}
		else if (value instanceof AmfXml xml) {
			marker((xml.document()) ? Amf3Marker.XML_DOCUMENT : Amf3Marker.XML);
			text(xml.value());
		}
		else if (value instanceof AmfByteArray array) {
			ByteBuffer bytes = array.bytes();
			marker(Amf3Marker.BYTE_ARRAY);
			length(bytes.remaining());
			this.output.room(bytes.remaining()).put(bytes);
		}
		else if (value instanceof AmfVector vector) {
			vector(vector);
		}
		else if (value instanceof AmfDictionary dictionary) {
			dictionary(dictionary);
		}
		else {
			marker(Amf3Marker.UNDEFINED);
		}
	}

	private void number(double value) {
		int integer = (int) value;
		// Negative zero and NaN are no integers
		boolean exact = Double.compare(integer, value) == 0;
		if (exact && integer >= SMALLEST_INTEGER && integer <= LARGEST_INTEGER) {
			marker(Amf3Marker.INTEGER);
			uint29(integer & 0x1FFFFFFF);
		}
		else {
			marker(Amf3Marker.DOUBLE);
			this.output.room(Double.BYTES).putDouble(value);
		}
	}

	private void container(AmfProperties container) {
		Map<String, AmfValue> properties = container.properties();
		String className = (container instanceof AmfObject object) ? object.className() : null;
		// An empty name ends the dynamic members, so it has to be a sealed one's
		if (className != null || properties.containsKey("")) {
			sealed((className != null) ? className : "", properties);
			return;
		}
		if (container instanceof AmfEcmaArray) {
			marker(Amf3Marker.ARRAY);
			length(0);
		}
		else {
			marker(Amf3Marker.OBJECT);
			uint29(DYNAMIC_OBJECT);
			text("");
		}
		properties.forEach((name, property) -> {
			text(name);
			value(property);
		});
		text("");
	}

	private void sealed(String className, Map<String, AmfValue> properties) {
		marker(Amf3Marker.OBJECT);
		uint29(properties.size() << 4 | SEALED_OBJECT);
		text(className);
		properties.keySet().forEach(this::text);
		properties.values().forEach(this::value);
	}

	private void vector(AmfVector vector) {
		marker(marker(vector.type()));
		length(vector.elements().size());
		flag(vector.fixed());
		if (vector.type() == AmfVector.Type.OBJECT) {
			text(vector.className());
			vector.elements().forEach(this::value);
			return;
		}
		for (AmfValue element : vector.elements()) {
			double number = ((AmfNumber) element).value();
			if (vector.type() == AmfVector.Type.DOUBLE) {
				this.output.room(Double.BYTES).putDouble(number);
			}
			else {
				this.output.room(Integer.BYTES).putInt((int) (long) number);
			}
		}
	}

	private void dictionary(AmfDictionary dictionary) {
		marker(Amf3Marker.DICTIONARY);
		length(dictionary.entries().size());
		flag(dictionary.weakKeys());
		for (AmfDictionary.Entry entry : dictionary.entries()) {
			value(entry.key());
			value(entry.value());
		}
	}

	private void marker(int marker) {
		this.output.room(1).put((byte) marker);
	}

	private void flag(boolean flag) {
		this.output.room(1).put((byte) ((flag) ? 1 : 0));
	}

	private void text(String value) {
		byte[] text = value.getBytes(StandardCharsets.UTF_8);
		length(text.length);
		this.output.room(text.length).put(text);
	}

	/** The lowest bit tells that this is no reference. */
	private void length(int length) {
		if (length > LARGEST_LENGTH) {
			throw new IllegalArgumentException("No AMF3 value is longer than " + LARGEST_LENGTH);
		}
		uint29(length << 1 | 1);
	}

	private void uint29(int value) {
		ByteBuffer buffer = this.output.room(Integer.BYTES);
		if (value >= 1 << 21) {
			buffer.put((byte) (value >>> 22 | 0x80));
			buffer.put((byte) (value >>> 15 | 0x80));
			buffer.put((byte) (value >>> 8 | 0x80));
			buffer.put((byte) value);
			return;
		}
		if (value >= 1 << 14) {
			buffer.put((byte) (value >>> 14 | 0x80));
		}
		if (value >= 1 << 7) {
			buffer.put((byte) (value >>> 7 | 0x80));
		}
		buffer.put((byte) (value & 0x7F));
	}

	private static int marker(AmfVector.Type type) {
		return switch (type) {
			case INT -> Amf3Marker.VECTOR_INT;
			case UINT -> Amf3Marker.VECTOR_UINT;
			case DOUBLE -> Amf3Marker.VECTOR_DOUBLE;
			case OBJECT -> Amf3Marker.VECTOR_OBJECT;
		};
	}

}
