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
 * A user control message (RTMP 1.0, 6.2 and 7.1.7).
 *
 * @param eventType the event type, 0 to 65535
 * @param data what follows the event type, read-only
 */
public record UserControl(int eventType, ByteBuffer data) implements RtmpMessage {

	/** A stream becomes usable; data is its id. */
	public static final int STREAM_BEGIN = 0;

	/** The playback of a stream is over; data is its id. */
	public static final int STREAM_EOF = 1;

	/** There is no more data on a stream for now; data is its id. */
	public static final int STREAM_DRY = 2;

	/** A stream is a recorded one; data is its id. */
	public static final int STREAM_IS_RECORDED = 4;

	/** A ping; data is a timestamp. */
	public static final int PING_REQUEST = 6;

	/** The answer to a ping; data is the ping's. */
	public static final int PING_RESPONSE = 7;

	/**
	 * Create an event whose data is one 32-bit number.
	 * @param eventType the event type
	 * @param value the number
	 * @return the message
	 */
	public static UserControl of(int eventType, int value) {
		return new UserControl(eventType, ByteBuffer.allocate(Integer.BYTES).putInt(0, value).asReadOnlyBuffer());
	}

	@Override
	public int streamId() {
		return 0;
	}

}
