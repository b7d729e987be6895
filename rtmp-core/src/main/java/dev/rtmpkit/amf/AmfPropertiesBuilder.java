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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.rtmpkit.internal.text.PrintableText;

/**
 * Builds an {@link AmfObject} or an {@link AmfEcmaArray}.
 *
 * @param <T> the type to build
 */
public final class AmfPropertiesBuilder<T extends AmfProperties> {

	private final Function<Map<String, AmfValue>, T> factory;

	private final Map<String, AmfValue> properties = new LinkedHashMap<>();

	AmfPropertiesBuilder(Function<Map<String, AmfValue>, T> factory) {
		this.factory = factory;
	}

	/**
	 * Set a value.
	 * @param name its name
	 * @param value the value
	 * @return this builder
	 */
	public AmfPropertiesBuilder<T> put(String name, AmfValue value) {
		this.properties.put(name, value);
		return this;
	}

	/**
	 * Set a string.
	 * @param name its name
	 * @param value the string
	 * @return this builder
	 */
	public AmfPropertiesBuilder<T> put(String name, String value) {
		return put(name, new AmfString(value));
	}

	/**
	 * Set a number.
	 * @param name its name
	 * @param value the number
	 * @return this builder
	 */
	public AmfPropertiesBuilder<T> put(String name, double value) {
		return put(name, new AmfNumber(value));
	}

	/**
	 * Set a boolean.
	 * @param name its name
	 * @param value the boolean
	 * @return this builder
	 */
	public AmfPropertiesBuilder<T> put(String name, boolean value) {
		return put(name, new AmfBoolean(value));
	}

	/**
	 * Build the value.
	 * @return the value
	 */
	public T build() {
		return this.factory.apply(this.properties);
	}

	/**
	 * Describe properties on one line.
	 */
	static String text(Map<String, AmfValue> properties) {
		return properties.entrySet()
			.stream()
			.map((property) -> PrintableText.of(property.getKey()) + "=" + property.getValue())
			.collect(Collectors.joining(", ", "{", "}"));
	}

}
