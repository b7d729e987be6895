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
 * One track's part of an {@link AudioPacket}.
 *
 * @param trackId the number of the track, 0 to 255
 * @param codec the codec
 * @param fourCc the four characters of the codec as a big-endian integer, 0 in legacy
 * packets
 * @param body coded audio, the configuration record or whatever else the packet type
 * says: a read-only view of its own
 */
public record AudioTrackData(int trackId, AudioCodec codec, int fourCc, ByteBuffer body) {

	@Override
	public ByteBuffer body() {
		return this.body.duplicate();
	}

	static AudioTrackData at(TrackCursor cursor, ByteBuffer payload) {
		return new AudioTrackData(cursor.trackId(), AudioCodec.ofFourCc(cursor.fourCc()), cursor.fourCc(),
				payload.slice(cursor.bodyOffset(), cursor.bodyLength()));
	}

}
