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
 * The first bytes of an audio packet (FLV 10.1, E.4.2.1; Enhanced RTMP v2, "Enhanced
 * Audio"). In a packet of several tracks, codec and length are those of the first.
 *
 * @param codec the codec
 * @param packetType what follows the header; behind modifiers and track numbers, what
 * they wrap
 * @param enhanced what only Enhanced RTMP has
 * @param length the header's length in bytes, never more than the packet has
 */
record AudioTagHeader(AudioCodec codec, AudioPacketType packetType, EnhancedFields enhanced, int length) {

	private static final AudioTagHeader SILENCE = new AudioTagHeader(AudioCodec.UNKNOWN, AudioPacketType.SILENCE,
			EnhancedFields.NONE, 0);

	private static final int SOUND_FORMAT_EXTENDED = 9;

	static final int MULTITRACK = 5;

	/**
	 * Read the header of an audio packet. Never fails: a header that is cut off or that
	 * contradicts itself has the packet type {@link AudioPacketType#UNKNOWN} and spans
	 * the whole packet.
	 * @param payload the packet from its position to its limit; the position stays
	 * @return the header
	 */
	static AudioTagHeader parse(ByteBuffer payload) {
		int available = payload.remaining();
		if (available == 0) {
			return SILENCE;
		}
		int first = Payload.uint8(payload, 0);
		int soundFormat = first >> 4;
		if (soundFormat == SOUND_FORMAT_EXTENDED) {
			return parseEnhanced(payload);
		}
		AudioCodec codec = AudioCodec.ofSoundFormat(soundFormat);
		if (codec != AudioCodec.AAC) {
			return new AudioTagHeader(codec, AudioPacketType.CODED_FRAMES, EnhancedFields.NONE, 1);
		}
		if (available < 2) {
			return new AudioTagHeader(codec, AudioPacketType.UNKNOWN, EnhancedFields.NONE, available);
		}
		int packetType = Payload.uint8(payload, 1);
		return new AudioTagHeader(codec, (packetType <= 1) ? AudioPacketType.of(packetType) : AudioPacketType.UNKNOWN,
				EnhancedFields.NONE, 2);
	}

	private static AudioTagHeader parseEnhanced(ByteBuffer payload) {
		EnhancedHeaderParser parser = new EnhancedHeaderParser(payload, MULTITRACK);
		boolean whole = parser.readModifiers() && parser.readTracks();
		AudioCodec codec = AudioCodec.ofFourCc(parser.fourCc());
		return (whole)
				? new AudioTagHeader(codec, AudioPacketType.of(parser.packetType()), parser.fields(), parser.offset())
				: new AudioTagHeader(codec, AudioPacketType.UNKNOWN, parser.fields(), payload.remaining());
	}

}
