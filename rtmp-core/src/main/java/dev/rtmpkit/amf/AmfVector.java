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

import java.util.List;
import java.util.Objects;

import dev.rtmpkit.internal.text.PrintableText;

/**
 * A vector, whose elements have one type (AMF3, 3.15).
 *
 * @param type what the elements are
 * @param fixed whether its length is fixed
 * @param className the class name of a vector of objects, {@code "*"} for any; empty for
 * numbers. No class is ever looked up by the name
 * @param elements the elements; of a vector of numbers, {@link AmfNumber} in the range of
 * the type
 */
public record AmfVector(Type type, boolean fixed, String className, List<AmfValue> elements) implements AmfValue {

	public AmfVector {
		Objects.requireNonNull(className, "className");
		elements = List.copyOf(elements);
		if (type != Type.OBJECT && !(className.isEmpty() && elements.stream().allMatch(type::holds))) {
			throw new IllegalArgumentException("A vector of " + type + " must hold nothing else");
		}
	}

	/**
	 * What the elements of a vector are.
	 */
	public enum Type {

		/** Integers of 32 bits with a sign. */
		INT,

		/** Integers of 32 bits without a sign. */
		UINT,

		/** Numbers. */
		DOUBLE,

		/** Any values. */
		OBJECT;

		private boolean holds(AmfValue element) {
			if (!(element instanceof AmfNumber number)) {
				return false;
			}
			double value = number.value();
			// Negative zero would not come back
			return switch (this) {
				case INT -> Double.compare((int) value, value) == 0;
				case UINT -> Double.compare((long) value & 0xFFFFFFFFL, value) == 0;
				default -> true;
			};
		}

	}

	/**
	 * Return a text on one line that shows the values.
	 */
	@Override
	public String toString() {
		return "AmfVector[type=" + this.type + ", fixed=" + this.fixed + ", className="
				+ PrintableText.of(this.className) + ", elements=" + this.elements + "]";
	}

}
