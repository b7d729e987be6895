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

package dev.rtmpkit.stream;

/**
 * What a stream keeps for those who join late: everything since the newest key frame (the
 * cached GOP), so that they see a picture at once.
 *
 * @param gopCaching when it is kept
 * @param gopCacheBytes the payload bytes to keep at most, each value in a data packet
 * counting 128 more; a GOP that outgrows them is dropped from the cache and the next one
 * is tried. At least 1
 * @param gopCachePackets the packets to keep at most, so that tiny packets are bounded
 * too. At least 1
 */
public record StreamSettings(GopCaching gopCaching, int gopCacheBytes, int gopCachePackets) {

	/**
	 * On demand, and at most ten seconds of 6 Mbit/s and 19 s of 60 frames/s with AAC:
	 * longer than the key frame interval of any encoder set up for live streaming, and
	 * little enough to have it for each of a thousand publishers.
	 */
	public static final StreamSettings DEFAULT = new StreamSettings(GopCaching.ON_DEMAND, 8 * 1024 * 1024, 2048);

	public StreamSettings {
		if (gopCacheBytes < 1 || gopCachePackets < 1) {
			throw new IllegalArgumentException("The bounds of the GOP cache must be positive");
		}
	}

	/**
	 * Return a copy that caches at other times.
	 * @param caching when to cache
	 * @return the settings
	 */
	public StreamSettings gopCaching(GopCaching caching) {
		return new StreamSettings(caching, this.gopCacheBytes, this.gopCachePackets);
	}

}
