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

package dev.rtmpkit.internal.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.media.StreamMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Tells news from repetitions. Encoders send their metadata again and again: in other
 * bytes, from another connection, with the time of writing in it.
 */
final class MetadataChanges {

	/** What tells of the metadata and not of the stream. */
	private static final Set<String> TIMES_OF_WRITING = Set.of("creationdate", "metadatadate");

	private MetadataChanges() {
	}

	/**
	 * Return whether metadata tells something new of a stream.
	 * @param before the metadata so far or {@code null}
	 * @param now the metadata that came
	 * @return whether anything but the time of writing differs
	 */
	static boolean isNews(@Nullable StreamMetadata before, StreamMetadata now) {
		return before == null || !facts(before).equals(facts(now));
	}

	private static Map<String, AmfValue> facts(StreamMetadata metadata) {
		Map<String, AmfValue> facts = new LinkedHashMap<>(metadata.properties().properties());
		facts.keySet().removeAll(TIMES_OF_WRITING);
		return facts;
	}

}
