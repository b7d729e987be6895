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

package dev.rtmpkit.internal.wire.message;

/**
 * Asks the peer to limit its output (RTMP 1.0, 5.4.5).
 *
 * @param size the window in bytes, 0 to 2^32 - 1
 * @param limitType 0 hard, 1 soft, 2 dynamic; other values as received
 */
public record SetPeerBandwidth(long size, int limitType) implements RtmpMessage {

	/** Limit the output to the window. */
	public static final int HARD = 0;

	/** Limit the output to the smaller of the window and the limit in force. */
	public static final int SOFT = 1;

	/** As hard if the last limit was hard, else ignore. */
	public static final int DYNAMIC = 2;

	@Override
	public int streamId() {
		return 0;
	}

}
