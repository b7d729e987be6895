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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;

/**
 * The newest retained data and sequence headers, which another server needs first.
 * Without video, any frame can follow them.
 */
final class SentHeaders {

	/** With so many, data of other names is not noted any more. */
	private static final int LIMIT = 64;

	private final Map<List<Object>, MediaPacket> packets = new LinkedHashMap<>();

	private boolean video;

	/**
	 * Note a packet.
	 * @param packet the packet
	 * @return whether a server that has the headers can begin with it
	 */
	boolean add(MediaPacket packet) {
		if (packet instanceof DataPacket data) {
			add(data);
			return false;
		}
		if (packet instanceof VideoPacket frame) {
			this.video = true;
			if (frame.isSequenceHeader()) {
				put(List.of("video", frame.trackId()), frame);
			}
			return frame.isKeyFrame();
		}
		if (packet instanceof AudioPacket frame && frame.isSequenceHeader()) {
			put(List.of("audio", frame.trackId()), frame);
			return false;
		}
		return !this.video;
	}

	private void add(DataPacket packet) {
		if (packet.name().equals(DataPacket.CLEAR_DATA_FRAME)) {
			packet.values()
				.stream()
				.limit(1)
				.filter(AmfString.class::isInstance)
				.forEach((name) -> this.packets.remove(dataKey(((AmfString) name).value())));
			return;
		}
		List<Object> key = dataKey(packet.name());
		if (packet.retained() && (this.packets.size() < LIMIT || this.packets.containsKey(key))) {
			put(key, packet);
		}
	}

	private static List<Object> dataKey(String name) {
		return List.of("data", name);
	}

	private void put(List<Object> key, MediaPacket packet) {
		this.packets.remove(key);
		this.packets.put(key, packet);
	}

	/**
	 * Return the headers as if they came now.
	 * @param timestamp the timestamp in milliseconds
	 * @return the headers, oldest first
	 */
	List<MediaPacket> at(long timestamp) {
		return this.packets.values().stream().map((packet) -> at(timestamp, packet)).toList();
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

}
