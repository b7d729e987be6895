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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The containers of one message that a reference can point to, in the order in which they
 * begin (AMF0, 2.9).
 */
final class AmfReferences {

	/**
	 * What a reference to a container that is not complete yet stands for: an immutable
	 * value cannot hold itself.
	 */
	private static final Entry UNFINISHED = new Entry(AmfObject.EMPTY, 1, 1);

	private final List<Entry> entries = new ArrayList<>();

	int reserve() {
		this.entries.add(UNFINISHED);
		return this.entries.size() - 1;
	}

	void complete(int slot, AmfValue value, int values, int depth) {
		this.entries.set(slot, new Entry(value, values, depth));
	}

	@Nullable Entry get(int index) {
		return (index < this.entries.size()) ? this.entries.get(index) : null;
	}

	/**
	 * A container that can be referred to.
	 *
	 * @param value the container
	 * @param values how many values it holds, itself included and references expanded
	 * @param depth how deep it is nested, 1 for a container without containers
	 */
	record Entry(AmfValue value, int values, int depth) {

	}

}
