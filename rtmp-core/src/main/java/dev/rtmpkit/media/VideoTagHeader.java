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
 * The first bytes of a video packet (FLV 10.1, E.4.3.1; Enhanced RTMP v2, "Enhanced
 * Video").
 *
 * @param codec the codec
 * @param frameType what the packet says about its frame
 * @param packetType what follows the header
 * @param compositionTimeOffset presentation time minus decoding time in milliseconds,
 * -2^23 to 2^23 - 1; 0 where the packet tells none
 * @param length the header's length in bytes, never more than the packet has
 */
public record VideoTagHeader(VideoCodec codec, VideoFrameType frameType, VideoPacketType packetType,
		int compositionTimeOffset, int length) {

	private static final int COMPOSITION_TIME_LENGTH = 3;

	/**
	 * Read the header of a video packet. Never fails: a header that is cut off has the
	 * packet type {@link VideoPacketType#UNKNOWN} and spans the whole packet.
	 * @param payload the packet from its position to its limit; the position stays
	 * @return the header
	 */
	public static VideoTagHeader parse(ByteBuffer payload) {
		if (!payload.hasRemaining()) {
			return cutOff(VideoCodec.UNKNOWN, VideoFrameType.UNKNOWN, payload);
		}
		int first = Payload.uint8(payload, 0);
		VideoFrameType frameType = VideoFrameType.of(first >> 4 & 0x07);
		return ((first & 0x80) != 0) ? parseExtended(payload, frameType, VideoPacketType.of(first & 0x0F))
				: parseLegacy(payload, frameType, VideoCodec.ofCodecId(first & 0x0F));
	}

	private static VideoTagHeader parseLegacy(ByteBuffer payload, VideoFrameType frameType, VideoCodec codec) {
		if (frameType == VideoFrameType.COMMAND) {
			return new VideoTagHeader(codec, frameType, VideoPacketType.COMMAND, 0, 1);
		}
		if (!codec.hasCompositionTime()) {
			return new VideoTagHeader(codec, frameType, VideoPacketType.CODED_FRAMES, 0, 1);
		}
		int length = 2 + COMPOSITION_TIME_LENGTH;
		if (payload.remaining() < length) {
			return cutOff(codec, frameType, payload);
		}
		int packetType = Payload.uint8(payload, 1);
		return switch (packetType) {
			case 0 -> new VideoTagHeader(codec, frameType, VideoPacketType.SEQUENCE_START, 0, length);
			case 1 ->
				new VideoTagHeader(codec, frameType, VideoPacketType.CODED_FRAMES, Payload.int24(payload, 2), length);
			case 2 -> new VideoTagHeader(codec, frameType, VideoPacketType.SEQUENCE_END, 0, length);
			default -> new VideoTagHeader(codec, frameType, VideoPacketType.UNKNOWN, 0, length);
		};
	}

	private static VideoTagHeader parseExtended(ByteBuffer payload, VideoFrameType frameType,
			VideoPacketType packetType) {
		// metadata comes first: its frame type bits may look like a command's
		if (packetType != VideoPacketType.METADATA && frameType == VideoFrameType.COMMAND) {
			return new VideoTagHeader(VideoCodec.UNKNOWN, frameType, VideoPacketType.COMMAND, 0, 1);
		}
		VideoFrameType meant = (packetType != VideoPacketType.METADATA) ? frameType : VideoFrameType.UNKNOWN;
		if (packetType == VideoPacketType.MULTITRACK || packetType == VideoPacketType.MOD_EX) {
			return new VideoTagHeader(VideoCodec.UNKNOWN, meant, packetType, 0, 1);
		}
		int length = 1 + FourCc.LENGTH;
		if (payload.remaining() < length) {
			return cutOff(VideoCodec.UNKNOWN, meant, payload);
		}
		VideoCodec codec = VideoCodec.ofFourCc(Payload.int32(payload, 1));
		if (packetType != VideoPacketType.CODED_FRAMES || !codec.hasCompositionTime()) {
			return new VideoTagHeader(codec, meant, packetType, 0, length);
		}
		if (payload.remaining() < length + COMPOSITION_TIME_LENGTH) {
			return cutOff(codec, meant, payload);
		}
		return new VideoTagHeader(codec, meant, packetType, Payload.int24(payload, length),
				length + COMPOSITION_TIME_LENGTH);
	}

	private static VideoTagHeader cutOff(VideoCodec codec, VideoFrameType frameType, ByteBuffer payload) {
		return new VideoTagHeader(codec, frameType, VideoPacketType.UNKNOWN, 0, payload.remaining());
	}

}
