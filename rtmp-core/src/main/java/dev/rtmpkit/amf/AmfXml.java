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

import java.util.Objects;

import dev.rtmpkit.internal.text.PrintableText;

/**
 * An XML document (AMF0, 2.17; AMF3, 3.9 and 3.13), as text: it is never parsed.
 *
 * @param value the text
 * @param document whether it is of the older of the two types of ActionScript,
 * {@code XMLDocument} and not {@code XML}; the only one that AMF0 has
 */
public record AmfXml(String value, boolean document) implements AmfValue {

	public AmfXml {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Create the type of document that both versions of AMF have.
	 * @param value the text
	 */
	public AmfXml(String value) {
		this(value, true);
	}

	/**
	 * Return a text on one line that shows the value, cut if it is long.
	 */
	@Override
	public String toString() {
		return "AmfXml[value=" + PrintableText.of(this.value) + ", document=" + this.document + "]";
	}

}
