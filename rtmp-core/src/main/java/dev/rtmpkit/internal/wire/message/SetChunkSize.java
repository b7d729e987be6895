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

package dev.rtmpkit.internal.wire.message;

/**
 * Tells the peer the sender's new maximum chunk size (RTMP 1.0, 5.4.1).
 *
 * @param size the size in bytes, 1 to 2^31 - 1
 */
public record SetChunkSize(int size) implements RtmpMessage {

	public SetChunkSize {
		if (size < 1) {
			throw new IllegalArgumentException("size must be positive");
		}
	}

	@Override
	public int streamId() {
		return 0;
	}

}
