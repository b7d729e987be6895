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

package dev.rtmpkit.internal.publish;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Compares what validators attach to publishes.
 */
final class Attributes {

	private Attributes() {
	}

	/**
	 * Return whether two publishers were given the same. Calls no code of the
	 * application, as I/O threads ask: values of its types are the same only if they are
	 * one object.
	 * @param first the attributes of one
	 * @param second the attributes of the other
	 * @return whether they are known to be the same
	 */
	static boolean areSame(Map<String, Object> first, Map<String, Object> second) {
		return first.size() == second.size()
				&& first.entrySet().stream().allMatch((entry) -> isSame(entry.getValue(), second.get(entry.getKey())));
	}

	private static boolean isSame(Object first, @Nullable Object second) {
		boolean simple = first instanceof String || first instanceof Boolean || first instanceof Character
				|| first instanceof UUID
				|| (first instanceof Number && first.getClass().getPackageName().equals("java.lang"));
		return first == second || (simple && first.equals(second));
	}

}
