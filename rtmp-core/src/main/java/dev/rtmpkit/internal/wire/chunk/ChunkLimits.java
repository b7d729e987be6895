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
 * @param otherMessageBytes the largest message of any other type in bytes
 * @param chunkStreams how many chunk streams may be in use
 * @param partialBytes the most bytes that all unfinished messages together may hold
 */
public record ChunkLimits(int mediaMessageBytes, int otherMessageBytes, int chunkStreams, int partialBytes) {

	/** Limits for a peer that may publish. */
	public static final ChunkLimits PUBLISHING = new ChunkLimits(8 << 20, 64 << 10, 32, (8 << 20) + (64 << 10));

	/** Limits for a peer that is not authorized yet. */
	public static final ChunkLimits UNAUTHORIZED = new ChunkLimits(64 << 10, 64 << 10, 32, 64 << 10);

}
