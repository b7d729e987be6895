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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A value made of named values: clients use objects and ECMA arrays for the same purpose.
 */
public sealed interface AmfProperties extends AmfValue permits AmfObject, AmfEcmaArray {

	/**
	 * Return the named values.
	 * @return the values in the order they came in, unmodifiable
	 */
	Map<String, AmfValue> properties();

	/**
	 * Return a value.
	 * @param name its name
	 * @return the value or {@code null} if there is none
	 */
	default @Nullable AmfValue get(String name) {
		return properties().get(name);
	}

	/**
	 * Return a string.
	 * @param name its name
	 * @return the string or {@code null} if there is none or it is no string
	 */
	default @Nullable String string(String name) {
		return (get(name) instanceof AmfString text) ? text.value() : null;
	}

	/**
	 * Return a number.
	 * @param name its name
	 * @return the number or {@code null} if there is none or it is no finite number
	 */
	default @Nullable Double number(String name) {
		return (get(name) instanceof AmfNumber number && Double.isFinite(number.value())) ? number.value() : null;
	}

	/**
	 * Return a boolean.
	 * @param name its name
	 * @return the boolean or {@code null} if there is none or it is no boolean
	 */
	default @Nullable Boolean bool(String name) {
		return (get(name) instanceof AmfBoolean bool) ? bool.value() : null;
	}

}
