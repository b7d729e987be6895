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
import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.amf.AmfXml;

/**
 * Reads the AMF3 values of one message, which share three tables of references: strings,
 * objects and traits (AMF3, 2.2).
 */
final class Amf3Reader {

	private static final int DYNAMIC = 4;

	private static final int EXTERNALIZABLE = 2;

	private final AmfInput input;

	private final AmfInput.References objects;

	private final List<Text> strings = new ArrayList<>();

	private final List<Traits> traits = new ArrayList<>();

	Amf3Reader(AmfInput input) {
		this.input = input;
		this.objects = input.new References();
	}

	/**
	 * Return whether there is nothing yet that a reference could point to.
	 */
	boolean isFresh() {
		return this.objects.isEmpty() && this.strings.isEmpty() && this.traits.isEmpty();
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
		this.input.spend(1);
		int marker = this.input.uint8();
		return switch (marker) {
			case Amf3Marker.UNDEFINED -> AmfUndefined.INSTANCE;
			case Amf3Marker.NULL -> AmfNull.INSTANCE;
			case Amf3Marker.FALSE -> new AmfBoolean(false);
			case Amf3Marker.TRUE -> new AmfBoolean(true);
			case Amf3Marker.INTEGER -> new AmfNumber(int29());
			case Amf3Marker.DOUBLE -> new AmfNumber(buffer().getDouble());
			case Amf3Marker.STRING -> new AmfString(text(this.input.limits().stringBytes()));
			default -> {
				if (marker > Amf3Marker.DICTIONARY) {
					throw AmfInput.malformed("Unknown AMF3 marker " + marker);
				}
				yield referable(marker);
			}
		};
	}

	private AmfValue referable(int marker) {
		int header = uint29();
		int rest = header >>> 1;
		boolean xml = marker == Amf3Marker.XML || marker == Amf3Marker.XML_DOCUMENT;
		if ((header & 1) == 0) {
			AmfValue value = this.objects.get(rest);
			if (xml && !(value instanceof AmfXml)) {
				throw AmfInput.malformed("AMF3 reference " + rest + " does not point to XML");
			}
			return value;
		}
		if (xml) {
			String text = this.input.text(rest, this.input.limits().stringBytes());
			return this.objects.leaf(new AmfXml(text, marker == Amf3Marker.XML_DOCUMENT), rest);
		}
		return switch (marker) {
			case Amf3Marker.DATE -> this.objects.leaf(new AmfDate(buffer().getDouble(), 0), Double.BYTES);
			case Amf3Marker.BYTE_ARRAY -> this.objects.leaf(byteArray(rest), rest);
			default -> this.objects.container(() -> container(marker, rest));
		};
	}

	private AmfByteArray byteArray(int length) {
		this.input.require(length);
		AmfByteArray value = new AmfByteArray(buffer().slice(buffer().position(), length));
		buffer().position(buffer().position() + length);
		return value;
	}

	private AmfValue container(int marker, int rest) {
		return switch (marker) {
			case Amf3Marker.ARRAY -> array(rest);
			case Amf3Marker.OBJECT -> object(rest);
			case Amf3Marker.DICTIONARY -> dictionary(rest);
			default -> vector(marker, rest);
		};
	}

	/**
	 * An array with named elements counts its others among them, as it does in
	 * ActionScript.
	 */
	private AmfValue array(int count) {
		Map<String, AmfValue> named = new LinkedHashMap<>();
		dynamicMembers(named);
		if (named.isEmpty()) {
			return new AmfStrictArray(elements(count));
		}
		for (int i = 0; i < count; i++) {
			named.putIfAbsent(Integer.toString(i), next());
		}
		return new AmfEcmaArray(named);
	}

	private List<AmfValue> elements(int count) {
		// No capacity, as the count may be a lie
		List<AmfValue> elements = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			elements.add(element());
		}
		return elements;
	}

	private AmfValue element() {
		this.input.require(1);
		int marker = buffer().get(buffer().position());
		if (marker != Amf3Marker.INTEGER && marker != Amf3Marker.DOUBLE) {
			return next();
		}
		this.input.spendNumbers(1);
		buffer().get();
		return new AmfNumber((marker == Amf3Marker.DOUBLE) ? buffer().getDouble() : int29());
	}

	private AmfObject object(int header) {
		Traits objectTraits = traits(header);
		Map<String, AmfValue> properties = new LinkedHashMap<>();
		for (String name : objectTraits.names()) {
			AmfValue value = next();
			properties.putIfAbsent(name, value);
		}
		if (objectTraits.dynamic()) {
			dynamicMembers(properties);
		}
		String className = objectTraits.className();
		return new AmfObject((className.isEmpty()) ? null : className, properties);
	}

	private Traits traits(int header) {
		if ((header & 1) == 0) {
			int index = header >>> 1;
			if (index >= this.traits.size()) {
				throw AmfInput.malformed("AMF3 reference " + index + " points to no traits");
			}
			Traits referred = this.traits.get(index);
			this.input.refer(referred.bytes());
			return referred;
		}
		int takenBefore = this.input.taken();
		String className = name();
		if ((header & EXTERNALIZABLE) != 0) {
			// Only the class knows where such a value ends
			throw AmfInput.malformed("AMF3 object is externalizable");
		}
		int count = header >>> 3;
		// Each name is followed by a value later
		this.input.requireValues(count);
		List<String> names = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			names.add(name());
		}
		Traits added = new Traits(className, names, (header & DYNAMIC) != 0, this.input.taken() - takenBefore);
		this.traits.add(added);
		return added;
	}

	private void dynamicMembers(Map<String, AmfValue> members) {
		for (String name = name(); !name.isEmpty(); name = name()) {
			AmfValue value = next();
			members.putIfAbsent(name, value);
		}
	}

	private AmfDictionary dictionary(int count) {
		boolean weakKeys = buffer().get() != 0;
		List<AmfDictionary.Entry> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			AmfValue key = next();
			entries.add(new AmfDictionary.Entry(key, next()));
		}
		return new AmfDictionary(weakKeys, entries);
	}

	private AmfVector vector(int marker, int count) {
		boolean fixed = buffer().get() != 0;
		if (marker == Amf3Marker.VECTOR_OBJECT) {
			return new AmfVector(AmfVector.Type.OBJECT, fixed, name(), elements(count));
		}
		int width = (marker == Amf3Marker.VECTOR_DOUBLE) ? Double.BYTES : Integer.BYTES;
		this.input.require((long) count * width);
		this.input.spendNumbers(count);
		List<AmfValue> elements = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			elements.add(new AmfNumber(number(marker)));
		}
		AmfVector.Type type = switch (marker) {
			case Amf3Marker.VECTOR_INT -> AmfVector.Type.INT;
			case Amf3Marker.VECTOR_UINT -> AmfVector.Type.UINT;
			default -> AmfVector.Type.DOUBLE;
		};
		return new AmfVector(type, fixed, "", elements);
	}

	private double number(int marker) {
		return switch (marker) {
			case Amf3Marker.VECTOR_INT -> buffer().getInt();
			case Amf3Marker.VECTOR_UINT -> buffer().getInt() & 0xFFFFFFFFL;
			default -> buffer().getDouble();
		};
	}

	private String name() {
		return text(this.input.limits().keyBytes());
	}

	private String text(int limit) {
		int header = uint29();
		int rest = header >>> 1;
		if ((header & 1) == 0) {
			return referredText(rest, limit);
		}
		String value = this.input.text(rest, limit);
		// The empty string is never sent as a reference
		if (rest > 0) {
			this.strings.add(new Text(value, rest));
		}
		return value;
	}

	private String referredText(int index, int limit) {
		if (index >= this.strings.size()) {
			throw AmfInput.malformed("AMF3 reference " + index + " points to no string");
		}
		Text text = this.strings.get(index);
		if (text.bytes() > limit) {
			throw AmfInput.malformed("AMF string is too long");
		}
		this.input.refer(text.bytes());
		return text.value();
	}

	private int int29() {
		// 29 bits with a sign
		return uint29() << 3 >> 3;
	}

	/**
	 * Read an integer of one to four bytes (AMF3, 1.3.1): seven bits of each, but eight
	 * of the fourth.
	 */
	private int uint29() {
		int value = 0;
		for (int i = 0; i < 3; i++) {
			int next = this.input.uint8();
			value = value << 7 | next & 0x7F;
			if (next < 0x80) {
				return value;
			}
		}
		return value << 8 | this.input.uint8();
	}

	private ByteBuffer buffer() {
		return this.input.buffer();
	}

	/**
	 * A string that can be referred to.
	 *
	 * @param value the string
	 * @param bytes its length in bytes
	 */
	private record Text(String value, int bytes) {

	}

	/**
	 * What objects of one class have in common.
	 *
	 * @param className the class name, empty for an anonymous object
	 * @param names the names of the sealed members
	 * @param dynamic whether other members may follow
	 * @param bytes how many bytes they take, references expanded
	 */
	private record Traits(String className, List<String> names, boolean dynamic, int bytes) {

	}

}
