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

package dev.rtmpkit.internal.media;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration record that each track had last, so that one that is repeated need
 * not be read again.
 */
final class KnownRecords {

	/** Longer ones, which no codec needs, are not noted: they would hold memory. */
	static final int LENGTH_LIMIT = 16 * 1024;

	private final Map<Integer, ByteBuffer> records = new HashMap<>();

	/**
	 * Note the record of a track.
	 * @param trackId the number of the track
	 * @param record the record, whose bytes do not change
	 */
	void put(int trackId, ByteBuffer record) {
		if (record.remaining() <= LENGTH_LIMIT) {
			this.records.put(trackId, record);
		}
		else {
			this.records.remove(trackId);
		}
	}

	void remove(int trackId) {
		this.records.remove(trackId);
	}

	boolean contains(int trackId, ByteBuffer record) {
		return record.equals(this.records.get(trackId));
	}

}
