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

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfUnsupported;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfXml;

/**
 * Reads the AMF0 values of one message, which share a table of references, and the AMF3
 * values among them, which share tables of their own.
 */
final class Amf0Reader {

	private final AmfInput input;

	private final AmfInput.References references;

	private final Amf3Reader amf3;

	Amf0Reader(AmfInput input) {
		this.input = input;
		this.references = input.new References();
		this.amf3 = new Amf3Reader(input);
	}

	/**
	 * Return the reader of the message's AMF3 values.
	 */
	Amf3Reader amf3() {
		return this.amf3;
	}

	/**
	 * Return whether there is nothing yet that a reference could point to.
	 */
	boolean isFresh() {
		return this.references.isEmpty() && this.amf3.isFresh();
	}

	AmfValue value() {
		try {
			return next();
		}
		catch (BufferUnderflowException ex) {
			throw AmfInput.malformed("AMF value is cut off");
		}
	}

	private AmfValue next() {
		int marker = this.input.uint8();
		if (marker == Amf0Marker.AVMPLUS_OBJECT) {
			return this.amf3.value();
		}
		this.input.spend(1);
		return switch (marker) {
			case Amf0Marker.NUMBER -> new AmfNumber(buffer().getDouble());
			case Amf0Marker.BOOLEAN -> new AmfBoolean(buffer().get() != 0);
			case Amf0Marker.STRING -> new AmfString(shortText(this.input.limits().stringBytes()));
			case Amf0Marker.NULL -> AmfNull.INSTANCE;
			case Amf0Marker.UNDEFINED -> AmfUndefined.INSTANCE;
			case Amf0Marker.REFERENCE -> this.references.get(buffer().getShort() & 0xFFFF);
			case Amf0Marker.DATE -> new AmfDate(buffer().getDouble(), buffer().getShort());
			case Amf0Marker.LONG_STRING -> new AmfString(longText());
			case Amf0Marker.UNSUPPORTED -> AmfUnsupported.INSTANCE;
			case Amf0Marker.XML_DOCUMENT -> new AmfXml(longText());
			case Amf0Marker.OBJECT, Amf0Marker.ECMA_ARRAY, Amf0Marker.STRICT_ARRAY, Amf0Marker.TYPED_OBJECT ->
				this.references.container(() -> container(marker));
			default -> throw AmfInput.malformed("Unknown AMF0 marker " + marker);
		};
	}

	private AmfValue container(int marker) {
		return switch (marker) {
			case Amf0Marker.OBJECT -> new AmfObject(null, properties());
			case Amf0Marker.ECMA_ARRAY -> ecmaArray();
			case Amf0Marker.STRICT_ARRAY -> strictArray();
			default -> new AmfObject(shortText(this.input.limits().keyBytes()), properties());
		};
	}

	private AmfEcmaArray ecmaArray() {
		// The count is a hint that encoders get wrong
		buffer().getInt();
		return new AmfEcmaArray(properties());
	}

	private AmfStrictArray strictArray() {
		long count = buffer().getInt() & 0xFFFFFFFFL;
		List<AmfValue> elements = new ArrayList<>();
		for (long i = 0; i < count; i++) {
			elements.add(element());
		}
		return new AmfStrictArray(elements);
	}

	private AmfValue element() {
		if (peek() != Amf0Marker.NUMBER) {
			return next();
		}
		this.input.spendNumbers(1);
		buffer().get();
		return new AmfNumber(buffer().getDouble());
	}

	private Map<String, AmfValue> properties() {
		Map<String, AmfValue> properties = new LinkedHashMap<>();
		while (true) {
			String name = shortText(this.input.limits().keyBytes());
			if (name.isEmpty() && peek() == Amf0Marker.OBJECT_END) {
				buffer().get();
				return properties;
			}
			AmfValue value = next();
			properties.putIfAbsent(name, value);
		}
	}

	private int peek() {
		this.input.require(1);
		return buffer().get(buffer().position());
	}

	private String shortText(int limit) {
		return this.input.text(buffer().getShort() & 0xFFFF, limit);
	}

	private String longText() {
		return this.input.text(buffer().getInt() & 0xFFFFFFFFL, this.input.limits().stringBytes());
	}

	private ByteBuffer buffer() {
		return this.input.buffer();
	}

}
