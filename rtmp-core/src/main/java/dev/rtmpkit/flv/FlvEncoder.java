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

package dev.rtmpkit.flv;

import java.nio.ByteBuffer;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;

/**
 * Makes FLV of packets (FLV 10.1, Annex E). A tag comes in three parts, so that a
 * gathering write takes the payload from where it is.
 */
public final class FlvEncoder {

	/** The length of what stands before the first tag, in bytes. */
	public static final int FILE_HEADER_LENGTH = FlvFormat.FILE_HEADER_LENGTH + FlvFormat.BACK_POINTER_LENGTH;

	/** What a tag needs beyond its payload, in bytes. */
	public static final int TAG_OVERHEAD = FlvFormat.TAG_HEADER_LENGTH + FlvFormat.BACK_POINTER_LENGTH;

	private FlvEncoder() {
	}

	/**
	 * Encode what stands before the first tag (FLV 10.1, E.2).
	 * @param audio whether to announce audio
	 * @param video whether to announce video
	 * @return {@value #FILE_HEADER_LENGTH} bytes
	 */
	public static ByteBuffer fileHeader(boolean audio, boolean video) {
		int flags = ((audio) ? FlvFormat.FLAG_AUDIO : 0) | ((video) ? FlvFormat.FLAG_VIDEO : 0);
		return ByteBuffer.allocate(FILE_HEADER_LENGTH)
			.putInt(FlvFormat.SIGNATURE << 8 | FlvFormat.VERSION)
			.put((byte) flags)
			.putInt(FlvFormat.FILE_HEADER_LENGTH)
			.putInt(0)
			.flip();
	}

	/**
	 * Encode a packet as a tag (FLV 10.1, E.4.1); AMF3 data as one of type 15, which
	 * players that do not know it pass over. Of the timestamp, milliseconds modulo 2^32
	 * are kept.
	 * @param packet the packet
	 * @return the tag header, the payload (not copied) and the back pointer, to be
	 * written in this order
	 * @throws IllegalArgumentException if the payload has more than 16,777,215 bytes
	 */
	public static ByteBuffer[] encode(MediaPacket packet) {
		byte[] overhead = new byte[TAG_OVERHEAD];
		ByteBuffer header = ByteBuffer.wrap(overhead, 0, FlvFormat.TAG_HEADER_LENGTH);
		ByteBuffer backPointer = ByteBuffer.wrap(overhead, FlvFormat.TAG_HEADER_LENGTH, FlvFormat.BACK_POINTER_LENGTH);
		putTagHeader(packet, header);
		putBackPointer(packet, backPointer);
		return new ByteBuffer[] { header.flip(), packet.payload(), backPointer.position(FlvFormat.TAG_HEADER_LENGTH) };
	}

	/**
	 * Encode a packet as a tag into one buffer, copying the payload.
	 * @param packet the packet
	 * @param target where to; must have room for the payload and {@value #TAG_OVERHEAD}
	 * bytes
	 * @throws IllegalArgumentException if the payload has more than 16,777,215 bytes
	 */
	public static void encode(MediaPacket packet, ByteBuffer target) {
		putTagHeader(packet, target);
		target.put(packet.payload());
		putBackPointer(packet, target);
	}

	private static void putTagHeader(MediaPacket packet, ByteBuffer target) {
		int size = packet.size();
		if (size > FlvFormat.MAX_TAG_SIZE) {
			throw new IllegalArgumentException("No FLV tag holds %d bytes".formatted(size));
		}
		int timestamp = (int) packet.timestamp();
		target.putInt(tagType(packet) << 24 | size);
		// the upper 8 bits stand behind the lower 24; the stream id is always 0
		target.putInt(timestamp << 8 | timestamp >>> 24);
		target.put((byte) 0).putShort((short) 0);
	}

	private static void putBackPointer(MediaPacket packet, ByteBuffer target) {
		target.putInt(FlvFormat.TAG_HEADER_LENGTH + packet.size());
	}

	private static int tagType(MediaPacket packet) {
		if (packet instanceof VideoPacket) {
			return FlvFormat.TAG_VIDEO;
		}
		if (packet instanceof DataPacket data) {
			return (data.amf3()) ? FlvFormat.TAG_DATA_AMF3 : FlvFormat.TAG_DATA;
		}
		return FlvFormat.TAG_AUDIO;
	}

}
