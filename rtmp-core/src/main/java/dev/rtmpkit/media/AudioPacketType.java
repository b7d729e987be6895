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

/**
 * What an audio packet carries (FLV 10.1, E.4.2.1; Enhanced RTMP v2, "Enhanced Audio").
 * Packets of codecs without packet types are {@link #CODED_FRAMES}.
 */
public enum AudioPacketType {

	/** The codec's configuration record, also called sequence header (0). */
	SEQUENCE_START,

	/** Coded audio (1). */
	CODED_FRAMES,

	/** The end of the sequence (2). */
	SEQUENCE_END,

	/** Which speaker each channel is for (4). */
	MULTICHANNEL_CONFIG,

	/** A packet without any byte: the publisher is silent from here on. */
	SILENCE,

	/** A reserved value, or a header that is cut off. */
	UNKNOWN;

	static AudioPacketType of(int bits) {
		return switch (bits) {
			case 0 -> SEQUENCE_START;
			case 1 -> CODED_FRAMES;
			case 2 -> SEQUENCE_END;
			case 4 -> MULTICHANNEL_CONFIG;
			default -> UNKNOWN;
		};
	}

	/**
	 * Return whether such a packet describes coded audio instead of being some. Its
	 * timestamp may stand still at 0.
	 * @return whether it is a header or the end of a sequence
	 */
	public boolean isDescription() {
		return this == SEQUENCE_START || this == SEQUENCE_END || this == MULTICHANNEL_CONFIG;
	}

}
