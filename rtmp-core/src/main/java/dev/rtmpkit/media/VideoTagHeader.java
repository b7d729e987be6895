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
 * Video"). In a packet of several tracks, codec, composition time offset and length are
 * those of the first.
 *
 * @param codec the codec
 * @param frameType what the packet says about its frame
 * @param packetType what follows the header; behind modifiers and track numbers, what
 * they wrap
 * @param compositionTimeOffset presentation time minus decoding time in milliseconds,
 * -2^23 to 2^23 - 1; 0 where the packet tells none
 * @param enhanced what only Enhanced RTMP has
 * @param length the header's length in bytes, never more than the packet has
 */
record VideoTagHeader(VideoCodec codec, VideoFrameType frameType, VideoPacketType packetType, int compositionTimeOffset,
		EnhancedFields enhanced, int length) {

	static final int COMPOSITION_TIME_LENGTH = 3;

	static final int MULTITRACK = 6;

	private static final int METADATA = 4;

	/**
	 * Read the header of a video packet. Never fails: a header that is cut off or that
	 * contradicts itself has the packet type {@link VideoPacketType#UNKNOWN} and spans
	 * the whole packet.
	 * @param payload the packet from its position to its limit; the position stays
	 * @return the header
	 */
	static VideoTagHeader parse(ByteBuffer payload) {
		if (!payload.hasRemaining()) {
			return cutOff(VideoCodec.UNKNOWN, VideoFrameType.UNKNOWN, EnhancedFields.NONE, payload);
		}
		int first = Payload.uint8(payload, 0);
		VideoFrameType frameType = VideoFrameType.of(first >> 4 & 0x07);
		return ((first & 0x80) != 0) ? parseEnhanced(payload, frameType)
				: parseLegacy(payload, frameType, VideoCodec.ofCodecId(first & 0x0F));
	}

	private static VideoTagHeader parseLegacy(ByteBuffer payload, VideoFrameType frameType, VideoCodec codec) {
		if (frameType == VideoFrameType.COMMAND) {
			return legacy(codec, frameType, VideoPacketType.COMMAND, 0, 1);
		}
		if (!codec.hasCompositionTime()) {
			return legacy(codec, frameType, VideoPacketType.CODED_FRAMES, 0, 1);
		}
		int length = 2 + COMPOSITION_TIME_LENGTH;
		if (payload.remaining() < length) {
			return cutOff(codec, frameType, EnhancedFields.NONE, payload);
		}
		return switch (Payload.uint8(payload, 1)) {
			case 0 -> legacy(codec, frameType, VideoPacketType.SEQUENCE_START, 0, length);
			case 1 -> legacy(codec, frameType, VideoPacketType.CODED_FRAMES, Payload.int24(payload, 2), length);
			case 2 -> legacy(codec, frameType, VideoPacketType.SEQUENCE_END, 0, length);
			default -> legacy(codec, frameType, VideoPacketType.UNKNOWN, 0, length);
		};
	}

	private static VideoTagHeader legacy(VideoCodec codec, VideoFrameType frameType, VideoPacketType packetType,
			int compositionTimeOffset, int length) {
		return new VideoTagHeader(codec, frameType, packetType, compositionTimeOffset, EnhancedFields.NONE, length);
	}

	private static VideoTagHeader parseEnhanced(ByteBuffer payload, VideoFrameType frameType) {
		EnhancedHeaderParser parser = new EnhancedHeaderParser(payload, MULTITRACK);
		if (!parser.readModifiers()) {
			return cutOff(VideoCodec.UNKNOWN, frameType, parser.fields(), payload);
		}
		if (frameType == VideoFrameType.COMMAND && !isMetadata(parser)) {
			return new VideoTagHeader(VideoCodec.UNKNOWN, frameType, VideoPacketType.COMMAND, 0, parser.fields(),
					parser.offset());
		}
		boolean whole = parser.readTracks();
		VideoPacketType packetType = VideoPacketType.of(parser.packetType());
		// the frame type bits of metadata may look like a command's
		VideoFrameType meant = (packetType != VideoPacketType.METADATA) ? frameType : VideoFrameType.UNKNOWN;
		VideoCodec codec = VideoCodec.ofFourCc(parser.fourCc());
		if (!whole) {
			return cutOff(codec, meant, parser.fields(), payload);
		}
		int length = parser.offset();
		if (packetType != VideoPacketType.CODED_FRAMES || !codec.hasCompositionTime()) {
			return new VideoTagHeader(codec, meant, packetType, 0, parser.fields(), length);
		}
		if (parser.bodyLength() < COMPOSITION_TIME_LENGTH) {
			return cutOff(codec, meant, parser.fields(), payload);
		}
		return new VideoTagHeader(codec, meant, packetType, Payload.int24(payload, length), parser.fields(),
				length + COMPOSITION_TIME_LENGTH);
	}

	/**
	 * Some encoders set the frame type bits of a command in metadata, also in that of a
	 * numbered track, where the specification would have it read as a command. A command
	 * is one byte, though.
	 */
	private static boolean isMetadata(EnhancedHeaderParser parser) {
		return parser.packetType() == METADATA
				|| (parser.packetType() == MULTITRACK && parser.bodyLength() > 1 && parser.wrappedType() == METADATA);
	}

	private static VideoTagHeader cutOff(VideoCodec codec, VideoFrameType frameType, EnhancedFields enhanced,
			ByteBuffer payload) {
		return new VideoTagHeader(codec, frameType, VideoPacketType.UNKNOWN, 0, enhanced, payload.remaining());
	}

}
