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
 * What a video packet carries (FLV 10.1, E.4.3.1; Enhanced RTMP v2, "Enhanced Video").
 * Packets of codecs without packet types are {@link #CODED_FRAMES}.
 */
public enum VideoPacketType {

	/** The codec's configuration record, also called sequence header (0). */
	SEQUENCE_START,

	/** A coded frame (1). */
	CODED_FRAMES,

	/** The end of the sequence (2). */
	SEQUENCE_END,

	/** A coded frame whose composition time offset is 0 and not sent (3). */
	CODED_FRAMES_X,

	/** What the picture needs besides its codec, for example colour information (4). */
	METADATA,

	/** The codec's configuration as an MPEG-2 transport stream descriptor (5). */
	MPEG2TS_SEQUENCE_START,

	/** A command for the player, see {@link VideoFrameType#COMMAND}. */
	COMMAND,

	/** A reserved value, or a header that is cut off. */
	UNKNOWN;

	private static final VideoPacketType[] VALUES = values();

	static VideoPacketType of(int bits) {
		return (bits >= 0 && bits <= 5) ? VALUES[bits] : UNKNOWN;
	}

	/**
	 * Return whether such a packet describes coded video instead of being some. Its
	 * timestamp may stand still at 0.
	 * @return whether it is a header, metadata, a command or the end of a sequence
	 */
	public boolean isDescription() {
		return switch (this) {
			case SEQUENCE_START, SEQUENCE_END, METADATA, MPEG2TS_SEQUENCE_START, COMMAND -> true;
			default -> false;
		};
	}

	public boolean isConfiguration() {
		return this == SEQUENCE_START || this == MPEG2TS_SEQUENCE_START;
	}

	public boolean isCodedFrames() {
		return this == CODED_FRAMES || this == CODED_FRAMES_X;
	}

}
