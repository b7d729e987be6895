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
 * A frame as the publisher sent it.
 *
 * @param timestamp when it is decoded, in milliseconds on the publisher's timeline
 * @param compositionOffset presentation time minus decoding time in milliseconds
 * @param length how long it is, in units of its track, 0 if it does not tell
 * @param dependency what it needs and what needs it
 * @param data the bytes
 */
record Frame(long timestamp, int compositionOffset, int length, Sample.Dependency dependency, ByteBuffer data) {

	boolean isSync() {
		return this.dependency == Sample.Dependency.SYNC;
	}

}
