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
 * Audio").
 *
 * @param codec the codec
 * @param packetType what follows the header
 * @param length the header's length in bytes, never more than the packet has
 */
public record AudioTagHeader(AudioCodec codec, AudioPacketType packetType, int length) {

	private static final AudioTagHeader SILENCE = new AudioTagHeader(AudioCodec.UNKNOWN, AudioPacketType.SILENCE, 0);

	private static final int SOUND_FORMAT_EXTENDED = 9;

	/**
	 * Read the header of an audio packet. Never fails: a header that is cut off has the
	 * packet type {@link AudioPacketType#UNKNOWN} and spans the whole packet.
	 * @param payload the packet from its position to its limit; the position stays
	 * @return the header
	 */
	public static AudioTagHeader parse(ByteBuffer payload) {
		int available = payload.remaining();
		if (available == 0) {
			return SILENCE;
		}
		int first = Payload.uint8(payload, 0);
		int soundFormat = first >> 4;
		if (soundFormat == SOUND_FORMAT_EXTENDED) {
			return parseExtended(payload, AudioPacketType.of(first & 0x0F));
		}
		AudioCodec codec = AudioCodec.ofSoundFormat(soundFormat);
		if (codec != AudioCodec.AAC) {
			return new AudioTagHeader(codec, AudioPacketType.CODED_FRAMES, 1);
		}
		if (available < 2) {
			return new AudioTagHeader(codec, AudioPacketType.UNKNOWN, available);
		}
		int packetType = Payload.uint8(payload, 1);
		return new AudioTagHeader(codec, (packetType <= 1) ? AudioPacketType.of(packetType) : AudioPacketType.UNKNOWN,
				2);
	}

	private static AudioTagHeader parseExtended(ByteBuffer payload, AudioPacketType packetType) {
		if (packetType == AudioPacketType.MULTITRACK || packetType == AudioPacketType.MOD_EX) {
			return new AudioTagHeader(AudioCodec.UNKNOWN, packetType, 1);
		}
		if (payload.remaining() < 1 + FourCc.LENGTH) {
			return new AudioTagHeader(AudioCodec.UNKNOWN, AudioPacketType.UNKNOWN, payload.remaining());
		}
		AudioCodec codec = AudioCodec.ofFourCc(Payload.int32(payload, 1));
		return new AudioTagHeader(codec, packetType, 1 + FourCc.LENGTH);
	}

}
