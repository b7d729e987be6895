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

import java.nio.ByteBuffer;

/**
 * An aggregate message (RTMP 1.0, 7.1.6), not yet split. {@link MessageReader} returns
 * its parts instead.
 *
 * @param streamId the message stream id
 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
 * @param payload the body, read-only
 */
public record AggregateMessage(int streamId, long timestamp, ByteBuffer payload) implements RtmpMessage {

}
