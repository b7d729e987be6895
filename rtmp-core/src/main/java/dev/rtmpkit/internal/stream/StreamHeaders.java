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

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.AudioTrackData;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;
import dev.rtmpkit.media.VideoTrackData;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder must have seen before it can use the next packet: the newest retained
 * data packet of each name, metadata first of all, and, for each track, the newest packet
 * of each kind that describes it. Immutable.
 */
final class StreamHeaders {

	/** Headers that would make it more than this are passed on but not kept. */
	static final int BYTES_LIMIT = 4 * 1024 * 1024;

	/** How many data packets of different names are kept, metadata aside. */
	static final int DATA_LIMIT = 16;

	/** How many bytes they may have to be kept, what their values take included. */
	static final int DATA_BYTES_LIMIT = 1024 * 1024;

	private static final Key METADATA = dataKey(DataPacket.ON_META_DATA);

	private static final Comparator<Map.Entry<Key, MediaPacket>> ORDER = Comparator
		.comparing((Map.Entry<Key, MediaPacket> entry) -> entry.getKey().kind())
		.thenComparing((entry) -> !entry.getKey().equals(METADATA));

	static final StreamHeaders NONE = new StreamHeaders(Map.of());

	private final Map<Key, MediaPacket> packets;

	/** By identity and without a search: 256 tracks have a thousand headers. */
	private final Set<MediaPacket> present = Collections.newSetFromMap(new IdentityHashMap<>());

	private final List<MediaPacket> ordered;

	private final @Nullable Integer firstVideoTrack;

	private StreamHeaders(Map<Key, MediaPacket> packets) {
		this.packets = packets;
		this.ordered = packets.entrySet()
			.stream()
			.sorted(ORDER)
			.map(Map.Entry::getValue)
			// each once, also if it is the header of several tracks
			.filter(this.present::add)
			.toList();
		this.firstVideoTrack = packets.keySet()
			.stream()
			.filter((key) -> key.kind() == Kind.VIDEO_CONFIGURATION)
			.map(Key::trackId)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	/**
	 * Return the headers after a packet: the same object unless the packet is one of
	 * them.
	 * @param packet the packet
	 * @return the headers that hold for the next packet
	 */
	StreamHeaders with(MediaPacket packet) {
		if (packet instanceof VideoPacket video) {
			return withVideo(video);
		}
		if (packet instanceof AudioPacket audio) {
			return withAudio(audio);
		}
		return (packet instanceof DataPacket data) ? withData(data) : this;
	}

	private StreamHeaders withVideo(VideoPacket packet) {
		if (packet.isSequenceHeader()) {
			return with(packet, keys(Kind.VIDEO_CONFIGURATION, packet));
		}
		return (packet.header().packetType() == VideoPacketType.METADATA)
				? with(packet, keys(Kind.VIDEO_METADATA, packet)) : this;
	}

	private static List<Key> keys(Kind kind, VideoPacket packet) {
		return packet.tracks().stream().map(VideoTrackData::trackId).map((id) -> new Key(kind, id, "")).toList();
	}

	private StreamHeaders withAudio(AudioPacket packet) {
		if (packet.isSequenceHeader()) {
			return with(packet, keys(Kind.AUDIO_CONFIGURATION, packet));
		}
		return (packet.header().packetType() == AudioPacketType.MULTICHANNEL_CONFIG)
				? with(packet, keys(Kind.AUDIO_CHANNELS, packet)) : this;
	}

	private static List<Key> keys(Kind kind, AudioPacket packet) {
		return packet.tracks().stream().map(AudioTrackData::trackId).map((id) -> new Key(kind, id, "")).toList();
	}

	private StreamHeaders withData(DataPacket packet) {
		if (packet.name().equals(DataPacket.CLEAR_DATA_FRAME)) {
			return (!packet.values().isEmpty() && packet.values().get(0) instanceof AmfString name)
					? without(dataKey(name.value())) : this;
		}
		return (packet.retained() && hasRoomFor(packet)) ? with(packet, List.of(dataKey(packet.name()))) : this;
	}

	private static Key dataKey(String name) {
		return new Key(Kind.DATA, 0, name);
	}

	/** Other data than metadata is kept within bounds, so that media keeps its room. */
	private boolean hasRoomFor(DataPacket packet) {
		int names = 1;
		long bytes = Backlog.bytes(packet);
		for (Map.Entry<Key, MediaPacket> entry : this.packets.entrySet()) {
			Key key = entry.getKey();
			if (key.kind() == Kind.DATA && !key.equals(METADATA) && !key.name().equals(packet.name())) {
				names++;
				bytes += Backlog.bytes(entry.getValue());
			}
		}
		return packet.name().equals(METADATA.name()) || (names <= DATA_LIMIT && bytes <= DATA_BYTES_LIMIT);
	}

	private StreamHeaders with(MediaPacket packet, List<Key> keys) {
		Map<Key, MediaPacket> changed = new LinkedHashMap<>(this.packets);
		// the newest goes last: a packet of several tracks may precede one of a single
		// one
		keys.forEach(changed::remove);
		keys.forEach((key) -> changed.put(key, packet));
		StreamHeaders headers = new StreamHeaders(changed);
		long bytes = headers.ordered.stream().mapToLong(MediaPacket::size).sum();
		return (bytes <= BYTES_LIMIT) ? headers : this;
	}

	private StreamHeaders without(Key key) {
		Map<Key, MediaPacket> changed = new LinkedHashMap<>(this.packets);
		return (changed.remove(key) != null) ? new StreamHeaders(changed) : this;
	}

	@Nullable DataPacket metadata() {
		return (DataPacket) this.packets.get(METADATA);
	}

	/**
	 * Return whether a late joiner can start with a packet: it is a key frame of the
	 * default track or, where that is not published, of the first one.
	 * @param packet the packet
	 * @return whether a group of pictures begins
	 */
	boolean beginsGroup(VideoPacket packet) {
		if (!packet.isKeyFrame()) {
			return false;
		}
		Integer first = this.firstVideoTrack;
		return first == null || packet.hasTrack(first);
	}

	boolean contains(MediaPacket packet) {
		return this.present.contains(packet);
	}

	/**
	 * Return the headers in the order in which they are to be sent.
	 * @return the packets
	 */
	List<MediaPacket> packets() {
		return this.ordered;
	}

	/**
	 * Return those that differ from older ones, in the order in which they are to be
	 * sent.
	 * @param older what is known already
	 * @return the others
	 */
	List<MediaPacket> since(StreamHeaders older) {
		return this.ordered.stream().filter((packet) -> !older.contains(packet)).toList();
	}

	/**
	 * The kinds of headers in the order in which they are sent.
	 */
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
