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
 * A data message (RTMP 1.0, 7.1.2), not yet decoded: what cannot be decoded in it must
 * not cost the publisher its session.
 *
 * @param streamId the message stream id
 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
 * @param amf3 whether it came as type 15 instead of type 18
 * @param payload the whole body, read-only: AMF0 in a message of type 18, what
 * {@link dev.rtmpkit.internal.amf.AmfBodyReader#amf3} reads in one of type 15
 */
public record DataMessage(int streamId, long timestamp, boolean amf3, ByteBuffer payload) implements RtmpMessage {

}
