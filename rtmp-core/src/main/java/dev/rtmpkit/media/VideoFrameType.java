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
 * What a video packet says about its frame (FLV 10.1, E.4.3.1).
 */
public enum VideoFrameType {

	/** A frame that can be decoded without any other (1). */
	KEY,

	/** A frame that needs others (2). */
	INTER,

	/** A frame that needs others and that no other needs; H.263 only (3). */
	DISPOSABLE_INTER,

	/** A key frame that a server made (4). */
	GENERATED_KEY,

	/** No frame but an information or a command for the player (5). */
	COMMAND,

	/** A reserved value, or bits that mean nothing in this packet. */
	UNKNOWN;

	private static final VideoFrameType[] VALUES = values();

	static VideoFrameType of(int bits) {
		return (bits >= 1 && bits <= 5) ? VALUES[bits - 1] : UNKNOWN;
	}

}
