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

import java.nio.ByteBuffer;

/**
 * One audio, video or data packet of a publish. Packets are immutable and may be handed
 * to any number of threads.
 */
public sealed interface MediaPacket permits AudioPacket, VideoPacket, DataPacket {

	/**
	 * Return when the packet is to be decoded (its decoding time stamp).
	 * @return milliseconds on the publisher's timeline, 0 or more; counts on beyond 2^32
	 * where the wire wraps
	 */
	long timestamp();

	/**
	 * Return the bytes as the publisher sent them: the body of an FLV tag (FLV 10.1,
	 * E.4).
	 * @return a read-only view of its own, from position 0 to the limit; moving its
	 * position has no effect on other views
	 */
	ByteBuffer payload();

	/**
	 * Return the payload's length.
	 * @return the length in bytes, 0 or more
	 */
	int size();

	/**
	 * Return what the packet carries.
	 * @return the kind
	 */
	MediaKind kind();

	/**
	 * Return whether this is coded audio or video, instead of describing some or being
	 * empty.
	 * @return whether this is a frame; {@code false} for data
	 */
	boolean isFrame();

	/**
	 * Return this packet at another time. The payload is shared, not copied.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @return the same packet if it has that timestamp, otherwise a copy
	 */
	MediaPacket withTimestamp(long timestamp);

}
