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

package dev.rtmpkit.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;

import org.springframework.core.io.Resource;

/**
 * A clip that never ends: after its last packet comes its first, and the timestamps go
 * on.
 */
final class LoopedClip {

	private final List<MediaPacket> packets;

	private final long length;

	private long offset;

	private int next;

	private LoopedClip(List<MediaPacket> packets) {
		this.packets = packets;
		this.length = length(packets);
	}

	static LoopedClip of(Resource file) throws IOException {
		List<MediaPacket> packets = new ArrayList<>();
		try (FlvReader reader = new FlvReader(file.getInputStream())) {
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				if (!isVideo(packet, VideoPacketType.SEQUENCE_END)) {
					packets.add(packet);
				}
			}
		}
		return new LoopedClip(packets);
	}

	/**
	 * The first picture of a round is to come as long after the last one as pictures come
	 * on average.
	 */
	private static long length(List<MediaPacket> packets) {
		long[] pictures = packets.stream()
			.filter((packet) -> isVideo(packet, VideoPacketType.CODED_FRAMES))
			.mapToLong(MediaPacket::timestamp)
			.toArray();
		int gaps = pictures.length - 1;
		return Math.round((pictures[gaps] - pictures[0]) * (gaps + 1.0) / gaps);
	}

	private static boolean isVideo(MediaPacket packet, VideoPacketType type) {
		return packet instanceof VideoPacket video && video.packetType() == type;
	}

	MediaPacket next() {
		if (this.next == this.packets.size()) {
			// Once is enough for the metadata
			this.packets.removeIf(DataPacket.class::isInstance);
			this.next = 0;
			this.offset += this.length;
		}
		MediaPacket packet = this.packets.get(this.next++);
		return packet.withTimestamp(packet.timestamp() + this.offset);
	}

}
