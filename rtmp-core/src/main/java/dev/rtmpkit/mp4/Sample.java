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

package dev.rtmpkit.mp4;

import java.nio.ByteBuffer;

/**
 * A frame of a track.
 *
 * @param timestamp when it is decoded, in milliseconds on the publisher's timeline
 * @param time when it is decoded, in units of its track from the track's first sample on
 * @param compositionOffset presentation time minus decoding time in units of its track
 * @param duration how long it is if nothing follows it, in units of its track
 * @param dependency what it needs and what needs it
 * @param data the bytes; not to be moved
 */
record Sample(long timestamp, long time, int compositionOffset, int duration, Dependency dependency, ByteBuffer data) {

	boolean isSync() {
		return this.dependency == Dependency.SYNC;
	}

	int size() {
		return this.data.remaining();
	}

	/**
	 * The flags of a sample (ISO/IEC 14496-12, 8.8.3.1).
	 */
	enum Dependency {

		/** Needs no other. */
		SYNC(0x02000000),

		/** Needs others. */
		INTER(0x01010000),

		/** Needs others, and no other needs it. */
		DISPOSABLE(0x01810000);

		private final int flags;

		Dependency(int flags) {
			this.flags = flags;
		}

		int flags() {
			return this.flags;
		}

	}

}
