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

package dev.rtmpkit.internal.media;

import java.nio.ByteBuffer;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of the messages of one publish, or of the tags of one file, and puts them
 * on one timeline (see {@link TimestampUnwrapper}). Payloads are not copied.
 * <p>
 * Not safe for use by several threads at once.
 */
public final class MediaTimeline {

	private final TimestampUnwrapper timestamps = new TimestampUnwrapper();

	/**
	 * Make the next audio packet. Never fails.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @param payload the message body
	 * @return the packet
	 */
	public AudioPacket audio(long timestamp, ByteBuffer payload) {
		AudioPacket packet = AudioPacket.parse(timestamp, payload);
		return packet.withTimestamp(place(timestamp, packet.packetType().isDescription()));
	}

	/**
	 * Make the next video packet. Never fails.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @param payload the message body
	 * @return the packet
	 */
	public VideoPacket video(long timestamp, ByteBuffer payload) {
		VideoPacket packet = VideoPacket.parse(timestamp, payload);
		return packet.withTimestamp(place(timestamp, packet.packetType().isDescription()));
	}

	/**
	 * Make the next data packet of a message or tag of type 18. Never fails.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @param payload the message body, AMF0
	 * @return the packet or {@code null}, see {@link DataPacket#parse(long, ByteBuffer)}
	 */
	public @Nullable DataPacket data(long timestamp, ByteBuffer payload) {
		return data(timestamp, payload, false);
	}

	/**
	 * Make the next data packet. Never fails.
	 * @param timestamp the timestamp in milliseconds, 0 to 2^32 - 1
	 * @param payload the message body
	 * @param amf3 whether the message or tag is of type 15 instead of 18
	 * @return the packet or {@code null}, see
	 * {@link DataPacket#parse(long, ByteBuffer, boolean)}
	 */
	public @Nullable DataPacket data(long timestamp, ByteBuffer payload, boolean amf3) {
		return DataPacket.parse(place(timestamp, true), payload, amf3);
	}

	private long place(long timestamp, boolean description) {
		return (description) ? this.timestamps.unwrapDescription(timestamp) : this.timestamps.unwrap(timestamp);
	}

}
