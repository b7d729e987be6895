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

import org.jspecify.annotations.Nullable;

/**
 * A dictionary, whose keys may be any values (AMF3, 3.16).
 *
 * @param weakKeys whether the sender holds the keys weakly
 * @param entries keys and values in the order they came in; nothing forbids equal keys
 */
public record AmfDictionary(boolean weakKeys, List<Entry> entries) implements AmfValue {

	public AmfDictionary {
		entries = List.copyOf(entries);
	}

	/**
	 * Return a value, searching from the first entry on.
	 * @param key its key
	 * @return the value or {@code null} if there is none
	 */
	public @Nullable AmfValue get(AmfValue key) {
		for (Entry entry : this.entries) {
			if (entry.key().equals(key)) {
				return entry.value();
			}
		}
		return null;
	}

	/**
	 * A key and its value.
	 *
	 * @param key the key
	 * @param value the value
	 */
	public record Entry(AmfValue key, AmfValue value) {

	}

}
