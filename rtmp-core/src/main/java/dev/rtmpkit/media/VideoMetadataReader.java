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

package dev.rtmpkit.media;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.AmfBodyReader;
import dev.rtmpkit.internal.amf.AmfLimits;

/**
 * Reads the pairs of name and value in video metadata (Enhanced RTMP v2, "Metadata
 * Frame"), which are AMF0 whatever the connection uses.
 */
final class VideoMetadataReader {

	private VideoMetadataReader() {
	}

	static Map<String, AmfValue> read(ByteBuffer body) {
		try {
			List<AmfValue> values = AmfBodyReader.amf0(body, AmfLimits.DATA).leading(0);
			Map<String, AmfValue> metadata = new LinkedHashMap<>();
			for (int i = 0; i + 1 < values.size(); i += 2) {
				if (values.get(i) instanceof AmfString name) {
					metadata.put(name.value(), values.get(i + 1));
				}
			}
			return Collections.unmodifiableMap(metadata);
		}
		catch (RtmpProtocolException ex) {
			// a picture without its colours is better than no picture
			return Map.of();
		}
	}

}
