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
 * Tells the peer after how many received bytes to acknowledge (RTMP 1.0, 5.4.4).
 *
 * @param size the window in bytes, 0 to 2^32 - 1
 */
public record WindowAcknowledgementSize(long size) implements RtmpMessage {

	@Override
	public int streamId() {
		return 0;
	}

}
