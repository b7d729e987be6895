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
 * Where a speaker stands (Enhanced RTMP v2, "AudioChannel"), in the order of the wire.
 */
public enum Speaker {

	/** Front left. */
	FRONT_LEFT,

	/** Front right. */
	FRONT_RIGHT,

	/** Front centre. */
	FRONT_CENTER,

	/** Low frequencies. */
	LOW_FREQUENCY_1,

	/** Back left. */
	BACK_LEFT,

	/** Back right. */
	BACK_RIGHT,

	/** Front, left of the centre. */
	FRONT_LEFT_CENTER,

	/** Front, right of the centre. */
	FRONT_RIGHT_CENTER,

	/** Back centre. */
	BACK_CENTER,

	/** Side left. */
	SIDE_LEFT,

	/** Side right. */
	SIDE_RIGHT,

	/** Top centre. */
	TOP_CENTER,

	/** Top front left. */
	TOP_FRONT_LEFT,

	/** Top front centre. */
	TOP_FRONT_CENTER,

	/** Top front right. */
	TOP_FRONT_RIGHT,

	/** Top back left. */
	TOP_BACK_LEFT,

	/** Top back centre. */
	TOP_BACK_CENTER,

	/** Top back right. */
	TOP_BACK_RIGHT,

	/** Low frequencies, the second one of 22.2 sound. */
	LOW_FREQUENCY_2,

	/** Top side left. */
	TOP_SIDE_LEFT,

	/** Top side right. */
	TOP_SIDE_RIGHT,

	/** Bottom front centre. */
	BOTTOM_FRONT_CENTER,

	/** Bottom front left. */
	BOTTOM_FRONT_LEFT,

	/** Bottom front right. */
	BOTTOM_FRONT_RIGHT,

	/** None: the channel is empty. */
	UNUSED,

	/** Somewhere: the channel has sound, its place is not known. */
	UNKNOWN;

	private static final Speaker[] VALUES = values();

	private static final int WIRE_UNUSED = 0xFE;

	static Speaker of(int wire) {
		if (wire < UNUSED.ordinal()) {
			return VALUES[wire];
		}
		return (wire == WIRE_UNUSED) ? UNUSED : UNKNOWN;
	}

}
