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
 * Walks over the tracks of a packet that may have several, each with id, size and body.
 */
final class TrackCursor {

	private static final int ID_AND_SIZE_LENGTH = 4;

	private final ByteBuffer payload;

	private final boolean ownFourCcs;

	private int fourCc;

	private int trackId;

	private int bodyOffset;

	private int next;

	TrackCursor(ByteBuffer payload, int offset, boolean ownFourCcs, int fourCc) {
		this.payload = payload;
		this.next = offset;
		this.ownFourCcs = ownFourCcs;
		this.fourCc = fourCc;
	}

	/**
	 * Go to the next track.
	 * @return whether there is one that is whole
	 */
	boolean next() {
		int head = ID_AND_SIZE_LENGTH + ((this.ownFourCcs) ? FourCc.LENGTH : 0);
		if (this.payload.remaining() - this.next < head) {
			return false;
		}
		int body = this.next + head;
		int length = Payload.int24(this.payload, body - 3) & 0xFFFFFF;
		if (length > this.payload.remaining() - body) {
			return false;
		}
		if (this.ownFourCcs) {
			this.fourCc = Payload.int32(this.payload, this.next);
		}
		this.trackId = Payload.uint8(this.payload, body - ID_AND_SIZE_LENGTH);
		this.bodyOffset = body;
		this.next = body + length;
		return true;
	}

	/**
	 * Return whether the last track ends where the packet does.
	 */
	boolean isAtEnd() {
		return this.next == this.payload.remaining();
	}

	int fourCc() {
		return this.fourCc;
	}

	int trackId() {
		return this.trackId;
	}

	int bodyOffset() {
		return this.bodyOffset;
	}

	int bodyLength() {
		return this.next - this.bodyOffset;
	}

}
