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

package dev.rtmpkit.internal.wire.chunk;

import java.nio.ByteBuffer;

/**
 * A complete message as the chunk stream carries it (RTMP 1.0, section 4 and 6.1).
 *
 * @param typeId the message type id, 0 to 255
 * @param streamId the message stream id, all 32 bits
 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
 * @param payload the payload from its position to its limit, read-only when it comes from
 * a decoder
 */
public record RawMessage(int typeId, int streamId, long timestamp, ByteBuffer payload) {

	/** The largest payload that the 24-bit length field can tell. */
	public static final int MAX_PAYLOAD = 0xFFFFFF;

}
