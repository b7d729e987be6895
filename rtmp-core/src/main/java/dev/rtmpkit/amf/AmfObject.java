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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.internal.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * An object, anonymous or typed (AMF0, 2.5 and 2.18; AMF3, 3.12). No class is ever looked
 * up by the name.
 *
 * @param className the class name of a typed object
 * @param properties the named values
 */
public record AmfObject(@Nullable String className, Map<String, AmfValue> properties) implements AmfProperties {

	/** An object without properties. */
	public static final AmfObject EMPTY = new AmfObject(null, Map.of());

	public AmfObject {
		properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
	}

	/**
	 * Begin to build an anonymous object.
	 * @return a builder
	 */
	public static AmfPropertiesBuilder<AmfObject> builder() {
		return new AmfPropertiesBuilder<>((properties) -> new AmfObject(null, properties));
	}

	/**
	 * Return a text on one line that shows the values.
	 */
	@Override
	public String toString() {
		return "AmfObject[className=" + ((this.className != null) ? PrintableText.of(this.className) : null)
				+ ", properties=" + AmfPropertiesBuilder.text(this.properties) + "]";
	}

}
