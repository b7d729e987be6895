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

import org.jspecify.annotations.Nullable;

/**
 * How tracks share a packet (Enhanced RTMP v2, "AvMultitrackType").
 */
enum MultitrackType {

	/** The packet does not number its track: it belongs to the default one, 0. */
	NONE,

	/** One numbered track (0). */
	ONE_TRACK,

	/** Several numbered tracks of the same codec (1). */
	MANY_TRACKS,

	/** Several numbered tracks, each with its codec (2). */
	MANY_TRACKS_MANY_CODECS;

	private static final MultitrackType[] VALUES = values();

	static @Nullable MultitrackType of(int bits) {
		return (bits <= 2) ? VALUES[bits + 1] : null;
	}

	/**
	 * Return whether several tracks may share the packet.
	 */
	boolean isMany() {
		return this == MANY_TRACKS || this == MANY_TRACKS_MANY_CODECS;
	}

}
