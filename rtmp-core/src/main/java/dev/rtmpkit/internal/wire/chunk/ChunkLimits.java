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

package dev.rtmpkit.internal.wire.chunk;

/**
 * What a {@link ChunkDecoder} accepts from its peer.
 *
 * @param mediaMessageBytes the largest audio, video or aggregate message in bytes
 * @param dataMessageBytes the largest data message in bytes
 * @param otherMessageBytes the largest message of any other type in bytes
 * @param chunkStreams how many chunk streams may be in use
 * @param partialBytes the most bytes that all unfinished messages together may hold
 * @param oversize what becomes of a message that is longer, unless it is media or
 * protocol control: those are always refused
 */
public record ChunkLimits(int mediaMessageBytes, int dataMessageBytes, int otherMessageBytes, int chunkStreams,
		int partialBytes, Oversize oversize) {

	/** Limits for a peer that may publish. */
	public static final ChunkLimits PUBLISHING = new ChunkLimits(8 << 20, 1 << 20, 64 << 10, 32, 9 << 20,
			Oversize.DROPPED);

	/** Limits for a peer that is not authorized yet. */
	public static final ChunkLimits UNAUTHORIZED = new ChunkLimits(64 << 10, 64 << 10, 32, 64 << 10);

	private static final int LAST_PROTOCOL_CONTROL = 6;

	private static final int AUDIO = 8;

	private static final int VIDEO = 9;

	private static final int DATA_AMF3 = 15;

	private static final int DATA_AMF0 = 18;

	private static final int AGGREGATE = 22;

	/**
	 * Create limits that hold for data as for other messages and that no message may
	 * exceed.
	 * @param mediaMessageBytes the largest audio, video or aggregate message in bytes
	 * @param otherMessageBytes the largest message of any other type in bytes
	 * @param chunkStreams how many chunk streams may be in use
	 * @param partialBytes the most bytes that all unfinished messages together may hold
	 */
	public ChunkLimits(int mediaMessageBytes, int otherMessageBytes, int chunkStreams, int partialBytes) {
		this(mediaMessageBytes, otherMessageBytes, otherMessageBytes, chunkStreams, partialBytes, Oversize.REFUSED);
	}

	/**
	 * Return how long a message may be.
	 * @param typeId its type
	 * @return the most bytes
	 */
	public int messageBytes(int typeId) {
		return switch (typeId) {
			case AUDIO, VIDEO, AGGREGATE -> this.mediaMessageBytes;
			case DATA_AMF0, DATA_AMF3 -> this.dataMessageBytes;
			default -> this.otherMessageBytes;
		};
	}

	/**
	 * Return whether a message that is too long is passed over instead of refused.
	 */
	boolean drops(int typeId) {
		boolean needed = typeId <= LAST_PROTOCOL_CONTROL || typeId == AUDIO || typeId == VIDEO || typeId == AGGREGATE;
		return this.oversize == Oversize.DROPPED && !needed;
	}

	/**
	 * What becomes of messages that are too long.
	 */
	public enum Oversize {

		/** The peer breaks the protocol. */
		REFUSED,

		/** They are passed over, without being kept. */
		DROPPED

	}

}
