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

package dev.rtmpkit.client;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;

/**
 * The newest retained data and, for each track, the newest packets that describe it,
 * which another server needs first. Without video, any frame can follow them.
 */
final class SentHeaders {

	/** With so many, data of other names is not noted any more. */
	private static final int DATA_LIMIT = 64;

	private final Map<Key, MediaPacket> packets = new LinkedHashMap<>();

	private boolean video;

	/**
	 * Note a packet.
	 * @param packet the packet
	 * @return whether a server that has the headers can begin with it
	 */
	boolean add(MediaPacket packet) {
		if (packet instanceof VideoPacket frame) {
			this.video = true;
			return add(frame);
		}
		if (packet instanceof AudioPacket frame) {
			return add(frame) && !this.video;
		}
		return add((DataPacket) packet);
	}

	private boolean add(VideoPacket packet) {
		if (packet.isSequenceHeader()) {
			packet.tracks().forEach((track) -> put(Kind.VIDEO_CONFIGURATION, track.trackId(), packet));
		}
		else if (packet.header().packetType() == VideoPacketType.METADATA) {
			packet.tracks().forEach((track) -> put(Kind.VIDEO_METADATA, track.trackId(), packet));
		}
		return packet.isKeyFrame();
	}

	private boolean add(AudioPacket packet) {
		if (packet.isSequenceHeader()) {
			packet.tracks().forEach((track) -> put(Kind.AUDIO_CONFIGURATION, track.trackId(), packet));
		}
		else if (packet.header().packetType() == AudioPacketType.MULTICHANNEL_CONFIG) {
			packet.tracks().forEach((track) -> put(Kind.AUDIO_CHANNELS, track.trackId(), packet));
		}
		else {
			return true;
		}
		return false;
	}

	private boolean add(DataPacket packet) {
		if (packet.name().equals(DataPacket.CLEAR_DATA_FRAME)) {
			packet.values()
				.stream()
				.limit(1)
				.filter(AmfString.class::isInstance)
				.forEach((name) -> this.packets.remove(new Key(Kind.DATA, 0, ((AmfString) name).value())));
			return false;
		}
		Key key = new Key(Kind.DATA, 0, packet.name());
		if (packet.retained() && (this.packets.size() < DATA_LIMIT || this.packets.containsKey(key))) {
			put(key, packet);
		}
		return false;
	}

	private void put(Kind kind, int trackId, MediaPacket packet) {
		put(new Key(kind, trackId, ""), packet);
	}

	private void put(Key key, MediaPacket packet) {
		// The newest goes last
		this.packets.remove(key);
		this.packets.put(key, packet);
	}

	/**
	 * Return the headers as if they came now.
	 * @param timestamp the timestamp in milliseconds
	 * @return the headers, oldest first
	 */
	List<MediaPacket> at(long timestamp) {
		Set<MediaPacket> once = Collections.newSetFromMap(new IdentityHashMap<>());
		return this.packets.values().stream().filter(once::add).map((packet) -> at(timestamp, packet)).toList();
	}

	private static MediaPacket at(long timestamp, MediaPacket packet) {
		if (packet instanceof VideoPacket header) {
			return new VideoPacket(timestamp, header.header(), header.payload());
		}
		if (packet instanceof AudioPacket header) {
			return new AudioPacket(timestamp, header.header(), header.payload());
		}
		DataPacket data = (DataPacket) packet;
		return new DataPacket(timestamp, data.name(), data.values(), data.retained(), data.amf3(), data.payload());
	}

	private enum Kind {

		DATA, VIDEO_CONFIGURATION, VIDEO_METADATA, AUDIO_CONFIGURATION, AUDIO_CHANNELS

	}

	/**
	 * What a header replaces when it comes anew: the older one of the same key.
	 *
	 * @param kind the kind
	 * @param trackId the number of the track, 0 for data
	 * @param name the name of the data, empty for audio and video
	 */
	private record Key(Kind kind, int trackId, String name) {

	}

}
