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
 * Reads what enhanced audio and video headers have in common: a chain of modifiers, then
 * FourCC and tracks. Its methods return whether the packet was long enough.
 */
final class EnhancedHeaderParser {

	private static final int MOD_EX = 7;

	private static final int LARGE_MODIFIER = 256;

	private static final int MODIFIER_NANOSECONDS = 0;

	private static final int NANOSECONDS_LENGTH = 3;

	private static final int NANOSECONDS_LIMIT = 999_999;

	/** There are no more track ids. */
	private static final int TRACKS_LIMIT = 256;

	private static final int NOTHING_KNOWN = 15;

	private final ByteBuffer payload;

	private final int multitrack;

	private int packetType;

	private int offset = 1;

	private int bodyLength;

	private int fourCc;

	private int nanosecondOffset;

	private MultitrackType multitrackType = MultitrackType.NONE;

	private int trackId;

	EnhancedHeaderParser(ByteBuffer payload, int multitrack) {
		this.payload = payload;
		this.multitrack = multitrack;
		this.packetType = Payload.uint8(payload, 0) & 0x0F;
		this.bodyLength = payload.remaining() - 1;
	}

	boolean readModifiers() {
		while (this.packetType == MOD_EX) {
			if (!readModifier()) {
				return false;
			}
		}
		this.bodyLength = remaining();
		return true;
	}

	private boolean readModifier() {
		if (remaining() < 1) {
			return false;
		}
		int size = Payload.uint8(this.payload, this.offset) + 1;
		this.offset++;
		if (size == LARGE_MODIFIER) {
			if (remaining() < 2) {
				return false;
			}
			size = Payload.uint16(this.payload, this.offset) + 1;
			this.offset += 2;
		}
		if (remaining() < size + 1) {
			return false;
		}
		int types = Payload.uint8(this.payload, this.offset + size);
		if (types >> 4 == MODIFIER_NANOSECONDS && size >= NANOSECONDS_LENGTH) {
			int nanoseconds = Payload.int24(this.payload, this.offset) & 0xFFFFFF;
			this.nanosecondOffset = Math.min(nanoseconds, NANOSECONDS_LIMIT);
		}
		this.packetType = types & 0x0F;
		this.offset += size + 1;
		return true;
	}

	/**
	 * Read FourCC, track id and size of the first track and check that all others are
	 * whole.
	 */
	boolean readTracks() {
		if (this.packetType != this.multitrack) {
			return readFourCc();
		}
		return readMultitrackType() && (!hasSharedFourCc() || readFourCc()) && readFirstTrack();
	}

	private boolean readMultitrackType() {
		if (remaining() < 1) {
			return false;
		}
		int types = Payload.uint8(this.payload, this.offset);
		this.offset++;
		int wrapped = types & 0x0F;
		// neither multitrack nor modifiers may be wrapped
		this.packetType = (wrapped == this.multitrack || wrapped == MOD_EX) ? NOTHING_KNOWN : wrapped;
		MultitrackType type = MultitrackType.of(types >> 4);
		if (type == null) {
			return false;
		}
		this.multitrackType = type;
		return this.packetType != NOTHING_KNOWN;
	}

	private boolean hasSharedFourCc() {
		return this.multitrackType != MultitrackType.MANY_TRACKS_MANY_CODECS;
	}

	private boolean readFourCc() {
		if (remaining() < FourCc.LENGTH) {
			return false;
		}
		this.fourCc = Payload.int32(this.payload, this.offset);
		this.offset += FourCc.LENGTH;
		this.bodyLength = remaining();
		return true;
	}

	private boolean readFirstTrack() {
		if (this.multitrackType == MultitrackType.ONE_TRACK) {
			if (remaining() < 1) {
				return false;
			}
			this.trackId = Payload.uint8(this.payload, this.offset);
			this.offset++;
			this.bodyLength = remaining();
			return true;
		}
		TrackCursor cursor = tracks();
		if (!cursor.next()) {
			return false;
		}
		this.fourCc = cursor.fourCc();
		this.trackId = cursor.trackId();
		this.offset = cursor.bodyOffset();
		this.bodyLength = cursor.bodyLength();
		int tracks = 1;
		while (cursor.next()) {
			tracks++;
		}
		return cursor.isAtEnd() && tracks <= TRACKS_LIMIT;
	}

	/**
	 * Return a cursor over the tracks of a packet that may have several, when the FourCC
	 * that they share has been read.
	 */
	private TrackCursor tracks() {
		return new TrackCursor(this.payload, this.offset, !hasSharedFourCc(), this.fourCc);
	}

	/**
	 * Return a cursor over the tracks of a packet whose header was parsed without error
	 * before and says that there may be several.
	 */
	static TrackCursor tracks(ByteBuffer payload, int multitrack) {
		EnhancedHeaderParser parser = new EnhancedHeaderParser(payload, multitrack);
		parser.readModifiers();
		parser.readMultitrackType();
		if (parser.hasSharedFourCc()) {
			parser.readFourCc();
		}
		return parser.tracks();
	}

	private int remaining() {
		return this.payload.remaining() - this.offset;
	}

	/**
	 * Return the packet type; once the tracks are read, the one that they share.
	 */
	int packetType() {
		return this.packetType;
	}

	/**
	 * Return the packet type that the next byte announces for the tracks.
	 */
	int wrappedType() {
		return Payload.uint8(this.payload, this.offset) & 0x0F;
	}

	/**
	 * Return where the next field is; once the tracks are read, the first one's body.
	 */
	int offset() {
		return this.offset;
	}

	/**
	 * Return how many bytes follow, in the first track where there are several.
	 */
	int bodyLength() {
		return this.bodyLength;
	}

	int fourCc() {
		return this.fourCc;
	}

	EnhancedFields fields() {
		return new EnhancedFields(this.fourCc, this.nanosecondOffset, this.multitrackType, this.trackId);
	}

}
