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
 * An audio packet.
 *
 * @param timestamp milliseconds on the publisher's timeline
 * @param header what the first bytes say
 * @param payload the whole packet, header included
 */
public record AudioPacket(long timestamp, AudioTagHeader header, ByteBuffer payload) implements MediaPacket {

	public AudioPacket {
		payload = Payload.of(payload);
	}

	/**
	 * Make a packet of its bytes. Never fails: what cannot be understood passes as it is.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param payload the bytes from position to limit; not copied, so they must not
	 * change
	 * @return the packet
	 */
	public static AudioPacket parse(long timestamp, ByteBuffer payload) {
		return new AudioPacket(timestamp, AudioTagHeader.parse(payload), payload);
	}

	@Override
	public ByteBuffer payload() {
		return this.payload.duplicate();
	}

	@Override
	public int size() {
		return this.payload.limit();
	}

	/**
	 * Return the codec.
	 * @return the codec, {@link AudioCodec#UNKNOWN} where this packet does not tell
	 */
	public AudioCodec codec() {
		return this.header.codec();
	}

	/**
	 * Return what follows the header: coded audio or the configuration record.
	 * @return a read-only view of its own, possibly empty
	 */
	public ByteBuffer body() {
		return Payload.after(this.payload, this.header.length());
	}

	/**
	 * Return whether this is the codec's configuration, which a decoder needs before
	 * anything else. One without the record that its codec demands does not count.
	 * @return whether this is a sequence header
	 */
	public boolean isSequenceHeader() {
		return this.header.packetType() == AudioPacketType.SEQUENCE_START
				&& (size() > this.header.length() || !codec().needsConfiguration());
	}

}
