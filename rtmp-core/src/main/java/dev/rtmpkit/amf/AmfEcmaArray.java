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

/**
 * An associative array (AMF0, 2.10; AMF3, 3.11), the usual form of metadata.
 *
 * @param properties the named values
 */
public record AmfEcmaArray(Map<String, AmfValue> properties) implements AmfProperties {

	public AmfEcmaArray {
		properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
	}

	/**
	 * Begin to build an array.
	 * @return a builder
	 */
	public static AmfPropertiesBuilder<AmfEcmaArray> builder() {
		return new AmfPropertiesBuilder<>(AmfEcmaArray::new);
	}

	/**
	 * Return a text on one line that shows the values.
	 */
	@Override
	public String toString() {
		return "AmfEcmaArray[properties=" + AmfPropertiesBuilder.text(this.properties) + "]";
	}

}
