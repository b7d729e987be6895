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
import java.util.List;
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
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.amf.AmfXml;

/**
 * Writes the values of one message, never as references.
 */
final class Amf0Writer {

	private static final int LONGEST_SHORT_STRING = 0xFFFF;

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
			marker(Amf0Marker.NUMBER, Double.BYTES).putDouble(number.value());
		}
		else if (value instanceof AmfBoolean bool) {
			marker(Amf0Marker.BOOLEAN, 1).put((byte) ((bool.value()) ? 1 : 0));
		}
		else if (value instanceof AmfString text) {
			string(text.value());
		}
		else if (value instanceof AmfProperties container) {
			container(container);
		}
		else if (value instanceof AmfStrictArray array) {
			elements(array.elements());
		}
		else if (value instanceof AmfDate date) {
			marker(Amf0Marker.DATE, Double.BYTES + Short.BYTES).putDouble(date.epochMillis())
				.putShort((short) date.timeZone());
		}
		else if (value instanceof AmfXml xml) {
			longText(Amf0Marker.XML_DOCUMENT, xml.value().getBytes(StandardCharsets.UTF_8));
		}
		else if (value instanceof AmfVector || value instanceof AmfByteArray || value instanceof AmfDictionary) {
			bridge(value);
		}
		else {
			marker(markerOnly(value), 0);
		}
	}

	/**
	 * AMF3's own types as what comes next to them. Marker {@code 11} would keep them, but
	 * a reader of AMF0 need not know AMF3.
	 */
	private void bridge(AmfValue value) {
		if (value instanceof AmfVector vector) {
			elements(vector.elements());
		}
		else if (value instanceof AmfByteArray array) {
			ByteBuffer bytes = array.bytes();
			marker(Amf0Marker.STRICT_ARRAY, Integer.BYTES).putInt(bytes.remaining());
			while (bytes.hasRemaining()) {
				marker(Amf0Marker.NUMBER, Double.BYTES).putDouble(bytes.get() & 0xFF);
			}
		}
		else if (value instanceof AmfDictionary dictionary) {
			marker(Amf0Marker.ECMA_ARRAY, Integer.BYTES).putInt(dictionary.entries().size());
			for (AmfDictionary.Entry entry : dictionary.entries()) {
				name(nameOf(entry.key()));
				value(entry.value());
			}
			end();
		}
	}

	private static String nameOf(AmfValue key) {
		if (key instanceof AmfString text) {
			return text.value();
		}
		if (key instanceof AmfNumber number) {
			long integer = (long) number.value();
			return (integer == number.value()) ? Long.toString(integer) : Double.toString(number.value());
		}
		if (key instanceof AmfBoolean bool) {
			return Boolean.toString(bool.value());
		}
		return (key == AmfNull.INSTANCE) ? "null" : (key == AmfUndefined.INSTANCE) ? "undefined" : "[object]";
	}

	private void elements(List<AmfValue> elements) {
		marker(Amf0Marker.STRICT_ARRAY, Integer.BYTES).putInt(elements.size());
		elements.forEach(this::value);
	}

	private static int markerOnly(AmfValue value) {
		return (value == AmfNull.INSTANCE) ? Amf0Marker.NULL
				: (value == AmfUndefined.INSTANCE) ? Amf0Marker.UNDEFINED : Amf0Marker.UNSUPPORTED;
	}

	private ByteBuffer marker(int marker, int following) {
		return this.output.room(1 + following).put((byte) marker);
	}

	private void string(String value) {
		byte[] text = value.getBytes(StandardCharsets.UTF_8);
		if (text.length > LONGEST_SHORT_STRING) {
			longText(Amf0Marker.LONG_STRING, text);
			return;
		}
		marker(Amf0Marker.STRING, Short.BYTES + text.length).putShort((short) text.length).put(text);
	}

	private void longText(int marker, byte[] text) {
		marker(marker, Integer.BYTES + text.length).putInt(text.length).put(text);
	}

	private void container(AmfProperties container) {
		if (container instanceof AmfEcmaArray array) {
			marker(Amf0Marker.ECMA_ARRAY, Integer.BYTES).putInt(array.properties().size());
		}
		else if (container instanceof AmfObject object && object.className() != null) {
			marker(Amf0Marker.TYPED_OBJECT, 0);
			name(object.className());
		}
		else {
			marker(Amf0Marker.OBJECT, 0);
		}
		for (Map.Entry<String, AmfValue> property : container.properties().entrySet()) {
			name(property.getKey());
			value(property.getValue());
		}
		end();
	}

	private void end() {
		name("");
		marker(Amf0Marker.OBJECT_END, 0);
	}

	private void name(String name) {
		byte[] text = name.getBytes(StandardCharsets.UTF_8);
		if (text.length > LONGEST_SHORT_STRING) {
			throw new IllegalArgumentException("A name must not be longer than " + LONGEST_SHORT_STRING + " bytes");
		}
		this.output.room(Short.BYTES + text.length).putShort((short) text.length).put(text);
	}

}
