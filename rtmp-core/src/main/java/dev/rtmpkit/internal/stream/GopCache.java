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

package dev.rtmpkit.internal.stream;

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.StreamSettings;

/**
 * If anybody wants them, the packets since the newest key frame of the default track, and
 * the headers that were valid there. Never larger than its bounds: a GOP that outgrows
 * them is forgotten until the next key frame.
 */
final class GopCache {

	private final StreamSettings settings;

	private final List<MediaPacket> packets = new ArrayList<>();

	private StreamHeaders headers = StreamHeaders.NONE;

	private long bytes;

	private boolean wanted;

	GopCache(StreamSettings settings) {
		this.settings = settings;
		this.wanted = settings.gopCaching() == GopCaching.ALWAYS;
	}

	/**
	 * Cache from the next key frame on, unless that is switched off.
	 */
	void want() {
		this.wanted = this.settings.gopCaching() != GopCaching.NEVER;
	}

	void add(MediaPacket packet, StreamHeaders current) {
		if (!this.wanted) {
			return;
		}
		if (current.repeats(packet)) {
			// a late joiner gets the one before
			return;
		}
		if (packet instanceof VideoPacket video && current.beginsGroup(video)) {
			clear();
			this.headers = current;
		}
		else if (this.packets.isEmpty()) {
			return;
		}
		this.bytes += Backlog.bytes(packet);
		if (this.bytes > this.settings.gopCacheBytes() || this.packets.size() >= this.settings.gopCachePackets()) {
			clear();
			return;
		}
		this.packets.add(packet);
	}

	void clear() {
		this.packets.clear();
		this.headers = StreamHeaders.NONE;
		this.bytes = 0;
	}

	/**
	 * Return what the cached packets cost.
	 * @return the cost in bytes
	 */
	long cost() {
		return this.bytes + (long) this.packets.size() * Backlog.PACKET_COST;
	}

	boolean isEmpty() {
		return this.packets.isEmpty();
	}

	/**
	 * Return what a late joiner gets: the headers that were valid at the key frame, then
	 * everything from it on, changes of headers included.
	 * @return the packets in order, none if nothing is cached
	 */
	List<MediaPacket> replay() {
		List<MediaPacket> replay = new ArrayList<>(this.headers.packets());
		replay.addAll(this.packets);
		return replay;
	}

}
