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
 * One track's part of a {@link VideoPacket}.
 *
 * @param trackId the number of the track, 0 to 255
 * @param codec the codec
 * @param fourCc the four characters of the codec as a big-endian integer, 0 in legacy
 * packets
 * @param compositionTimeOffset presentation time minus decoding time in milliseconds
 * @param body a coded frame, the configuration record or whatever else the packet type
 * says: a read-only view of its own
 */
public record VideoTrackData(int trackId, VideoCodec codec, int fourCc, int compositionTimeOffset, ByteBuffer body) {

	@Override
	public ByteBuffer body() {
		return this.body.duplicate();
	}

	static VideoTrackData at(TrackCursor cursor, ByteBuffer payload, VideoPacketType packetType) {
		VideoCodec codec = VideoCodec.ofFourCc(cursor.fourCc());
		int offset = cursor.bodyOffset();
		int length = cursor.bodyLength();
		int compositionTimeOffset = 0;
		if (packetType == VideoPacketType.CODED_FRAMES && codec.hasCompositionTime()
				&& length >= VideoTagHeader.COMPOSITION_TIME_LENGTH) {
			compositionTimeOffset = Payload.int24(payload, offset);
			offset += VideoTagHeader.COMPOSITION_TIME_LENGTH;
			length -= VideoTagHeader.COMPOSITION_TIME_LENGTH;
		}
		return new VideoTrackData(cursor.trackId(), codec, cursor.fourCc(), compositionTimeOffset,
				payload.slice(offset, length));
	}

}
