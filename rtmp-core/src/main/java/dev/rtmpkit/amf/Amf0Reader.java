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

package dev.rtmpkit.amf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one message, which share a table of references and a budget.
 */
final class Amf0Reader {

	private final ByteBuffer buffer;

	private final AmfLimits limits;

	private final AmfReferences references = new AmfReferences();

	private int values;

	private int depth;

	private int deepest;

	Amf0Reader(ByteBuffer buffer, AmfLimits limits) {
		this.buffer = buffer;
		this.limits = limits;
	}

	AmfValue value() {
		try {
			return next();
		}
		catch (BufferUnderflowException ex) {
			throw malformed("AMF0 value is cut off");
		}
	}

	private AmfValue next() {
		spend(1);
		int marker = this.buffer.get() & 0xFF;
		return switch (marker) {
			case Amf0Marker.NUMBER -> new AmfNumber(this.buffer.getDouble());
			case Amf0Marker.BOOLEAN -> new AmfBoolean(this.buffer.get() != 0);
			case Amf0Marker.STRING -> new AmfString(shortText(this.limits.stringBytes()));
			case Amf0Marker.NULL -> AmfNull.INSTANCE;
			case Amf0Marker.UNDEFINED -> AmfUndefined.INSTANCE;
			case Amf0Marker.REFERENCE -> reference();
			case Amf0Marker.DATE -> new AmfDate(this.buffer.getDouble(), this.buffer.getShort());
			case Amf0Marker.LONG_STRING -> new AmfString(longText());
			case Amf0Marker.UNSUPPORTED -> AmfUnsupported.INSTANCE;
			case Amf0Marker.XML_DOCUMENT -> new AmfXml(longText());
			case Amf0Marker.OBJECT, Amf0Marker.ECMA_ARRAY, Amf0Marker.STRICT_ARRAY, Amf0Marker.TYPED_OBJECT ->
				container(marker);
			default -> throw malformed("Unknown AMF0 marker " + marker);
		};
	}

	private AmfValue container(int marker) {
		int deepestBefore = this.deepest;
		int valuesBefore = this.values;
		this.depth++;
		this.deepest = 0;
		reach(this.depth);
		int slot = this.references.reserve();
		AmfValue container = switch (marker) {
			case Amf0Marker.OBJECT -> new AmfObject(null, properties());
			case Amf0Marker.ECMA_ARRAY -> ecmaArray();
			case Amf0Marker.STRICT_ARRAY -> strictArray();
			default -> new AmfObject(shortText(this.limits.keyBytes()), properties());
		};
		this.references.complete(slot, container, 1 + this.values - valuesBefore, 1 + this.deepest - this.depth);
		this.depth--;
		this.deepest = Math.max(this.deepest, deepestBefore);
		return container;
	}

	/**
	 * A reference shares the value it stands for, but costs and nests as much as a copy
	 * would: otherwise a few bytes could stand for more than any later traversal
	 * survives.
	 */
	private AmfValue reference() {
		int index = this.buffer.getShort() & 0xFFFF;
		AmfReferences.@Nullable Entry entry = this.references.get(index);
		if (entry == null) {
			throw malformed("AMF0 reference " + index + " points nowhere");
		}
		// The reference itself is already counted
		spend(entry.values() - 1);
		reach(this.depth + entry.depth());
		return entry.value();
	}

	private AmfEcmaArray ecmaArray() {
		// The count is a hint that encoders get wrong
		this.buffer.getInt();
		return new AmfEcmaArray(properties());
	}

	private AmfStrictArray strictArray() {
		long count = this.buffer.getInt() & 0xFFFFFFFFL;
		List<AmfValue> elements = new ArrayList<>();
		for (long i = 0; i < count; i++) {
			elements.add(next());
		}
		return new AmfStrictArray(elements);
	}

	private Map<String, AmfValue> properties() {
		Map<String, AmfValue> properties = new LinkedHashMap<>();
		while (true) {
			String name = shortText(this.limits.keyBytes());
			if (name.isEmpty() && peek() == Amf0Marker.OBJECT_END) {
				this.buffer.get();
				return properties;
			}
			AmfValue value = next();
			properties.putIfAbsent(name, value);
		}
	}

	private int peek() {
		if (!this.buffer.hasRemaining()) {
			throw malformed("AMF0 value is cut off");
		}
		return this.buffer.get(this.buffer.position());
	}

	private String shortText(int limit) {
		return text(this.buffer.getShort() & 0xFFFF, limit);
	}

	private String longText() {
		return text(this.buffer.getInt() & 0xFFFFFFFFL, this.limits.stringBytes());
	}

	/**
	 * Read text. What is not UTF-8 is replaced: cameras send names in other encodings,
	 * and that must not cost them the session.
	 */
	private String text(long length, int limit) {
		if (length > this.buffer.remaining()) {
			throw malformed("AMF0 string is cut off");
		}
		if (length > limit) {
			throw malformed("AMF0 string is too long");
		}
		byte[] bytes = new byte[(int) length];
		this.buffer.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private void spend(int count) {
		if (count > this.limits.values() - this.values) {
			throw new RtmpProtocolException(ProtocolError.AMF_VALUES, "Too many AMF0 values");
		}
		this.values += count;
	}

	private void reach(int depth) {
		if (depth > this.limits.depth()) {
			throw new RtmpProtocolException(ProtocolError.AMF_DEPTH, "AMF0 values are nested too deep");
		}
		this.deepest = Math.max(this.deepest, depth);
	}

	private static RtmpProtocolException malformed(String message) {
		return new RtmpProtocolException(ProtocolError.AMF, message);
	}

}
